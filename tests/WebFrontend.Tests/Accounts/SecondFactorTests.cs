using System.Net;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Avanii.Web.Contracts;
using Avanii.Web.Mail;
using Microsoft.EntityFrameworkCore;
using OtpNet;

namespace Avanii.Web.Tests.Accounts;

/// <summary>What opens the back office is not had for one factor: neither for the password, nor for the mailbox.</summary>
public sealed class SecondFactorTests(AccountShop shop) : IClassFixture<AccountShop>
{
    private const string SetUp = "/account/two-step/set-up", Codes = "/account/two-step/codes", Off = "/account/two-step/off", Passkeys = "/account/passkeys";
    private const string Another = "eleven silent trumpets";
    private static readonly string s_setUpAfterTwoFactors = SecondFactor(SetUp), s_passkeysAfterTwoFactors = SecondFactor(Passkeys);

    [Theory]
    [InlineData(SignInMethods.Password, true)]
    [InlineData(SignInMethods.Password, false)]
    [InlineData(SignInMethods.Link, true)]
    [InlineData(SignInMethods.Link, false)]
    public async Task Who_works_here_and_has_a_second_factor_changes_it_only_by_showing_it(string method, bool passkey)
    {
        using var sam = await StaffAsync();
        if (passkey)
        {
            await Authenticator.AddAsync(sam.Browser); // the first, of somebody who was just invited
        }
        else
        {
            Assert.Equal(HttpStatusCode.OK, (await SetUpAsync(sam.Browser)).Status);
        }
        var weak = await sam.SignInAsync(method: method);
        var full = await sam.SignInAsync(method: passkey ? SignInMethods.Passkey : SignInMethods.PasswordAndCode);
        var before = await StateAsync(sam);

        Assert.Equal(s_setUpAfterTwoFactors, (await weak.GetAsync(SetUp)).Location);
        var (form, code) = await KeyAsync(full);
        form["Form.Code"] = code;
        Assert.Equal(s_setUpAfterTwoFactors, (await weak.PostAsync(SetUp, await OwnAsync(weak, form))).Location);
        var page = await weak.GetAsync(Passkeys);
        Assert.DoesNotContain("data-passkey", page.Html, StringComparison.Ordinal);
        Assert.Contains("sign in with two factors first", page.Text, StringComparison.Ordinal);
        form = (await full.GetAsync(Passkeys)).Form("data-passkey");
        Assert.Equal(HttpStatusCode.Forbidden, (await weak.PostAsync(Passkeys + "/options", await OwnAsync(weak, form))).Status);
        Assert.Equal(s_passkeysAfterTwoFactors, (await weak.PostAsync(Passkeys + "/add", await OwnAsync(weak, form))).Location);
        if (passkey)
        {
            Assert.Equal(s_passkeysAfterTwoFactors, (await Person.SubmitAsync(weak, Passkeys, "/remove")).Location);
        }
        else
        {
            Assert.Equal(SecondFactor(Codes), (await weak.GetAsync(Codes)).Location);
            form = (await full.GetAsync(Codes)).Form("data-once");
            Assert.Equal(SecondFactor(Codes), (await weak.PostAsync(Codes, await OwnAsync(weak, form))).Location);
            Assert.Equal(HttpStatusCode.Conflict, (await Person.SubmitAsync(weak, Off, "account-form")).Status);
        }
        Assert.Equal(before, await StateAsync(sam));

        Assert.Equal(Passkeys + "?done=passkey", (await Authenticator.AddAsync(full)).Location);
        Assert.Equal(HttpStatusCode.OK, (await SetUpAsync(full)).Status);
    }

    [Fact]
    public async Task A_shopper_changes_them_by_a_fresh_sign_in()
    {
        using var mia = await Person.WithAccountAsync(shop);
        await Authenticator.AddAsync(mia.Browser);
        Assert.Equal(HttpStatusCode.OK, (await SetUpAsync(mia.Browser)).Status);
        Assert.Equal("/account/two-step?done=two-step-off", (await mia.SubmitAsync(Off, "account-form")).Location);
    }

    [Fact]
    public async Task A_recovery_code_lets_who_works_here_set_up_a_new_app_and_nothing_else()
    {
        using var sam = await StaffAsync();
        await SetUpAsync(sam.Browser);
        var recovered = await sam.SignInAsync(method: SignInMethods.PasswordAndRecoveryCode);
        var before = await StateAsync(sam);
        Assert.DoesNotContain("data-passkey", (await recovered.GetAsync(Passkeys)).Html, StringComparison.Ordinal);
        Assert.Equal(SecondFactor(Codes), (await recovered.GetAsync(Codes)).Location);
        Assert.Equal(before, await StateAsync(sam));
        Assert.Equal(HttpStatusCode.OK, (await SetUpAsync(recovered)).Status);
    }

