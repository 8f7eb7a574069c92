using System.Net;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Avanii.Web.BackOffice;
using Avanii.Web.Contracts;
using Avanii.Web.Mail;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;

namespace Avanii.Web.Tests.Accounts;

/// <summary>Somebody else got into an account for a moment, and made themselves at home.</summary>
public sealed class UndoTests : IClassFixture<ShopApp>
{
    private const string Form = "entry-form", Anew = "eleven silent trumpets";
    private readonly ShopApp _app;
    private readonly string _thiefs = $"eve-{Guid.NewGuid():N}@example.com";

    public UndoTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    [Fact]
    public async Task A_passkey_that_a_thief_added_goes_by_the_letter_about_it_and_so_does_the_thief()
    {
        using var mia = await Person.WithAccountAsync(_app);
        await Authenticator.AddAsync(mia.Browser);
        var own = await mia.QueryAsync(db => db.Passkeys.Where(p => p.UserId == mia.Id).Select(p => p.CredentialId).SingleAsync());
        var thief = await mia.SignInAsync();
        await Authenticator.AddAsync(thief);
        var link = await LinkAsync(mia);

        using var anybody = _app.Open(); // who reads the mail need not be signed in
        var page = await anybody.GetAsync(link);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("is removed;", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("two-step", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(2, await mia.QueryAsync(db => db.Passkeys.CountAsync(p => p.UserId == mia.Id))); // looking changes nothing
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync("/account")).Status);

        var done = await anybody.PostAsync(link, page.Form(Form));
        Assert.Contains(mia.Email, done.Text, StringComparison.Ordinal);
        Assert.Equal(own, await mia.QueryAsync(db => db.Passkeys.Where(p => p.UserId == mia.Id).Select(p => p.CredentialId).SingleAsync()));
        Assert.All(await Task.WhenAll(thief.GetAsync("/account"), mia.Browser.GetAsync("/account")),
            answer => Assert.StartsWith("/account/sign-in", answer.Location, StringComparison.Ordinal));
        Assert.False(await OpensAsync(mia.Email, Person.Password)); // which the thief may know
        await ChooseAnewAsync(mia, anybody);
        Assert.True(await OpensAsync(mia.Email, Anew));
    }

