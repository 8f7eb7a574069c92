using System.Net;
using System.Text.RegularExpressions;
using Avanii.Web.Accounts;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;

namespace Avanii.Web.Tests.Accounts;

public sealed partial class TwoStepTests : IClassFixture<ShopApp>
{
    private const string SetUp = "/account/two-step/set-up", Marked = "account-form", Off = "/account/two-step/off", Codes = "/account/two-step/codes";
    private readonly ShopApp _app;

    public TwoStepTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    [Fact]
    public async Task A_code_of_the_app_switches_it_on_and_shows_the_recovery_codes_once()
    {
        using var mia = await Person.WithAccountAsync(_app);
        var page = await mia.Browser.GetAsync(SetUp);
        Assert.Contains("<svg viewBox", page.Html, StringComparison.Ordinal);
        Assert.Contains("otpauth://totp/", page.Html, StringComparison.Ordinal);
        Assert.Null((await mia.ReadAsync()).SealedTotpSecret); // showing it changes nothing
        var done = await ConfirmAsync(mia, page, CodeOf(page));
        Assert.Equal(HttpStatusCode.OK, done.Status);
        var codes = CodesOn(done);
        Assert.Equal(10, codes.Distinct().Count());
        Assert.NotNull((await mia.ReadAsync()).SealedTotpSecret);
        Assert.Equal(["Two-step sign-in is on"], await mia.SubjectsAsync());
        Assert.DoesNotContain(codes, code => (mia.Browser.GetAsync("/account/two-step").Result).Html.Contains(code, StringComparison.Ordinal));
        Assert.Contains("You have 10 recovery codes left", (await mia.Browser.GetAsync("/account/two-step")).Text, StringComparison.Ordinal);

        Assert.IsType<SignInOutcome.NeedsCode>(await SignIn(s => s.WithPasswordAsync(mia.Email, Person.Password, null, null, default)));
        var account = await mia.ReadAsync();
        Assert.IsType<SignInOutcome.Good>(await SignIn(s => s.WithCodeAsync(account, codes[0], default)));
        Assert.IsType<SignInOutcome.Bad>(await SignIn(s => s.WithCodeAsync(account, codes[0], default))); // each is good once
    }

    [Fact]
    public async Task How_long_a_page_with_a_secret_is_tells_nothing_of_the_secret()
    {
        using var mia = await Person.WithAccountAsync(_app);
        foreach (var (path, compressed) in (ValueTuple<string, bool>[])[("/", true), (SetUp, false), ("/Account/Two-Step/Set-Up", false)])
        {
            var page = await mia.Browser.GetAsync(path, ("Accept-Encoding", "br, gzip"));
            Assert.Equal((HttpStatusCode.OK, compressed), (page.Status, page.Response.Content.Headers.ContentEncoding.Count > 0));
        }
    }

    [Fact]
    public async Task A_wrong_code_changes_nothing_and_the_same_key_stays_on_the_page()
    {
        using var mia = await Person.WithAccountAsync(_app);
        var page = await mia.Browser.GetAsync(SetUp);
        var code = CodeOf(page);
        var refused = await ConfirmAsync(mia, page, code == "000000" ? "000001" : "000000");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(KeyOn(page), KeyOn(refused));
        Assert.Null((await mia.ReadAsync()).SealedTotpSecret);
        Assert.Empty(await mia.SubjectsAsync());
        Assert.Equal(HttpStatusCode.OK, (await ConfirmAsync(mia, refused, CodeOf(refused))).Status);
    }

    [Fact]
    public async Task A_key_is_shown_only_to_who_has_just_signed_in()
    {
        using var mia = await Person.WithAccountAsync(_app);
        mia.Dawdle();
        Assert.Equal("/account/sign-in?returnTo=%2Faccount%2Ftwo-step%2Fset-up&again=1", (await mia.Browser.GetAsync(SetUp)).Location);
        Assert.Equal("/account/sign-in?returnTo=%2Faccount%2Ftwo-step%2Fcodes&again=1", (await WithAppAsync(mia)).Location);
    }

    [Fact]
    public async Task A_browser_that_was_left_open_with_a_key_on_its_page_sets_up_no_app()
    {
        using var mia = await Person.WithAccountAsync(_app);
        var page = await mia.Browser.GetAsync(SetUp);
        mia.Dawdle();
        Assert.Equal("/account/sign-in?returnTo=%2Faccount%2Ftwo-step%2Fset-up&again=1", (await ConfirmAsync(mia, page, CodeOf(page))).Location);
        Assert.Null((await mia.ReadAsync()).SealedTotpSecret);
    }

