using System.Net;
using Avanii.Web.Accounts;
using Avanii.Web.Mail;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests.Accounts;

public sealed class PasswordResetTests(AccountShop shop) : IClassFixture<AccountShop>
{
    private const string Another = "eleven silent trumpets";

    [Fact]
    public async Task Whether_an_address_has_an_account_only_its_mailbox_learns()
    {
        var (known, unknown) = (AccountShop.NewEmail(), AccountShop.NewEmail());
        await shop.GivenAccountAsync(known);
        using var browser = shop.OpenElsewhere();
        await browser.GetAsync(AccountPaths.ForgotPassword);
        var (first, second) = (await browser.ForgetAsync(known), await browser.ForgetAsync(unknown));
        Assert.Equal((HttpStatusCode.OK, first.Told(known)), (second.Status, second.Told(unknown)));
        Assert.Equal(first.CookieNames(), second.CookieNames());
        Assert.Equal("A new password for Avanii", Assert.Single(await shop.LettersToAsync(known)).Subject);
        Assert.Equal("No account at Avanii with this address", Assert.Single(await shop.LettersToAsync(unknown)).Subject);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mailbox_cannot_be_flooded(bool known)
    {
        var email = AccountShop.NewEmail();
        if (known)
        {
            await shop.GivenAccountAsync(email);
        }
        for (var i = 0; i < 5; i++)
        {
            using var one = shop.OpenElsewhere();
            Assert.Equal(HttpStatusCode.OK, (await one.ForgetAsync(email)).Status);
        }
        using var another = shop.OpenElsewhere();
        RegistrationTests.AssertTooMany(await another.ForgetAsync(email), upTo: TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_new_password_ends_all_sessions_voids_the_old_one_and_is_told_of()
    {
        var email = AccountShop.NewEmail();
        await shop.GivenAccountAsync(email);
        using var thief = shop.OpenElsewhere();
        await thief.SignInAsync(email);
        using var browser = shop.OpenElsewhere();
        var link = await AskForLinkAsync(browser, email);
        await browser.GetAsync(link); // looking at it is not using it
        var done = await browser.FillInAsync(link, ("Password", Another));
        Assert.Equal((HttpStatusCode.Found, AccountPaths.Home), (done.Status, done.Location));
        Assert.True(await browser.IsSignedInAsync());
        Assert.False(await thief.IsSignedInAsync());
        Assert.Equal("Your password was changed", (await shop.LettersToAsync(email))[^1].Subject); // that, and not that somebody signed in besides
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await thief.SignInAsync(email)).Status);
        Assert.Equal(HttpStatusCode.Found, (await thief.SignInAsync(email, Another)).Status);
    }

    [Fact]
    public async Task A_link_is_good_once_and_so_are_the_others_that_were_sent_before()
    {
        var email = AccountShop.NewEmail();
        await shop.GivenAccountAsync(email);
        using var browser = shop.OpenElsewhere();
        var (earlier, link) = (await AskForLinkAsync(browser, email), await AskForLinkAsync(browser, email));
        using var another = shop.OpenElsewhere();
        var form = (await another.GetAsync(link)).Form("entry-form");
        await browser.FillInAsync(link, ("Password", Another));
        form["Form.Password"] = "twelve noisy trombones";
        AssertOver(await another.GetAsync(link));
        AssertOver(await another.PostAsync(link, form));
        AssertOver(await another.GetAsync(earlier));
        Assert.Equal(HttpStatusCode.Found, (await another.SignInAsync(email, Another)).Status);
    }

    [Fact]
    public async Task Of_two_who_use_a_link_at_once_one_chooses_the_password()
    {
        for (var round = 0; round < 5; round++)
        {
            var email = AccountShop.NewEmail();
            await shop.GivenAccountAsync(email);
            using var one = shop.OpenElsewhere();
            using var two = shop.OpenElsewhere();
            var link = await AskForLinkAsync(one, email);
            var forms = (One: (await one.GetAsync(link)).Form("entry-form"), Two: (await two.GetAsync(link)).Form("entry-form"));
            (forms.One["Form.Password"], forms.Two["Form.Password"]) = (Another, "twelve noisy trombones");
            var ends = await Task.WhenAll(one.PostAsync(link, forms.One), two.PostAsync(link, forms.Two));
            Assert.Equal([HttpStatusCode.Found, HttpStatusCode.Gone], ends.Select(e => e.Status).Order());
        }
    }

    [Fact]
    public async Task Who_reads_the_mail_does_not_have_the_app_for_that()
    {
        var email = AccountShop.NewEmail();
        var (app, _) = await shop.GivenAppAsync(await shop.GivenAccountAsync(email));
        using var browser = shop.OpenElsewhere();
        var done = await browser.FillInAsync(await AskForLinkAsync(browser, email), ("Password", Another));
        Assert.Equal(AccountPaths.SignInCode, done.Location);
        Assert.False(await browser.IsSignedInAsync());
        Assert.Equal(AccountPaths.Home, (await browser.FillInAsync(AccountPaths.SignInCode, ("Code", app.ComputeTotp()))).Location);
    }

    [Theory]
    [InlineData(1, "The passkey of your account is removed", "Your passkey was removed")]
    [InlineData(2, "The 2 passkeys of your account are removed", "Your 2 passkeys were removed")]
    public async Task A_passkey_that_a_thief_added_opens_nothing_after_a_new_password(int passkeys, string before, string after)
    {
        var email = AccountShop.NewEmail();
        var account = await shop.GivenAccountAsync(email);
        using var thief = shop.OpenElsewhere();
        await thief.SignInAsync(email);
        for (var i = 0; i < passkeys; i++)
        {
            Assert.Equal("/account/passkeys?done=passkey", (await Authenticator.AddAsync(thief)).Location);
        }
        using var browser = shop.OpenElsewhere();
        var link = await AskForLinkAsync(browser, email);
        var page = await browser.GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains(before, page.Text, StringComparison.Ordinal);
        Assert.Equal(passkeys, await shop.QueryAsync(db => db.Passkeys.CountAsync(p => p.UserId == account.Id))); // looking changes nothing
        await browser.FillInAsync(link, ("Password", Another));
        Assert.Equal(0, await shop.QueryAsync(db => db.Passkeys.CountAsync(p => p.UserId == account.Id)));
        Assert.Contains((await shop.LettersToAsync(email))[^1].Parts.OfType<LetterPart.Paragraph>(), part => part.Text.Contains(after, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_of_address_that_a_thief_has_begun_ends_with_a_new_password()
    {
        var (email, thiefs) = (AccountShop.NewEmail(), AccountShop.NewEmail());
        await shop.GivenAccountAsync(email);
        using var thief = shop.OpenElsewhere();
        await thief.SignInAsync(email);
        Assert.Equal("/account/email?done=email-asked", (await Person.SubmitAsync(thief, "/account/email", "account-form", ("Form.Email", thiefs))).Location);
        var confirm = await shop.LinkToAsync(thiefs, "Is this your new address?");
        using var browser = shop.OpenElsewhere();
        Assert.DoesNotContain("passkey", (await browser.GetAsync(await AskForLinkAsync(browser, email))).Text, StringComparison.Ordinal);
        await browser.FillInAsync(await AskForLinkAsync(browser, email), ("Password", Another));
        await thief.SignInAsync(email, Another); // even were they to know it
        Assert.Equal(HttpStatusCode.Gone, (await thief.GetAsync(confirm)).Status);
        Assert.NotNull(await shop.FindAsync(email));
    }

    [Fact]
    public async Task An_account_without_a_password_gets_one()
    {
        var email = AccountShop.NewEmail();
        await shop.GivenAccountAsync(email, password: null);
        using var browser = shop.OpenElsewhere();
        Assert.Equal(HttpStatusCode.Found, (await browser.FillInAsync(await AskForLinkAsync(browser, email), ("Password", Another))).Status);
        using var another = shop.OpenElsewhere();
        Assert.Equal(HttpStatusCode.Found, (await another.SignInAsync(email, Another)).Status);
    }

    [Fact]
    public async Task Who_was_kept_out_by_guesses_of_others_gets_in_by_the_mailbox()
    {
        var email = AccountShop.NewEmail();
        await shop.GivenAccountAsync(email);
        for (var i = 0; i <= 10; i++)
        {
            using var stranger = shop.OpenElsewhere();
            await stranger.SignInAsync(email, "not this one at all");
        }
        using var browser = shop.OpenElsewhere();
        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.SignInAsync(email)).Status);
        await browser.FillInAsync(await AskForLinkAsync(browser, email), ("Password", Another));
        Assert.True(await browser.IsSignedInAsync());
        using var another = shop.OpenElsewhere();
        Assert.Equal(HttpStatusCode.Found, (await another.SignInAsync(email, Another)).Status);
    }

    [Fact]
    public async Task A_bad_password_is_refused_and_does_not_use_up_the_link()
    {
        var email = AccountShop.NewEmail();
        await shop.GivenAccountAsync(email);
        using var browser = shop.OpenElsewhere();
        var link = await AskForLinkAsync(browser, email);
        var refused = await browser.FillInAsync(link, ("Password", "Password123!"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("tried first", refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await browser.FillInAsync(link, ("Password", Another))).Status);
    }

    [Fact]
    public async Task A_key_that_is_old_opens_nothing()
    {
        var email = AccountShop.NewEmail();
        var account = await shop.GivenAccountAsync(email);
        using var browser = shop.OpenElsewhere();
        var key = (await AskForLinkAsync(browser, email)).Split("key=")[1];
        var protector = shop.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("reset-link").ToTimeLimitedDataProtector();
        var content = protector.Unprotect(key, out var ends);
        Assert.InRange(ends - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(55), TimeSpan.FromMinutes(60));
        AssertOver(await browser.GetAsync($"{AccountPaths.ResetPassword}?key={protector.Protect(content, TimeSpan.FromMinutes(-1))}"));
        AssertOver(await browser.GetAsync(AccountPaths.ResetPassword));
    }

    [Fact]
    public async Task An_address_that_only_looks_alike_gets_nobodys_link()
    {
        // U+212A, the sign for kelvin, is a K to whoever compares addresses as the database does.
        var email = $"k{Guid.NewGuid():N}@example.com";
        await shop.GivenAccountAsync(email);
        var alike = '\u212A' + email[1..];
        using var browser = shop.OpenElsewhere();
        Assert.Equal(HttpStatusCode.OK, (await browser.ForgetAsync(alike)).Status);
        Assert.DoesNotContain(await shop.LettersToAsync(alike), letter => letter.Subject.StartsWith("A new password", StringComparison.Ordinal));
    }

    private async Task<string> AskForLinkAsync(Browser browser, string email)
    {
        await browser.ForgetAsync(email);
        return await shop.LinkToAsync(email, "A new password");
    }

    private static void AssertOver(Page page)
    {
        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.Contains("This link is over", page.Text, StringComparison.Ordinal);
    }
}
