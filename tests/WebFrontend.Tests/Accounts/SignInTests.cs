using System.Net;
using Avanii.Web.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests.Accounts;

public sealed class SignInTests(AccountShop shop) : IClassFixture<AccountShop>
{
    private const string Wrong = "not this one at all";

    [Theory]
    [InlineData("", AccountPaths.Home)]
    [InlineData("/orders?cursor=x", "/orders?cursor=x")]
    [InlineData("/", "/")]
    [InlineData("https://evil.example/", AccountPaths.Home)]
    [InlineData("//evil.example", AccountPaths.Home)]
    [InlineData("/\\evil.example", AccountPaths.Home)]
    [InlineData("/\t/evil.example", AccountPaths.Home)]
    [InlineData("javascript:alert(1)", AccountPaths.Home)]
    [InlineData("/\r\nSet-Cookie: a=b", AccountPaths.Home)]
    public async Task The_right_password_leads_to_where_somebody_wanted_to_go_within_the_shop(string returnTo, string there)
    {
        var email = AccountShop.NewEmail();
        await shop.GivenAccountAsync(email);
        using var browser = shop.OpenElsewhere();
        var page = await browser.SignInAsync(email, returnTo: returnTo);
        Assert.Equal((HttpStatusCode.Found, there), (page.Status, page.Location));
        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task Nobody_learns_from_a_wrong_password_whether_there_is_an_account()
    {
        var (known, withoutPassword, unknown) = (AccountShop.NewEmail(), AccountShop.NewEmail(), AccountShop.NewEmail());
        await shop.GivenAccountAsync(known);
        await shop.GivenAccountAsync(withoutPassword, password: null);
        using var browser = shop.OpenElsewhere();
        await browser.SignInAsync(unknown, Wrong); // the first one of all makes a hash to compare with
        var told = new List<(HttpStatusCode, string, string, int)>();
        foreach (var email in new[] { known, withoutPassword, unknown })
        {
            var before = shop.Hasher.Verified;
            var page = await browser.SignInAsync(email, Wrong);
            told.Add((page.Status, page.Told(email), string.Join('\n', page.CookieNames()), shop.Hasher.Verified - before));
        }
        Assert.Equal((HttpStatusCode.UnprocessableEntity, 1), (told[0].Item1, told[0].Item4)); // the hash is what takes the time
        Assert.Single(told.Distinct());
        Assert.Contains("do not belong together", told[0].Item2, StringComparison.Ordinal);
        Assert.DoesNotContain(Wrong, told[0].Item2, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ten_guesses_at_an_address_are_enough_from_wherever_they_come(bool known)
    {
        var email = AccountShop.NewEmail();
        if (known)
        {
            await shop.GivenAccountAsync(email);
        }
        await GuessTenTimesAsync(email);
        using var browser = shop.OpenElsewhere();
        RegistrationTests.AssertTooMany(await browser.SignInAsync(email), upTo: TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task Who_guesses_at_somebodys_account_does_not_lock_them_out()
    {
        var email = AccountShop.NewEmail();
        await shop.GivenAccountAsync(email);
        using var own = shop.OpenElsewhere();
        await own.SignInAsync(email);
        await SignOutAsync(own);
        await GuessTenTimesAsync(email);
        Assert.Equal(HttpStatusCode.Found, (await own.SignInAsync(email)).Status);
        // And a stolen device cookie is no licence to guess.
        await SignOutAsync(own);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await own.SignInAsync(email, Wrong)).Status);
        }
        RegistrationTests.AssertTooMany(await own.SignInAsync(email), upTo: TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task A_browser_stays_known_after_its_person_changed_the_password_there_and_another_one_does_not()
    {
        var email = AccountShop.NewEmail();
        var account = await shop.GivenAccountAsync(email);
        using var own = shop.OpenElsewhere();
        using var lost = shop.OpenElsewhere();
        await lost.SignInAsync(email);
        await SignOutAsync(lost);
        await own.SignInAsync(email);
        await using (var scope = shop.Services.CreateAsyncScope())
        {
            var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            await accounts.UpdateSecurityStampAsync((await accounts.FindByIdAsync(account.Id.ToString()))!);
        }
        Assert.True(await own.IsSignedInAsync());
        await SignOutAsync(own);
        await GuessTenTimesAsync(email);
        RegistrationTests.AssertTooMany(await lost.SignInAsync(email), upTo: TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.Found, (await own.SignInAsync(email)).Status);
    }

    [Fact]
    public async Task From_one_address_fifty_guesses_are_enough_at_whichever_accounts()
    {
        using var browser = shop.OpenElsewhere();
        var form = (await browser.GetAsync(AccountPaths.SignIn)).Form("entry-form");
        form["Form.Password"] = Wrong;
        for (var i = 0; i < 50; i++)
        {
            form["Form.Email"] = AccountShop.NewEmail();
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.PostAsync(AccountPaths.SignIn, form)).Status);
        }
        RegistrationTests.AssertTooMany(await browser.PostAsync(AccountPaths.SignIn, form), upTo: TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task A_code_is_asked_for_after_the_password_and_is_good_once()
    {
        var email = AccountShop.NewEmail();
        var (app, _) = await shop.GivenAppAsync(await shop.GivenAccountAsync(email));
        using var browser = shop.OpenElsewhere();
        var asked = await browser.SignInAsync(email, returnTo: "/orders");
        Assert.Equal((HttpStatusCode.Found, AccountPaths.SignInCode), (asked.Status, asked.Location));
        Assert.False(await browser.IsSignedInAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.FillInAsync(AccountPaths.SignInCode, ("Code", "000000"))).Status);
        var code = app.ComputeTotp();
        Assert.Equal("/orders", (await browser.FillInAsync(AccountPaths.SignInCode, ("Code", code))).Location);
        Assert.True(await browser.IsSignedInAsync());

        using var overTheShoulder = shop.OpenElsewhere();
        await overTheShoulder.SignInAsync(email);
        var replayed = await overTheShoulder.FillInAsync(AccountPaths.SignInCode, ("Code", code));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, replayed.Status);
        Assert.False(await overTheShoulder.IsSignedInAsync());
    }

    [Fact]
    public async Task A_recovery_code_stands_for_the_app_once()
    {
        var email = AccountShop.NewEmail();
        var (_, recovery) = await shop.GivenAppAsync(await shop.GivenAccountAsync(email));
        using var browser = shop.OpenElsewhere();
        await browser.SignInAsync(email);
        Assert.Equal(HttpStatusCode.Found, (await browser.FillInAsync(AccountPaths.SignInCode, ("Code", recovery[3].ToUpperInvariant()))).Status);
        await browser.SignInAsync(email);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.FillInAsync(AccountPaths.SignInCode, ("Code", recovery[3]))).Status);
        Assert.Equal(HttpStatusCode.Found, (await browser.FillInAsync(AccountPaths.SignInCode, ("Code", recovery[4]))).Status);
    }

