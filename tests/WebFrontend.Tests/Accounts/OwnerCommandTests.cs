using System.Diagnostics;
using System.Net;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;

namespace Avanii.Web.Tests.Accounts;

public sealed class OwnerCommandTests(AccountShop shop) : IClassFixture<AccountShop>
{
    [Fact]
    public async Task The_first_owner_is_made_by_a_link_that_a_command_prints()
    {
        var email = AccountShop.NewEmail();
        var (exitCode, output) = await RunAsync(email, "https://shop.example/");
        Assert.Equal(0, exitCode);
        var link = new Uri(output.Trim().Split('\n')[^1]);
        Assert.Equal("https://shop.example", link.GetLeftPart(UriPartial.Authority));
        using var browser = shop.OpenElsewhere();
        Assert.Equal(HttpStatusCode.Found, (await browser.FillInAsync(link.PathAndQuery, ("Password", AccountShop.Password))).Status);
        Assert.Equal(Roles.Owner, (await shop.FindAsync(email))!.Role);
        Assert.Empty(await shop.LettersToAsync(email));
    }

    [Fact]
    public async Task Who_has_an_account_becomes_owner_and_gets_a_link_to_a_new_password()
    {
        var email = AccountShop.NewEmail();
        await shop.GivenAccountAsync(email);
        using var before = shop.OpenElsewhere();
        await before.SignInAsync(email);
        var (exitCode, output) = await RunAsync(email, "http://localhost:5001");
        Assert.Equal(0, exitCode);
        Assert.Equal(Roles.Owner, (await shop.FindAsync(email))!.Role);
        Assert.False(await before.IsSignedInAsync()); // a shopper's session lives for months
        using var browser = shop.OpenElsewhere();
        var link = new Uri(output.Trim().Split('\n')[^1]).PathAndQuery;
        Assert.Equal(AccountPaths.Home, (await browser.FillInAsync(link, ("Password", "eleven silent trumpets"))).Location);
    }

    [Theory]
    [InlineData(1, "Shop__PublicUrl", "mia@example.com")]
    [InlineData(1, "Shop__PublicUrl", "mia@example.com", "shop.example")]
    [InlineData(2, "EMAIL")]
    [InlineData(2, "EMAIL", "nobody")]
    public async Task Without_what_it_needs_it_says_what_that_is(int code, string says, params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(arguments);
        Assert.Equal(code, exitCode);
        Assert.Contains(says, output, StringComparison.Ordinal);
    }

    /// <summary>The program itself, as an operator runs it.</summary>
    private async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])[typeof(AccountPaths).Assembly.Location, "--create-owner", .. arguments])
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
        return (process.ExitCode, process.ExitCode == 0 ? output : await errors);
    }
}
