using System.Net;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Tests.Accounts;

public sealed class SessionPageTests : IClassFixture<ShopApp>
{
    private const string Path = "/account/sessions";
    private readonly ShopApp _app;

    public SessionPageTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    [Fact]
    public async Task Each_place_is_named_in_words_and_this_one_is_marked()
    {
        using var mia = await Person.WithAccountAsync(_app);
        await mia.SignInAsync("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1", SignInMethods.Passkey);
        await mia.SignInAsync("<script>alert(1)</script>", SignInMethods.PasswordAndCode);
        var page = await mia.Browser.GetAsync(Path);
        Assert.Matches("Firefox on Linux ?This one", page.Text);
        Assert.Contains("Safari on iPhone", page.Text, StringComparison.Ordinal);
        Assert.Contains("with a passkey", page.Text, StringComparison.Ordinal);
        Assert.Contains("with password and code", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("alert(1)", page.Html, StringComparison.Ordinal);
        Assert.Single(page.Html.Split("This one").Skip(1));
    }

    [Theory]
    [InlineData(Roles.Shopper, 30 * 24)]
    [InlineData(Roles.Staff, 1)]
    public async Task A_session_that_ended_for_being_unused_is_not_shown(string role, int hours)
    {
        using var mia = await Person.WithAccountAsync(_app, role: role);
        var elsewhere = await mia.SignInAsync("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1");
        var unused = _app.Clock.GetUtcNow().AddHours(-hours);
        await LastSeenAsync(unused.AddMinutes(1));
        Assert.Contains("Safari on iPhone", (await mia.Browser.GetAsync(Path)).Text, StringComparison.Ordinal);
        await LastSeenAsync(unused);
        Assert.DoesNotContain("Safari on iPhone", (await mia.Browser.GetAsync(Path)).Text, StringComparison.Ordinal);
        Assert.StartsWith("/account/sign-in", (await elsewhere.GetAsync("/account")).Location, StringComparison.Ordinal); // nor is it any more

        Task<int> LastSeenAsync(DateTimeOffset at) => mia.QueryAsync(db => db.Sessions.Where(s => s.AccountId == mia.Id && s.Device!.Contains("iPhone"))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, at)));
    }

    [Theory]
    [InlineData(299, 299)]
    [InlineData(298, 300)]
    public async Task A_long_name_of_a_browser_is_not_cut_within_a_character(int before, int kept)
    {
        using var mia = await Person.WithAccountAsync(_app);
        await mia.SignInAsync(new string('x', before) + "🌿" + new string('y', 10));
        Assert.Equal(kept, (await mia.QueryAsync(db => db.Sessions.Where(s => s.AccountId == mia.Id && s.Device!.StartsWith("xxx")).Select(s => s.Device!).SingleAsync())).Length);
    }

    [Fact]
    public async Task A_session_that_is_ended_elsewhere_is_out_at_the_next_request()
    {
        using var mia = await Person.WithAccountAsync(_app);
        var elsewhere = await mia.SignInAsync();
        var ids = await mia.QueryAsync(db => db.Sessions.Where(s => s.AccountId == mia.Id).OrderBy(s => s.SignedInAt).Select(s => s.Id).ToListAsync());
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.GetAsync("/account")).Status);
        Assert.Equal(Path + "?done=session", (await mia.SubmitAsync(Path, $"/{ids[1]}/end")).Location);
        Assert.StartsWith("/account/sign-in", (await elsewhere.GetAsync("/account")).Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await mia.Browser.GetAsync("/account")).Status);
        Assert.Equal("/account/sign-in?done=signed-out", (await mia.SubmitAsync(Path, $"/{ids[0]}/end")).Location); // this one
        Assert.StartsWith("/account/sign-in", (await mia.Browser.GetAsync("/account")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_session_is_not_found_and_goes_on()
    {
        using var mia = await Person.WithAccountAsync(_app);
        using var eve = await Person.WithAccountAsync(_app);
        var hers = await mia.QueryAsync(db => db.Sessions.Where(s => s.AccountId == mia.Id).Select(s => s.Id).SingleAsync());
        var form = (await eve.Browser.GetAsync(Path)).Form("/end-all");
        Assert.Equal(HttpStatusCode.NotFound, (await eve.Browser.PostAsync($"{Path}/{hers}/end", form)).Status);
        Assert.Equal(HttpStatusCode.OK, (await mia.Browser.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Signing_out_everywhere_else_keeps_this_browser()
    {
        using var mia = await Person.WithAccountAsync(_app);
        var elsewhere = await mia.SignInAsync();
        Assert.Equal(Path + "?done=sessions", (await mia.SubmitAsync(Path, "/end-others")).Location);
        Assert.StartsWith("/account/sign-in", (await elsewhere.GetAsync("/account")).Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await mia.Browser.GetAsync("/account")).Status);
        Assert.DoesNotContain("/end-others", (await mia.Browser.GetAsync(Path)).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stolen_cookie_is_worth_nothing_after_signing_out_everywhere()
    {
        using var mia = await Person.WithAccountAsync(_app);
        using var thief = _app.Open();
        thief.SetCookie("avanii-session", mia.Browser.Cookie("avanii-session")!);
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync("/account")).Status);
        Assert.Equal("/account/sign-in?done=signed-out", (await mia.SubmitAsync(Path, "/end-all")).Location);
        Assert.StartsWith("/account/sign-in", (await thief.GetAsync("/account")).Location, StringComparison.Ordinal);
        Assert.StartsWith("/account/sign-in", (await mia.Browser.GetAsync("/account")).Location, StringComparison.Ordinal);
    }
}
