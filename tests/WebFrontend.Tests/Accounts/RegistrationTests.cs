using System.Net;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests.Accounts;

public sealed class RegistrationTests(AccountShop shop) : IClassFixture<AccountShop>
{
    [Fact]
    public async Task A_new_address_gets_a_link_and_becomes_an_account_by_choosing_a_password()
    {
        var email = AccountShop.NewEmail();
        using var browser = shop.OpenElsewhere();
        Assert.Contains("Look into your mailbox", (await browser.RegisterAsync(email)).Text, StringComparison.Ordinal);
        var link = await shop.LinkToAsync(email, "Your account");
        // What checks mail for bad links opens it, too.
        Assert.Contains(email, (await browser.GetAsync(link)).Text, StringComparison.Ordinal);
        Assert.Contains(email, (await browser.GetAsync(link)).Text, StringComparison.Ordinal);
        Assert.Null(await shop.FindAsync(email));

        var made = await browser.FillInAsync(link, ("Password", AccountShop.Password));
        Assert.Equal((HttpStatusCode.Found, AccountPaths.Home), (made.Status, made.Location));
        Assert.True(await browser.IsSignedInAsync());
        var account = await shop.FindAsync(email);
        Assert.Equal((true, Roles.Shopper, "Mia Ångström"), (account!.EmailConfirmed, account.Role, account.Name));
        Assert.DoesNotContain(await shop.LettersToAsync(email), letter => letter.Subject.Contains("sign-in", StringComparison.Ordinal)); // they know
    }

    [Fact]
    public async Task Whether_an_address_has_an_account_only_its_mailbox_learns()
    {
        var (known, unknown) = (AccountShop.NewEmail(), AccountShop.NewEmail());
        await shop.GivenAccountAsync(known);
        using var browser = shop.OpenElsewhere();
        await browser.GetAsync(AccountPaths.Register);
        var (first, second) = (await browser.RegisterAsync(known), await browser.RegisterAsync(unknown));
        Assert.Equal((HttpStatusCode.OK, first.Told(known)), (second.Status, second.Told(unknown)));
        Assert.Equal(first.CookieNames(), second.CookieNames());
        Assert.Equal("You have an account at Avanii already", Assert.Single(await shop.LettersToAsync(known)).Subject);
        Assert.Equal("Your account at Avanii", Assert.Single(await shop.LettersToAsync(unknown)).Subject);
    }

