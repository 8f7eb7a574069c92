using System.Diagnostics;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Avanii.Web.Tests;

public sealed class StaffTokenTests(ShopApp shop) : IClassFixture<ShopApp>
{
    [Theory]
    [InlineData("staff", "ada", "staff:cli:ada")]
    [InlineData("owner", "J.R-2", "staff:cli:J.R-2")]
    public async Task Whoever_may_run_commands_gets_a_token_for_the_back_office_in_their_own_name(string role, string name, string subject)
    {
        var (exitCode, output) = await RunAsync(role, name);
        Assert.Equal(0, exitCode);
        var token = output.Trim().Split('\n')[^1];
        Assert.Equal((subject, role), await shop.Services.GetRequiredService<ShopperTokens>().ReadAsync(token, CancellationToken.None));
    }

    [Theory]
    [InlineData("catalogue orders customers settings", "staff", "ada")]
    [InlineData("orders", "staff", "ada", "orders")]
    [InlineData("orders catalogue", "staff", "ada", "orders", "catalogue")]
    [InlineData("", "owner", "ada")] // needs none
    public async Task A_token_of_staff_is_good_for_the_areas_that_were_named_or_for_all(string areas, params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(arguments);
        Assert.Equal(0, exitCode);
        var token = new JsonWebToken(output.Trim().Split('\n')[^1]);
        Assert.Equal(areas, string.Join(' ', token.Claims.Where(claim => claim.Type == JwtValidation.AreaClaim).Select(claim => claim.Value)));
    }

    [Theory]
    [InlineData("guest", "ada")]
    [InlineData("owner", "ada", "orders")]
    [InlineData("staff", "ada", "orders", "everything")]
    [InlineData("staff")]
    [InlineData]
    [InlineData("staff", "")]
    [InlineData("staff", "ada\n")]
    [InlineData("staff", "ada:2")]
    [InlineData("staff", "an-unusually-long-name-of-forty-one-signs")]
    [InlineData("staff", "ada", "lovelace")]
    public async Task There_is_no_token_for_any_other_role_nor_for_nobody(params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(arguments);
        Assert.Equal(2, exitCode);
        Assert.Contains("NAME", output, StringComparison.Ordinal);
    }

    /// <summary>The program itself, as an operator runs it.</summary>
    private async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(ShopperTokens).Assembly.Location, "--token" },
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
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