    [Fact]
    public async Task Five_codes_are_enough()
    {
        var email = AccountShop.NewEmail();
        var (app, _) = await shop.GivenAppAsync(await shop.GivenAccountAsync(email));
        using var browser = shop.OpenElsewhere();
        await browser.SignInAsync(email);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await browser.FillInAsync(AccountPaths.SignInCode, ("Code", "000000"))).Status);
        }
        RegistrationTests.AssertTooMany(await browser.FillInAsync(AccountPaths.SignInCode, ("Code", app.ComputeTotp())), upTo: TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task No_code_counts_without_the_password_nor_after_it_was_changed()
    {
        var email = AccountShop.NewEmail();
        var account = await shop.GivenAccountAsync(email);
        var (app, _) = await shop.GivenAppAsync(account);
        using var browser = shop.OpenElsewhere();
        Assert.Equal($"{AccountPaths.SignIn}?problem=code-over", (await browser.GetAsync(AccountPaths.SignInCode)).Location);
        await browser.SignInAsync(email);
        var form = (await browser.GetAsync(AccountPaths.SignInCode)).Form("entry-form");
        await using (var scope = shop.Services.CreateAsyncScope())
        {
            var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            await accounts.UpdateSecurityStampAsync((await accounts.FindByIdAsync(account.Id.ToString()))!);
        }
        form["Form.Code"] = app.ComputeTotp();
        Assert.Equal($"{AccountPaths.SignIn}?problem=code-over", (await browser.PostAsync(AccountPaths.SignInCode, form)).Location);
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task A_session_that_was_planted_is_not_the_one_after_signing_in()
    {
        var (attacker, victim) = (AccountShop.NewEmail(), AccountShop.NewEmail());
        await shop.GivenAccountAsync(attacker);
        var account = await shop.GivenAccountAsync(victim);
        using var theirs = shop.OpenElsewhere();
        await theirs.SignInAsync(attacker);
        var planted = theirs.Cookie("avanii-session")!;

        using var browser = shop.OpenElsewhere();
        browser.SetCookie("avanii-session", planted);
        await browser.SignInAsync(victim);
        Assert.NotEqual(planted, browser.Cookie("avanii-session"));
        Assert.Equal(account.Id, await shop.QueryAsync(db => db.Sessions.OrderByDescending(s => s.SignedInAt).Select(s => s.AccountId).FirstAsync()));
        Assert.False(await theirs.IsSignedInAsync()); // the planted one ended
        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task Signing_out_ends_the_session_also_for_who_copied_the_cookie()
    {
        var email = AccountShop.NewEmail();
        await shop.GivenAccountAsync(email);
        using var browser = shop.OpenElsewhere();
        await browser.SignInAsync(email);
        using var thief = shop.OpenElsewhere();
        thief.SetCookie("avanii-session", browser.Cookie("avanii-session")!);
        Assert.True(await thief.IsSignedInAsync());

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(AccountPaths.SignOut, Browser.Fields(("really", "yes")))).Status); // without the form's token
        Assert.True(await browser.IsSignedInAsync());
        var said = await SignOutAsync(browser);
        Assert.Contains("You are signed out.", (await browser.GetAsync(said.Location!)).Text, StringComparison.Ordinal);
        Assert.False(await browser.IsSignedInAsync());
        Assert.False(await thief.IsSignedInAsync());
    }

    [Fact]
    public async Task A_browser_that_was_not_known_is_told_of_by_mail_and_only_such_a_one()
    {
        var email = AccountShop.NewEmail();
        await shop.GivenAccountAsync(email);
        using var browser = shop.OpenElsewhere();
        await browser.SignInAsync(email, Wrong);
        Assert.Empty(await shop.LettersToAsync(email));
        await browser.SignInAsync(email);
        Assert.Equal("A new sign-in at Avanii", Assert.Single(await shop.LettersToAsync(email)).Subject);
        await SignOutAsync(browser);
        await browser.SignInAsync(email);
        Assert.Single(await shop.LettersToAsync(email));
        using var another = shop.OpenElsewhere();
        await another.SignInAsync(email);
        Assert.Equal(2, (await shop.LettersToAsync(email)).Count);
    }

    [Fact]
    public async Task What_a_guest_did_becomes_the_accounts_when_that_is_possible()
    {
        var email = AccountShop.NewEmail();
        var account = await shop.GivenAccountAsync(email);
        using var browser = shop.OpenElsewhere();
        await browser.AddToCartAsync();
        var guest = browser.Cookie("avanii-guest");
        shop.Merges.Away = true;
        Assert.Equal(HttpStatusCode.Found, (await browser.SignInAsync(email)).Status); // nobody is kept out by that
        shop.Merges.Away = false;
        Assert.Equal(guest, browser.Cookie("avanii-guest"));
        await SignOutAsync(browser);
        await browser.SignInAsync(email);
        Assert.StartsWith("guest:", shop.Merges.Done.Single(m => m.AccountId == account.Id).Guest, StringComparison.Ordinal);
        Assert.Null(browser.Cookie("avanii-guest"));
        await SignOutAsync(browser);
        await browser.SignInAsync(email);
        Assert.Single(shop.Merges.Done, m => m.AccountId == account.Id);
    }

    [Fact]
    public async Task The_pages_are_for_no_index_and_the_header_leads_to_them()
    {
        using var browser = shop.OpenElsewhere();
        Assert.Contains($"href=\"{AccountPaths.SignIn}\"", (await browser.GetAsync("/cart")).Html, StringComparison.Ordinal);
        foreach (var path in new[] { AccountPaths.SignIn, AccountPaths.Register, AccountPaths.ForgotPassword, AccountPaths.FinishRegistration, AccountPaths.ResetPassword })
        {
            var page = await browser.GetAsync(path);
            Assert.Contains("content=\"noindex\"", page.Html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", page.Html, StringComparison.Ordinal);
            Assert.Equal(path == AccountPaths.SignIn, page.Html.Contains("/passkeys.", StringComparison.Ordinal)); // where it is needed
        }
    }

    private async Task GuessTenTimesAsync(string email)
    {
        for (var i = 0; i < 10; i++)
        {
            using var stranger = shop.OpenElsewhere();
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await stranger.SignInAsync(email, Wrong)).Status);
        }
    }

    private static async Task<Page> SignOutAsync(Browser browser)
    {
        var page = await browser.PostAsync(AccountPaths.SignOut, (await browser.GetAsync(AccountPaths.SignIn)).Form("entry-as"));
        Assert.Equal(HttpStatusCode.Found, page.Status);
        return page;
    }
}
