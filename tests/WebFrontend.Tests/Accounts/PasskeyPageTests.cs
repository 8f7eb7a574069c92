using System.Buffers.Text;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Tests.Accounts;

public sealed class PasskeyPageTests : IClassFixture<ShopApp>
{
    private const string Path = "/account/passkeys";
    private readonly ShopApp _app;

    public PasskeyPageTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    [Fact]
    public async Task A_passkey_is_added_named_and_removed()
    {
        using var mia = await Person.WithAccountAsync(_app);
        Assert.Equal(Path + "?done=passkey", (await AddAsync(mia)).Location);
        var id = await OnlyIdAsync(mia);
        Assert.Contains("Passkeys 1 Manage", (await mia.Browser.GetAsync("/account")).Text, StringComparison.Ordinal);
        Assert.Equal(Path + "?done=passkey-named", (await mia.SubmitAsync($"{Path}/{id}/name", "account-form", ("Form.Name", "The key <b>in the drawer</b>"))).Location);
        var list = await mia.Browser.GetAsync(Path);
        Assert.Contains("The key <b>in the drawer</b>", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>in", list.Html, StringComparison.Ordinal);
        Assert.Equal(Path + "?done=passkey-removed", (await mia.SubmitAsync(Path, $"/{id}/remove")).Location);
        Assert.DoesNotContain("in the drawer", (await mia.Browser.GetAsync(Path)).Text, StringComparison.Ordinal);
        Assert.Equal(["A passkey was added", "A passkey was removed"], await mia.SubjectsAsync());
    }

    [Fact]
    public async Task A_passkey_that_was_not_begun_here_or_is_used_again_is_not_added()
    {
        using var mia = await Person.WithAccountAsync(_app);
        using var eve = await Person.WithAccountAsync(_app);
        var form = (await mia.Browser.GetAsync(Path)).Form("data-passkey");
        foreach (var bad in new[] { "", "{}", "null", "x", Authenticator.Make(Challenge(new string('A', 43)), await OriginAsync(mia)) })
        {
            form["credential"] = bad;
            Assert.Equal(Path + "?problem=not-added", (await mia.Browser.PostAsync(Path + "/add", form)).Location);
        }
        var options = await mia.Browser.PostAsync(Path + "/options", form);
        form["credential"] = Authenticator.Make(options.Html, await OriginAsync(mia));
        var hers = (await eve.Browser.GetAsync(Path)).Form("data-passkey");
        hers["credential"] = form["credential"];
        Assert.Equal(Path + "?problem=not-added", (await eve.Browser.PostAsync(Path + "/add", hers)).Location);
        Assert.Equal(Path + "?done=passkey", (await mia.Browser.PostAsync(Path + "/add", form)).Location);
        Assert.Equal(Path + "?problem=not-added", (await mia.Browser.PostAsync(Path + "/add", form)).Location);
        Assert.Equal((1, 0), (await CountAsync(mia), await CountAsync(eve)));
        Assert.Equal(["A passkey was added"], await mia.SubjectsAsync());
    }

    [Fact]
    public async Task The_last_way_in_cannot_be_removed_not_even_by_two_tabs_at_once()
    {
        using var mia = await Person.WithAccountAsync(_app, password: null);
        await AddAsync(mia);
        await AddAsync(mia);
        var page = await mia.Browser.GetAsync(Path);
        var ids = await IdsAsync(mia);
        var answers = await Task.WhenAll(ids.Select(id => mia.Browser.PostAsync($"{Path}/{id}/remove", page.Form($"/{id}/remove"))));
        Assert.Equal([Path + "?done=passkey-removed", Path + "?problem=last-way-in"], answers.Select(a => a.Location).Order(StringComparer.Ordinal));
        Assert.Equal(1, await CountAsync(mia));
        Assert.Contains("the last way into your account", (await mia.Browser.GetAsync(Path + "?problem=last-way-in")).Text, StringComparison.Ordinal);
        await mia.SubmitAsync("/account/password", "account-form", ("Form.New", Person.Password));
        var last = await OnlyIdAsync(mia);
        Assert.Equal(Path + "?done=passkey-removed", (await mia.SubmitAsync(Path, $"/{last}/remove")).Location);
    }

    [Fact]
    public async Task Somebody_elses_passkey_is_not_found_and_stays()
    {
        using var mia = await Person.WithAccountAsync(_app);
        using var eve = await Person.WithAccountAsync(_app);
        await AddAsync(mia);
        await AddAsync(eve);
        var (id, own) = (await OnlyIdAsync(mia), await OnlyIdAsync(eve));
        Assert.Equal(HttpStatusCode.NotFound, (await eve.Browser.GetAsync($"{Path}/{id}/name")).Status);
        var form = (await eve.Browser.GetAsync($"{Path}/{own}/name")).Form("account-form");
        form["Form.Name"] = "Mine now";
        Assert.Equal(HttpStatusCode.NotFound, (await eve.Browser.PostAsync($"{Path}/{id}/name", form)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await eve.Browser.PostAsync($"{Path}/{id}/remove", form)).Status);
        foreach (var none in new[] { "AAAA", "A", "!!", new string('A', 3000) })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await eve.Browser.PostAsync($"{Path}/{none}/remove", form)).Status);
        }
        Assert.DoesNotContain("Mine now", (await mia.Browser.GetAsync(Path)).Text, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(mia));
    }

    [Fact]
    public async Task Passkeys_are_added_and_removed_only_after_signing_in_anew()
    {
        using var mia = await Person.WithAccountAsync(_app);
        await AddAsync(mia);
        var page = await mia.Browser.GetAsync(Path);
        var id = await OnlyIdAsync(mia);
        mia.Dawdle();
        const string signIn = "/account/sign-in?returnTo=%2Faccount%2Fpasskeys&again=1";
        Assert.Equal(HttpStatusCode.Forbidden, (await mia.Browser.PostAsync(Path + "/options", page.Form("data-passkey"))).Status);
        Assert.Equal(signIn, (await mia.Browser.PostAsync(Path + "/add", page.Form("data-passkey"))).Location);
        Assert.Equal(signIn, (await mia.Browser.PostAsync($"{Path}/{id}/remove", page.Form("/remove"))).Location);
        Assert.Contains("again=1", (await mia.Browser.GetAsync(Path)).Html, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(mia));
    }

    private static Task<Page> AddAsync(Person person) => Authenticator.AddAsync(person.Browser);

    private static Task<string> OriginAsync(Person person) => Authenticator.OriginAsync(person.Browser);

    private static Task<int> CountAsync(Person person) => person.QueryAsync(db => db.Passkeys.CountAsync(p => p.UserId == person.Id));

    private static async Task<List<string>> IdsAsync(Person person) =>
        (await person.QueryAsync(db => db.Passkeys.AsNoTracking().Where(p => p.UserId == person.Id).ToListAsync())).ConvertAll(p => Base64Url.EncodeToString(p.CredentialId));

    private static async Task<string> OnlyIdAsync(Person person) => (await IdsAsync(person)).Single();

    private static string Challenge(string challenge) => JsonSerializer.Serialize(new { challenge });
}