    [Fact]
    public async Task A_key_that_was_shown_before_a_way_in_changed_is_not_taken()
    {
        using var mia = await Person.WithAccountAsync(_app);
        var thiefs = await mia.Browser.GetAsync(SetUp);
        Assert.Equal(10, CodesOn(await SwitchOnAsync(mia)).Count);
        var app = (await mia.ReadAsync()).SealedTotpSecret;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ConfirmAsync(mia, thiefs, CodeOf(thiefs))).Status);
        Assert.Equal(app, (await mia.ReadAsync()).SealedTotpSecret);
    }

    [Fact]
    public async Task A_key_that_was_shown_to_somebody_else_is_not_taken()
    {
        using var mia = await Person.WithAccountAsync(_app);
        using var eve = await Person.WithAccountAsync(_app);
        var hers = await eve.Browser.GetAsync(SetUp);
        var form = (await mia.Browser.GetAsync(SetUp)).Form(Marked);
        foreach (var seal in new[] { hers.Form(Marked)["Form.Secret"], "", "x", "AAAA" })
        {
            form["Form.Secret"] = seal;
            form["Form.Code"] = CodeOf(hers);
            var page = await mia.Browser.PostAsync(SetUp, form);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.NotEqual(KeyOn(hers), KeyOn(page));
        }
        Assert.Null((await mia.ReadAsync()).SealedTotpSecret);
    }

    [Fact]
    public async Task New_recovery_codes_void_the_old_ones()
    {
        using var mia = await Person.WithAccountAsync(_app);
        var old = CodesOn(await SwitchOnAsync(mia));
        var made = CodesOn(await mia.SubmitAsync(Codes, "data-once"));
        var account = await mia.ReadAsync();
        Assert.Equal(10, made.Count);
        Assert.IsType<SignInOutcome.Bad>(await SignIn(s => s.WithCodeAsync(account, old[0], default)));
        Assert.IsType<SignInOutcome.Good>(await SignIn(s => s.WithCodeAsync(account, made[0], default)));
        Assert.Equal(["Two-step sign-in is on", "You have new recovery codes"], await mia.SubjectsAsync());
    }

    [Fact]
    public async Task It_is_switched_off_after_signing_in_anew()
    {
        using var mia = await Person.WithAccountAsync(_app);
        await SwitchOnAsync(mia);
        Assert.Equal("/account/two-step?done=two-step-off", (await mia.SubmitAsync(Off, Marked)).Location);
        Assert.Null((await mia.ReadAsync()).SealedTotpSecret);
        Assert.Equal(["Two-step sign-in is on", "Two-step sign-in is off"], await mia.SubjectsAsync());
    }

    [Fact]
    public async Task After_a_while_it_is_switched_off_by_a_code_only_and_guesses_are_counted()
    {
        using var mia = await Person.WithAccountAsync(_app);
        var codes = CodesOn(await SwitchOnAsync(mia));
        mia.Dawdle();
        foreach (var wrong in new[] { "", "123", "abcd-efgh-jkmn" })
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await mia.SubmitAsync(Off, Marked, ("Form.Code", wrong))).Status);
        }
        Assert.NotNull((await mia.ReadAsync()).SealedTotpSecret);
        Assert.Equal("/account/two-step?done=two-step-off", (await mia.SubmitAsync(Off, Marked, ("Form.Code", codes[3]))).Location);

        _app.Clock.Advance(TimeSpan.FromMinutes(16));
        using var eve = await Person.WithAccountAsync(_app);
        codes = CodesOn(await SwitchOnAsync(eve));
        eve.Dawdle();
        for (var i = 0; i < 5; i++)
        {
            await eve.SubmitAsync(Off, Marked, ("Form.Code", "000000"));
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, (await eve.SubmitAsync(Off, Marked, ("Form.Code", "000000"))).Status);
        Assert.NotNull((await eve.ReadAsync()).SealedTotpSecret);
        Assert.Equal("/account/two-step?done=two-step-off", (await eve.SubmitAsync(Off, Marked, ("Form.Code", codes[0]))).Location); // which nobody can guess
    }

    private async Task<Page> WithAppAsync(Person person)
    {
        await person.SignInAsync();
        await using var scope = _app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        var account = (await db.Accounts.FindAsync(person.Id))!;
        var secret = AuthenticatorApp.NewSecret();
        await scope.ServiceProvider.GetRequiredService<AuthenticatorApp>().EnableAsync(account, secret, new Totp(secret).ComputeTotp(_app.Clock.GetUtcNow().UtcDateTime), default);
        return await person.Browser.GetAsync(Codes);
    }

    private async Task<Page> SwitchOnAsync(Person person)
    {
        var page = await person.Browser.GetAsync(SetUp);
        return await ConfirmAsync(person, page, CodeOf(page));
    }

    private static Task<Page> ConfirmAsync(Person person, Page page, string code)
    {
        var form = page.Form(Marked);
        form["Form.Code"] = code;
        return person.Browser.PostAsync(SetUp, form);
    }

    private async Task<SignInOutcome> SignIn(Func<SignIn, Task<SignInOutcome>> attempt)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await attempt(scope.ServiceProvider.GetRequiredService<SignIn>());
    }

    private string CodeOf(Page page) => new Totp(Base32Encoding.ToBytes(KeyOn(page))).ComputeTotp(_app.Clock.GetUtcNow().UtcDateTime);

    private static string KeyOn(Page page) => Key().Match(page.Html).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);

    private static List<string> CodesOn(Page page) => [.. Code().Matches(page.Html).Select(m => m.Groups[1].Value)];

    [GeneratedRegex("<code>([A-Z2-7 ]{32,})</code>")]
    private static partial Regex Key();

    [GeneratedRegex("<code>((?:[a-z0-9]{4}-){5}[a-z0-9]{4})</code>")]
    private static partial Regex Code();
}