    [Fact]
    public async Task Who_registers_in_German_gets_a_German_letter_and_reads_in_German_what_is_wrong()
    {
        var email = AccountShop.NewEmail();
        using var browser = shop.OpenElsewhere();
        await browser.PostAsync("/language", Browser.Fields(("culture", "de-DE")));
        await browser.RegisterAsync(email);
        Assert.Equal("Ihr Konto bei Avanii", Assert.Single(await shop.LettersToAsync(email)).Subject);
        var page = await browser.RegisterAsync("mia", name: "");
        Assert.Contains("2 Angaben fehlen oder stimmen noch nicht ganz:", page.Text, StringComparison.Ordinal);
        Assert.Contains("Das ist noch keine E-Mail-Adresse.", page.Text, StringComparison.Ordinal);
        var refused = await browser.FillInAsync(await shop.LinkToAsync(email, "Ihr Konto"), ("Password", "kurz"));
        Assert.Contains("Das ist zu kurz: Ein Passwort hat mindestens", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_strangers_words_are_not_mailed_to_somebody_who_did_not_ask()
    {
        var email = AccountShop.NewEmail();
        using var browser = shop.OpenElsewhere();
        await browser.RegisterAsync(email, name: "You won! https://evil.example");
        Assert.DoesNotContain("evil", System.Text.Json.JsonSerializer.Serialize(Assert.Single(await shop.LettersToAsync(email))), StringComparison.Ordinal);
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
            Assert.Equal(HttpStatusCode.OK, (await one.RegisterAsync(i % 2 == 0 ? email : email.ToUpperInvariant())).Status);
        }
        using var another = shop.OpenElsewhere();
        AssertTooMany(await another.RegisterAsync(email), upTo: TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.OK, (await another.RegisterAsync(AccountShop.NewEmail())).Status);
    }

    [Fact]
    public async Task A_browser_cannot_write_to_everybody()
    {
        using var browser = shop.OpenElsewhere();
        var form = (await browser.GetAsync(AccountPaths.Register)).Form("entry-form");
        form["Form.Name"] = "Mia";
        for (var i = 0; i < 30; i++)
        {
            form["Form.Email"] = AccountShop.NewEmail();
            Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync(AccountPaths.Register, form)).Status);
        }
        AssertTooMany(await browser.PostAsync(AccountPaths.Register, form), upTo: TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    [InlineData("mia@example.com\r\nBcc: all@example.com")]
    [InlineData("mia@example.com, all@example.com")]
    [InlineData("\"Mia <all@example.com>\"@example.com")]
    [InlineData("mia@@example.com")]
    public async Task What_is_no_address_gets_no_mail(string email)
    {
        using var browser = shop.OpenElsewhere();
        var before = await shop.QueryAsync(db => db.Outbox.CountAsync());
        var page = await browser.RegisterAsync(email);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Matches("id=\"Email\"[^>]*aria-invalid=\"true\"", page.Html);
        Assert.Equal(before, await shop.QueryAsync(db => db.Outbox.CountAsync()));
    }

    [Theory]
    [InlineData("too short", "10 characters at least")]
    [InlineData("aaaaaaaaaaaa", "different characters")]
    [InlineData("Password123!", "tried first")]
    [InlineData("1234567890", "tried first")]
    [InlineData("qwertyuiop", "tried first")]
    [InlineData("4815162342", "tried first")]
    [InlineData("Vinogradov", "tried first")]
    [InlineData("Cowboys#2026", "tried first")]
    [InlineData("cowboyscowboys1", "tried first")]
    [InlineData("EMAIL", "e-mail address")]
    [InlineData("LOCAL-2026", "e-mail address")]
    public async Task A_password_that_would_be_guessed_is_refused_with_the_reason(string password, string reason)
    {
        var email = $"karla.{Guid.NewGuid():N}@example.com";
        using var browser = shop.OpenElsewhere();
        await browser.RegisterAsync(email);
        var typed = password.Replace("EMAIL", email.ToUpperInvariant(), StringComparison.Ordinal).Replace("LOCAL", email.Split('@')[0], StringComparison.Ordinal);
        var page = await browser.FillInAsync(await shop.LinkToAsync(email, "Your account"), ("Password", typed));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Matches($"id=\"Password-error\"[^<]*{reason}", page.Html);
        Assert.DoesNotContain($"value=\"{typed}\"", page.Html, StringComparison.Ordinal); // a page may be kept
        Assert.Null(await shop.FindAsync(email));
    }

    [Fact]
    public async Task Each_common_password_that_is_long_enough_is_refused_and_words_that_have_nothing_to_do_with_each_other_are_not()
    {
        var rules = new PasswordRules();
        var mia = new Account { Name = "Mia", Email = "mia@example.com" };
        using var list = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("Avanii.Web.CommonPasswords.txt")!);
        var common = (await list.ReadToEndAsync()).Split('\n').SkipWhile(line => line.StartsWith('#')).ToList();
        var tried = common.Where(word => word.Length >= 10).Concat(common.Where(word => word.Length is > 0 and < 10).Select(word => word.ToUpperInvariant() + "123456")).ToList();
        Assert.InRange(tried.Count, 3000, 10_000);
        foreach (var password in tried)
        {
            Assert.False((await rules.ValidateAsync(null!, mia, password)).Succeeded, password);
        }
        foreach (var password in new[] { AccountShop.Password, "eleven silent trumpets", "cowboys walk dragons", "mia cooks rhubarb 7" })
        {
            Assert.True((await rules.ValidateAsync(null!, mia, password)).Succeeded, password);
        }
    }

    [Fact]
    public async Task A_part_of_the_address_does_no_harm_in_a_good_password()
    {
        var email = $"anna{Random.Shared.Next()}@example.com";
        using var browser = shop.OpenElsewhere();
        await browser.RegisterAsync(email);
        var made = await browser.FillInAsync(await shop.LinkToAsync(email, "Your account"), ("Password", $"{email.Split('@')[0]} walks at noon"));
        Assert.Equal(HttpStatusCode.Found, made.Status);
    }

    [Fact]
    public async Task A_link_that_was_used_says_so_and_makes_no_second_account()
    {
        var email = AccountShop.NewEmail();
        using var browser = shop.OpenElsewhere();
        await browser.RegisterAsync(email);
        var link = await shop.LinkToAsync(email, "Your account");
        using var another = shop.OpenElsewhere();
        var form = (await another.GetAsync(link)).Form("entry-form");
        await browser.FillInAsync(link, ("Password", AccountShop.Password));

        Assert.Contains("You have an account already", (await another.GetAsync(link)).Text, StringComparison.Ordinal);
        form["Form.Password"] = "eleven silent trumpets";
        var again = await another.PostAsync(link, form);
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains("You have an account already", again.Text, StringComparison.Ordinal);
        Assert.False(await another.IsSignedInAsync());
        Assert.Equal(HttpStatusCode.Found, (await another.SignInAsync(email)).Status); // the first password counts
    }

