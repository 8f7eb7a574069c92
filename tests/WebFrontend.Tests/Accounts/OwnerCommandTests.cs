using System.Diagnostics;
using System.Net;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Microsoft.EntityFrameworkCore;

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
    public async Task A_link_makes_one_owner_once_also_after_the_account_is_deleted()
    {
        var email = AccountShop.NewEmail();
        var link = await LinkAsync(email);
        using var browser = shop.OpenElsewhere();
        await browser.FillInAsync(link, ("Password", AccountShop.Password));
        await shop.QueryAsync(db => db.Accounts.Where(a => a.Email == email).ExecuteDeleteAsync());
        using var again = shop.OpenElsewhere();
        Assert.Equal(HttpStatusCode.Gone, (await again.GetAsync(link)).Status);
    }

    [Fact]
    public async Task Who_has_an_account_becomes_owner_by_the_link_and_their_own_password_and_not_before()
    {
        var email = AccountShop.NewEmail();
        await shop.GivenAccountAsync(email);
        using var before = shop.OpenElsewhere();
        await before.SignInAsync(email);
        var link = await LinkAsync(email);
        Assert.Equal(Roles.Shopper, (await shop.FindAsync(email))!.Role);
        Assert.True(await before.IsSignedInAsync());

        using var browser = shop.OpenElsewhere();
        var signIn = (await browser.GetAsync(link)).Location!;
        Assert.Equal($"{AccountPaths.SignIn}?returnTo={Uri.EscapeDataString(link)}", signIn);
        Assert.Equal(link, (await browser.SignInAsync(email, returnTo: link)).Location);
        var page = await browser.GetAsync(link);
        Assert.Equal("/account?done=joined", (await browser.PostAsync(link, page.Form("account-form"))).Location);
        Assert.Equal(Roles.Owner, (await shop.FindAsync(email))!.Role);
        Assert.False(await before.IsSignedInAsync()); // a shopper's session lives for months
        Assert.True(await browser.IsSignedInAsync());
        Assert.StartsWith("/account/second-factor", (await browser.GetAsync("/staff")).Location, StringComparison.Ordinal); // a password alone opens nothing yet
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(link)).Status);
        var (exitCode, output) = await RunAsync(email, "http://localhost:5001");
        Assert.Equal((1, true), (exitCode, output.Contains("is an owner already", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_link_is_worth_nothing_once_the_password_of_the_account_has_changed()
    {
        var email = AccountShop.NewEmail();
        await shop.GivenAccountAsync(email);
        var link = await LinkAsync(email);
        using var browser = shop.OpenElsewhere();
        await browser.ForgetAsync(email);
        Assert.Equal(HttpStatusCode.Found, (await browser.FillInAsync(await shop.LinkToAsync(email, "A new password"), ("Password", "eleven silent trumpets"))).Status);
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(link)).Status);
        Assert.Equal(Roles.Shopper, (await shop.FindAsync(email))!.Role);
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

    private async Task<string> LinkAsync(string email)
    {
        var (exitCode, output) = await RunAsync(email, "http://localhost:5001");
        Assert.Equal(0, exitCode);
        return new Uri(output.Trim().Split('\n')[^1]).PathAndQuery;
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