    [Fact]
    public async Task The_app_goes_by_its_code_but_never_the_last_second_factor_of_who_works_here()
    {
        using var sam = await StaffAsync();
        await SetUpAsync(sam.Browser);
        var full = await sam.SignInAsync(method: SignInMethods.PasswordAndCode);
        var refused = await Person.SubmitAsync(full, Off, "account-form");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("your only second factor", refused.Text, StringComparison.Ordinal);
        await Authenticator.AddAsync(full);
        var (totp, _) = await shop.GivenAppAsync(await sam.ReadAsync());
        var weak = await sam.SignInAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Person.SubmitAsync(weak, Off, "account-form")).Status);
        Assert.NotNull((await sam.ReadAsync()).SealedTotpSecret);
        Assert.Equal("/account/two-step?done=two-step-off", (await Person.SubmitAsync(weak, Off, "account-form", ("Form.Code", totp.ComputeTotp()))).Location);

        Assert.Equal(Passkeys + "?problem=last-second-factor", (await Person.SubmitAsync(full, Passkeys, "/remove")).Location);
        Assert.Contains("this passkey is your only second factor", (await full.GetAsync(Passkeys + "?problem=last-second-factor")).Text, StringComparison.Ordinal);
        Assert.Equal(1, await shop.QueryAsync(db => db.Passkeys.CountAsync(p => p.UserId == sam.Id)));
    }

    [Fact]
    public async Task Who_reads_the_mail_of_somebody_who_works_here_gets_no_second_factor_by_that()
    {
        using var sam = await StaffAsync();
        await Authenticator.AddAsync(sam.Browser);
        using var thief = shop.OpenElsewhere();
        await thief.ForgetAsync(sam.Email);
        var link = await shop.LinkToAsync(sam.Email, "A new password");
        Assert.Contains("your passkeys stay", (await thief.GetAsync(link)).Text, StringComparison.Ordinal);
        Assert.Equal(AccountPaths.Home, (await thief.FillInAsync(link, ("Password", Another))).Location);
        Assert.Equal(1, await shop.QueryAsync(db => db.Passkeys.CountAsync(p => p.UserId == sam.Id)));
        Assert.Contains((await sam.LettersAsync())[^1].Parts.OfType<LetterPart.Paragraph>(), part => part.Text.Contains("stay as they are, as you work here", StringComparison.Ordinal));
        Assert.Equal(s_setUpAfterTwoFactors, (await thief.GetAsync(SetUp)).Location);
        await thief.SignInAsync(sam.Email, Another);
        Assert.Equal(s_setUpAfterTwoFactors, (await thief.GetAsync(SetUp)).Location);
        Assert.DoesNotContain("data-passkey", (await thief.GetAsync(Passkeys)).Html, StringComparison.Ordinal);
    }

    private Task<Person> StaffAsync() => Person.WithAccountAsync(shop, "Sam", role: Roles.Staff, areas: StaffAreas.Orders);

    private static string SecondFactor(string returnTo) => $"/account/second-factor?returnTo={Uri.EscapeDataString(returnTo)}";

    /// <summary>A form that another browser was shown, sent as one's own.</summary>
    private static async Task<Dictionary<string, string>> OwnAsync(Browser browser, Dictionary<string, string> form)
    {
        form["__RequestVerificationToken"] = (await browser.GetAsync("/account")).Form(AccountPaths.SignOut)["__RequestVerificationToken"];
        return form;
    }

    private static async Task<Page> SetUpAsync(Browser browser)
    {
        var (form, code) = await KeyAsync(browser);
        form["Form.Code"] = code;
        return await browser.PostAsync(SetUp, form);
    }

    private static async Task<(Dictionary<string, string> Form, string Code)> KeyAsync(Browser browser)
    {
        var page = await browser.GetAsync(SetUp);
        var key = System.Text.RegularExpressions.Regex.Match(page.Html, "<code>([A-Z2-7 ]{32,})</code>").Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        return (page.Form("account-form"), new Totp(Base32Encoding.ToBytes(key)).ComputeTotp());
    }

    private Task<string> StateAsync(Person person) => shop.QueryAsync(async db => string.Join(
        ' ', Convert.ToHexString((await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == person.Id)).SealedTotpSecret ?? []),
        await db.Passkeys.CountAsync(p => p.UserId == person.Id),
        string.Concat((await db.RecoveryCodes.AsNoTracking().Where(c => c.AccountId == person.Id).ToListAsync()).Select(c => Convert.ToHexString(c.Hash)).Order(StringComparer.Ordinal))));
}
