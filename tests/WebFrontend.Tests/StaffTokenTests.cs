using System.Diagnostics;
using Avanii.Web.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests;

public sealed class StaffTokenTests(ShopApp shop) : IClassFixture<ShopApp>
{
    [Theory]
    [InlineData("", "staff")]
    [InlineData("staff", "staff")]
    [InlineData("owner", "owner")]
    public async Task Whoever_may_run_commands_gets_a_token_for_the_back_office(string argument, string role)
    {
        var (exitCode, output) = await RunAsync(argument);
        Assert.Equal(0, exitCode);
        var token = output.Trim().Split('\n')[^1];
        Assert.Equal(("staff:command-line", role), await shop.Services.GetRequiredService<ShopperTokens>().ReadAsync(token, CancellationToken.None));
    }

    [Fact]
    public async Task There_is_no_token_for_any_other_role()
    {
        var (exitCode, output) = await RunAsync("guest");
        Assert.Equal(2, exitCode);
        Assert.Contains("staff", output, StringComparison.Ordinal);
    }

    /// <summary>The program itself, as an operator runs it.</summary>
    private async Task<(int ExitCode, string Output)> RunAsync(string argument)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(ShopperTokens).Assembly.Location, "--token" },
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (argument.Length > 0)
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ConnectionStrings__avanii"] = shop.Database;
        start.Environment["ConnectionStrings__messaging"] = "amqp://nobody:nobody@127.0.0.1:1/";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