    [Fact]
    public async Task A_thiefs_authenticator_keeps_nobody_out_not_even_after_a_new_password()
    {
        using var mia = await Person.WithAccountAsync(_app);
        await SwitchOnAsync(mia.Browser);
        var link = await LinkAsync(mia);
        using var anybody = _app.Open();
        await anybody.FillInAsync(AccountPaths.ForgotPassword, ("Email", mia.Email));
        var reset = await ResetLinkAsync(mia, "A new password for");
        Assert.Contains("This was not me", (await anybody.GetAsync(reset)).Text, StringComparison.Ordinal); // where to begin
        Assert.Equal(AccountPaths.SignInCode, (await anybody.FillInAsync(reset, ("Password", Anew))).Location); // which they have not

        Assert.Contains("two-step sign-in is switched off", (await anybody.GetAsync(link)).Text, StringComparison.Ordinal);
        await Person.SubmitAsync(anybody, link, Form);
        Assert.Null((await mia.ReadAsync()).SealedTotpSecret);
        Assert.Equal(0, await mia.QueryAsync(db => db.RecoveryCodes.CountAsync(c => c.AccountId == mia.Id)));
        await ChooseAnewAsync(mia, anybody);
        Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync("/account")).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_address_comes_back_with_all_that_was_done_behind_it_however_often_it_was_moved(bool thiefFirst)
    {
        using var mia = await Person.WithAccountAsync(_app);
        await SwitchOnAsync(mia.Browser);
        var app = (await mia.ReadAsync()).SealedTotpSecret;
        var thief = await mia.SignInAsync();
        await MoveAsync(mia, thief, _thiefs);
        var link = await LinkAsync(mia);
        await Authenticator.AddAsync(thief); // of which Mia hears nothing any more
        await SwitchOnAsync(thief); // with an app of their own
        var last = "again-" + _thiefs;
        await MoveAsync(mia, thief, last);
        await Person.SubmitAsync(thief, "/account/email", "account-form", ("Form.Email", "third-" + _thiefs));
        var underWay = PathOf((await mia.LettersAsync("third-" + _thiefs)).Single());

        using var anybody = _app.Open();
        var thiefsLink = PathOf((await mia.LettersAsync(_thiefs))[^1], "This was not me"); // they, too, get a letter when they move it on
        if (thiefFirst)
        {
            await Person.SubmitAsync(anybody, thiefsLink, Form);
            Assert.Equal(_thiefs, (await mia.ReadAsync()).Email);
            last = _thiefs;
        }
        var page = await anybody.GetAsync(link);
        Assert.Contains($"your account belongs to {mia.Email} again", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(last, page.Text, StringComparison.Ordinal);
        await anybody.PostAsync(link, page.Form(Form));
        var account = await mia.ReadAsync();
        Assert.Equal((mia.Email, true, null, null), (account.Email, account.EmailConfirmed, account.SealedTotpSecret, account.PasswordHash));
        Assert.NotNull(app);
        Assert.Equal(0, await mia.QueryAsync(db => db.Passkeys.CountAsync(p => p.UserId == mia.Id)));
        Assert.Equal("An account at Avanii has its former address again", (await mia.SubjectsAsync(last))[^1]);
        await ChooseAnewAsync(mia, anybody);
        Assert.Equal(HttpStatusCode.Gone, (await anybody.GetAsync(underWay)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await anybody.GetAsync(thiefsLink)).Status);
        Assert.Equal(mia.Email, (await mia.ReadAsync()).Email);
    }

    [Fact]
    public async Task An_app_that_was_there_before_stays()
    {
        using var mia = await Person.WithAccountAsync(_app);
        await SwitchOnAsync(mia.Browser);
        await Authenticator.AddAsync(mia.Browser);
        var before = (await mia.ReadAsync()).SealedTotpSecret;
        using var anybody = _app.Open();
        await Person.SubmitAsync(anybody, await LinkAsync(mia), Form);
        Assert.Equal(before, (await mia.ReadAsync()).SealedTotpSecret);
    }

    [Fact]
    public async Task A_link_is_good_once_for_a_week_and_for_what_is_still_there()
    {
        using var mia = await Person.WithAccountAsync(_app);
        await Authenticator.AddAsync(mia.Browser);
        var link = await LinkAsync(mia);
        using var anybody = _app.Open();
        var form = (await anybody.GetAsync(link)).Form(Form);
        var protector = _app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("undo-link").ToTimeLimitedDataProtector();
        var content = protector.Unprotect(link.Split("key=")[1], out var ends);
        Assert.InRange(ends - DateTimeOffset.UtcNow, TimeSpan.FromDays(6.9), TimeSpan.FromDays(7.1));
        foreach (var bad in new[] { "", "x", link.Split("key=")[1][..^4] + "AAAA", protector.Protect(content, TimeSpan.FromMinutes(-1)) })
        {
            Assert.Equal(HttpStatusCode.Gone, (await anybody.GetAsync($"{AccountPaths.Undo}?key={bad}")).Status);
            Assert.Equal(HttpStatusCode.Gone, (await anybody.PostAsync($"{AccountPaths.Undo}?key={bad}", form)).Status);
        }
        Assert.Equal(1, await mia.QueryAsync(db => db.Passkeys.CountAsync(p => p.UserId == mia.Id)));

        var both = await Task.WhenAll(anybody.PostAsync(link, form), anybody.PostAsync(link, form));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Gone], both.Select(end => end.Status).Order());
        await ChooseAnewAsync(mia, anybody);
        var fresh = await mia.SignInAsync();
        await Authenticator.AddAsync(fresh);
        Assert.Equal(HttpStatusCode.Gone, (await anybody.GetAsync(link)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await anybody.PostAsync(link, form)).Status);
        Assert.Equal(1, await mia.QueryAsync(db => db.Passkeys.CountAsync(p => p.UserId == mia.Id)));

