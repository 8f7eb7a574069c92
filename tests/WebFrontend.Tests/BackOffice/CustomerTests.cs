using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Avanii.ServiceDefaults;
using Avanii.Testing;
using Avanii.Web.Accounts;
using Avanii.Web.BackOffice;
using Avanii.Web.Contracts;
using Avanii.Web.Tests.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Tests.BackOffice;

/// <summary>Staff who help shoppers with their accounts.</summary>
public sealed class CustomerTests(AccountShop shop) : IClassFixture<AccountShop>
{
    [Fact]
    public async Task Staff_find_an_account_by_its_whole_address_and_each_look_is_written_down()
    {
        using var sam = await shop.StaffAsync(StaffAreas.Customers);
        using var mia = await Person.WithAccountAsync(shop, "Mia <b>Ångström</b>");
        await shop.GivenAppAsync(await mia.ReadAsync());
        var found = await sam.SubmitAsync("/customers", "account-form", ("Form.Email", mia.Email.ToUpperInvariant()));
        Assert.StartsWith($"/customers/{mia.Id}?", found.Location, StringComparison.Ordinal);
        Assert.DoesNotContain("mia-", found.Location, StringComparison.OrdinalIgnoreCase); // no address in a URL
        var page = await sam.Browser.GetAsync(found.Location!);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        foreach (var text in new[] { "Mia <b>Ångström</b>", mia.Email, "Registered", "Two-step sign-in On", "Firefox on Linux", "Last seen" })
        {
            Assert.Contains(text, page.Text, StringComparison.Ordinal);
        }
        Assert.Equal([(Account.SubjectOf(sam.Id), AuditActions.LookedAt, null)], await shop.LogAboutAsync(mia.Id));
        Assert.Contains("Sam looked at the account of Mia <b>Ångström</b>", (await sam.Browser.GetAsync("/customers")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_learns_that_an_address_has_an_account_and_looks_no_further_is_written_down()
    {
        using var sam = await shop.StaffAsync(StaffAreas.Customers);
        using var kim = await shop.StaffAsync(StaffAreas.Customers);
        using var mia = await Person.WithAccountAsync(shop);
        var found = (await sam.SubmitAsync("/customers", "account-form", ("Form.Email", mia.Email))).Location!;
        Assert.Equal([(Account.SubjectOf(sam.Id), AuditActions.LookedAt, null)], await shop.LogAboutAsync(mia.Id));
        await sam.Browser.GetAsync(found); // the same look
        Assert.Single(await shop.LogAboutAsync(mia.Id));
        await kim.Browser.GetAsync(found); // another's is another
        Assert.Equal(Account.SubjectOf(kim.Id), (await shop.LogAboutAsync(mia.Id))[^1].By);
        await shop.QueryAsync(db => db.AuditEntries.Where(e => e.AboutId == mia.Id).ExecuteUpdateAsync(set => set.SetProperty(e => e.At, e => e.At.AddMinutes(-2))));
        await sam.Browser.GetAsync(found); // and later is another
        await sam.Browser.GetAsync($"/customers/{mia.Id}");
        Assert.Equal(4, (await shop.LogAboutAsync(mia.Id)).Count);
        using var answer = await shop.AskAsync(HttpMethod.Post, "/api/customers/find", await shop.TokenAsync(sam), new { email = mia.Email });
        Assert.Equal(5, (await shop.LogAboutAsync(mia.Id)).Count);
    }

    [Fact]
    public async Task Nothing_that_opens_an_account_is_shown()
    {
        using var mia = await Person.WithAccountAsync(shop);
        using var answer = await shop.AskAsync(HttpMethod.Post, "/api/customers/find", await shop.CommandTokenAsync(Roles.Staff, StaffAreas.Customers), new { email = mia.Email });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var customer = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(["email", "id", "name", "passkeys", "registeredAt", "sessions", "twoStep"], customer.EnumerateObject().Select(p => p.Name).Order());
        Assert.Equal(["device", "lastSeenAt", "signedInAt"], customer.GetProperty("sessions")[0].EnumerateObject().Select(p => p.Name).Order());
    }

    [Fact]
    public async Task Half_an_address_finds_nobody_and_looking_in_vain_is_written_down_too()
    {
        using var sam = await shop.StaffAsync(StaffAreas.Customers);
        using var mia = await Person.WithAccountAsync(shop);
        var page = await sam.SubmitAsync("/customers", "account-form", ("Form.Email", mia.Email[1..]));
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("Sam looked for an address that no shopper has", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sam.SubmitAsync("/customers", "account-form", ("Form.Email", "mia@"))).Status);
        Assert.Empty(await shop.LogAboutAsync(mia.Id));
    }

    [Fact]
    public async Task People_who_work_here_are_not_looked_at_signed_out_or_written_to_in_this_place()
    {
        using var owner = await shop.OwnerAsync();
        var token = await shop.CommandTokenAsync(Roles.Staff, StaffAreas.Customers);
        foreach (var (method, path, body) in new[] { (HttpMethod.Post, "/api/customers/find", (object?)new { email = owner.Email }), (HttpMethod.Get, $"/api/customers/{owner.Id}", null),
            (HttpMethod.Delete, $"/api/customers/{owner.Id}/sessions", null), (HttpMethod.Post, $"/api/customers/{owner.Id}/reset-link", null) })
        {
            using var answer = await shop.AskAsync(method, path, token, body);
            await answer.AssertProblemAsync(HttpStatusCode.NotFound, "unknown-customer");
        }
        Assert.True(await owner.Browser.IsSignedInAsync());
        Assert.Empty(await shop.LettersToAsync(owner.Email));
    }

    [Fact]
    public async Task A_stolen_phone_is_signed_out_by_a_call()
    {
        using var sam = await shop.StaffAsync(StaffAreas.Customers);
        using var mia = await Person.WithAccountAsync(shop);
        await mia.SignInAsync();
        Assert.Equal($"/customers/{mia.Id}?done=signed-out", (await sam.SubmitAsync($"/customers/{mia.Id}", "/sign-out")).Location);
        Assert.False(await mia.Browser.IsSignedInAsync());
        Assert.Contains((Account.SubjectOf(sam.Id), AuditActions.SignedOut, "2 sessions"), await shop.LogAboutAsync(mia.Id));
    }

    [Fact]
    public async Task A_reset_link_goes_to_the_accounts_own_address_and_not_too_often()
    {
        using var sam = await shop.StaffAsync(StaffAreas.Customers);
        using var mia = await Person.WithAccountAsync(shop);
        Assert.Equal($"/customers/{mia.Id}?done=reset", (await sam.SubmitAsync($"/customers/{mia.Id}", "/reset-link")).Location);
        using var browser = shop.OpenElsewhere();
        Assert.Contains("<h1>Choose a new password</h1>", (await browser.GetAsync(await shop.LinkToAsync(mia.Email, "A new password"))).Html, StringComparison.Ordinal);
        for (var i = 1; i < 5; i++)
        {
            await sam.SubmitAsync($"/customers/{mia.Id}", "/reset-link");
        }
        Assert.Equal($"/customers/{mia.Id}?problem=too-often", (await sam.SubmitAsync($"/customers/{mia.Id}", "/reset-link")).Location);
        using var answer = await shop.AskAsync(HttpMethod.Post, $"/api/customers/{mia.Id}/reset-link", await shop.TokenAsync(sam));
        await answer.AssertProblemAsync(HttpStatusCode.TooManyRequests, "too-many-attempts");
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal(5, (await shop.LogAboutAsync(mia.Id)).Count(entry => entry.What == AuditActions.SentReset));
    }
}