    [Fact]
    public async Task Of_two_who_finish_at_once_one_becomes_the_account_and_the_other_is_told()
    {
        for (var round = 0; round < 6; round++)
        {
            var email = AccountShop.NewEmail();
            using var one = shop.OpenElsewhere();
            using var two = shop.OpenElsewhere();
            await one.RegisterAsync(email);
            var first = await shop.LinkToAsync(email, "Your account");
            await two.RegisterAsync(email);
            var second = round % 2 == 0 ? first : await shop.LinkToAsync(email, "Your account");
            var forms = (First: (await one.GetAsync(first)).Form("entry-form"), Second: (await two.GetAsync(second)).Form("entry-form"));
            forms.First["Form.Password"] = forms.Second["Form.Password"] = AccountShop.Password;
            var ends = await Task.WhenAll(one.PostAsync(first, forms.First), two.PostAsync(second, forms.Second));
            Assert.Equal([HttpStatusCode.Found, HttpStatusCode.Conflict], ends.Select(e => e.Status).Order());
            Assert.NotNull(await shop.FindAsync(email));
        }
    }

    [Fact]
    public async Task A_key_that_is_old_or_was_made_for_something_else_opens_nothing()
    {
        var protection = shop.Services.GetRequiredService<IDataProtectionProvider>();
        var content = System.Text.Json.JsonSerializer.Serialize(new Invitation(Guid.NewGuid(), AccountShop.NewEmail(), "Mia", Roles.Shopper, []));
        string Sealed(string purpose, TimeSpan life) => protection.CreateProtector(purpose).ToTimeLimitedDataProtector().Protect(content, life);
        using var browser = shop.OpenElsewhere();
        Assert.Equal(HttpStatusCode.OK, (await OpenAsync(Sealed("registration-link", TimeSpan.FromMinutes(1)))).Status); // so far, it would
        foreach (var key in new[] { Sealed("registration-link", TimeSpan.FromMinutes(-1)), Sealed("reset-link", TimeSpan.FromMinutes(1)), "forged", "" })
        {
            var page = await OpenAsync(key);
            Assert.Equal(HttpStatusCode.Gone, page.Status);
            Assert.Contains("This link is over", page.Text, StringComparison.Ordinal);
        }

        Task<Page> OpenAsync(string key) => browser.GetAsync($"{AccountPaths.FinishRegistration}?key={key}");
    }

    [Fact]
    public async Task Passkeys_are_begun_with_a_good_key_only()
    {
        var email = AccountShop.NewEmail();
        using var browser = shop.OpenElsewhere();
        await browser.RegisterAsync(email);
        var form = (await browser.GetAsync(await shop.LinkToAsync(email, "Your account"))).Form("data-passkey=\"create\"");
        var begun = await browser.PostAsync("/account/register/passkey/options", form);
        Assert.Equal(HttpStatusCode.OK, begun.Status);
        var options = System.Text.Json.JsonDocument.Parse(begun.Html).RootElement;
        Assert.Equal((email, "required", "required"), (options.GetProperty("user").GetProperty("name").GetString(),
            options.GetProperty("authenticatorSelection").GetProperty("userVerification").GetString(), options.GetProperty("authenticatorSelection").GetProperty("residentKey").GetString()));
        Assert.Equal($"{(await browser.PostAsync("/account/register/passkey", form)).Location}", $"{AccountPaths.FinishRegistration}?key={form["key"]}&problem=passkey"); // and nothing good came of it
        form["key"] = "forged";
        Assert.Equal(HttpStatusCode.Gone, (await browser.PostAsync("/account/register/passkey/options", form)).Status);
        form["__RequestVerificationToken"] = "";
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/account/register/passkey/options", form)).Status);
    }

    internal static void AssertTooMany(Page page, TimeSpan upTo)
    {
        Assert.Equal(HttpStatusCode.TooManyRequests, page.Status);
        Assert.InRange(page.Response.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), upTo);
        Assert.Contains("That was tried too often. Please try again in ", page.Text, StringComparison.Ordinal);
    }
}