        var next = await LinkAsync(mia);
        Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync(next)).Status);
        await Person.SubmitAsync(fresh, "/account/passkeys", "/remove");
        Assert.Equal(HttpStatusCode.Gone, (await anybody.GetAsync(next)).Status);
    }

    [Fact]
    public async Task The_newest_letter_puts_the_address_back_and_leaves_no_passkey_that_came_before_it()
    {
        using var mia = await Person.WithAccountAsync(_app);
        var thief = await mia.SignInAsync();
        await Authenticator.AddAsync(thief);
        await MoveAsync(mia, thief, _thiefs);
        using var anybody = _app.Open();
        var page = await anybody.GetAsync(await LinkAsync(mia));
        Assert.Contains("is removed;", page.Text, StringComparison.Ordinal);
        await Person.SubmitAsync(anybody, await LinkAsync(mia), Form);
        Assert.Equal(mia.Email, (await mia.ReadAsync()).Email);
        Assert.Equal(0, await mia.QueryAsync(db => db.Passkeys.CountAsync(p => p.UserId == mia.Id)));
    }

    [Fact]
    public async Task An_address_that_has_another_account_by_now_is_not_taken_from_it_and_all_else_is_taken_back()
    {
        using var mia = await Person.WithAccountAsync(_app);
        using var ann = await Person.WithAccountAsync(_app);
        await MoveAsync(mia, mia.Browser, _thiefs);
        var link = await LinkAsync(mia);
        await Authenticator.AddAsync(mia.Browser);
        await SwitchOnAsync(mia.Browser);
        await MoveAsync(ann, ann.Browser, mia.Email);
        using var anybody = _app.Open();
        var answer = await Person.SubmitAsync(anybody, link, Form);
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("write to us", answer.Text, StringComparison.Ordinal);
        var account = await mia.ReadAsync();
        Assert.Equal((_thiefs, null, null), (account.Email, account.PasswordHash, account.SealedTotpSecret));
        Assert.Equal(mia.Email, (await ann.ReadAsync()).Email);
        Assert.Equal(0, await mia.QueryAsync(db => db.Passkeys.CountAsync(p => p.UserId == mia.Id)));
        Assert.StartsWith("/account/sign-in", (await mia.Browser.GetAsync("/account")).Location, StringComparison.Ordinal);
        Assert.DoesNotContain("An account at Avanii has its former address again", await mia.SubjectsAsync(_thiefs));

        await MoveAsync(ann, ann.Browser, "free-" + _thiefs); // as the page says
        Assert.Equal(HttpStatusCode.OK, (await Person.SubmitAsync(anybody, link, Form)).Status);
        Assert.Equal(mia.Email, (await mia.ReadAsync()).Email);
        await ChooseAnewAsync(mia, anybody);
        Assert.Equal(HttpStatusCode.Gone, (await anybody.GetAsync(link)).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_works_here_and_has_no_second_factor_left_works_here_no_more(bool hasAnother)
    {
        using var sam = await Person.WithAccountAsync(_app, "Sam", role: Roles.Staff, method: SignInMethods.Passkey, areas: StaffAreas.Orders);
        if (hasAnother)
        {
            await SwitchOnAsync(sam.Browser);
        }
        await Authenticator.AddAsync(sam.Browser);
        using var anybody = _app.Open();
        var link = await LinkAsync(sam);
        Assert.Equal(!hasAnother, (await anybody.GetAsync(link)).Text.Contains("you do not work here any more", StringComparison.Ordinal));
        await Person.SubmitAsync(anybody, link, Form);
        var account = await sam.ReadAsync();
        Assert.Equal(hasAnother ? Roles.Staff : Roles.Shopper, account.Role);
        Assert.Equal(hasAnother ? [StaffAreas.Orders] : [], account.Areas);
        Assert.Equal(hasAnother ? [] : [(account.Subject, AuditActions.Ended)],
            await sam.QueryAsync(async db => (await db.AuditEntries.Where(e => e.AboutId == sam.Id).ToListAsync()).ConvertAll(e => (e.By, e.What))));
        Assert.Equal(!hasAnother, (await sam.LettersAsync())[^1].Parts.OfType<LetterPart.Note>().Any(part => part.Text.Contains("do not work here any more", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_takes_a_change_back_for_somebody_who_works_here_has_one_factor_and_gets_no_other()
    {
        using var sam = await Person.WithAccountAsync(_app, "Sam", role: Roles.Owner, method: SignInMethods.Passkey);
        await Authenticator.AddAsync(sam.Browser);
        await SwitchOnAsync(sam.Browser);
        using var anybody = _app.Open();
        await Person.SubmitAsync(anybody, await LinkAsync(sam), Form); // of the letter about the app
        await ChooseAnewAsync(sam, anybody);
        Assert.Equal(Roles.Owner, (await sam.ReadAsync()).Role);
        Assert.StartsWith("/account/second-factor", (await anybody.GetAsync("/account/two-step/set-up")).Location, StringComparison.Ordinal);
        Assert.StartsWith("/account/second-factor", (await anybody.GetAsync("/staff")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_site_posts_undoes_nothing_and_the_link_is_told_to_nobody()
    {
        using var mia = await Person.WithAccountAsync(_app);
        await Authenticator.AddAsync(mia.Browser);
        var link = await LinkAsync(mia);
        using var anybody = _app.Open();
        Assert.Equal(HttpStatusCode.BadRequest, (await anybody.PostAsync(link, Browser.Fields(("_handler", "undo")), "https://elsewhere.example")).Status);
        Assert.Equal(1, await mia.QueryAsync(db => db.Passkeys.CountAsync(p => p.UserId == mia.Id)));
        var page = await anybody.GetAsync(link);
        Assert.Equal("no-referrer", page.Response.Headers.GetValues("Referrer-Policy").Single());
        Assert.True(page.Response.Headers.CacheControl!.NoStore);
        Assert.Contains("<meta name=\"robots\" content=\"noindex\"", page.Html, StringComparison.Ordinal);
    }

    private static async Task MoveAsync(Person person, Browser browser, string email)
    {
        await Person.SubmitAsync(browser, "/account/email", "account-form", ("Form.Email", email));
        Assert.Equal("/account?done=email", (await Person.SubmitAsync(browser, PathOf((await person.LettersAsync(email))[^1]), "account-form")).Location);
    }

    private async Task SwitchOnAsync(Browser browser)
    {
        const string setUp = "/account/two-step/set-up";
        var page = await browser.GetAsync(setUp);
        var form = page.Form("account-form");
        var key = System.Text.RegularExpressions.Regex.Match(page.Html, "<code>([A-Z2-7 ]{32,})</code>").Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        form["Form.Code"] = new Totp(Base32Encoding.ToBytes(key)).ComputeTotp(_app.Clock.GetUtcNow().UtcDateTime);
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync(setUp, form)).Status);
    }

    private static async Task ChooseAnewAsync(Person person, Browser browser) =>
        Assert.Equal(HttpStatusCode.Found, (await browser.FillInAsync(await ResetLinkAsync(person, "is yours again"), ("Password", Anew))).Status);

    private static async Task<string> ResetLinkAsync(Person person, string subject) =>
        PathOf((await person.LettersAsync()).Last(letter => letter.Subject.Contains(subject, StringComparison.Ordinal)));

    private async Task<bool> OpensAsync(string email, string password)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SignIn>().WithPasswordAsync(email, password, null, null, CancellationToken.None) is SignInOutcome.Good;
    }

    /// <summary>Of the letter with such a link that came last.</summary>
    private static async Task<string> LinkAsync(Person person) =>
        PathOf((await person.LettersAsync()).Last(letter => letter.Parts.OfType<LetterPart.Action>().Any(action => action.Text == "This was not me")), "This was not me");

    private static string PathOf(Letter letter, string? text = null) =>
        new Uri(letter.Parts.OfType<LetterPart.Action>().First(action => text is null || action.Text == text).Url).PathAndQuery;
}
