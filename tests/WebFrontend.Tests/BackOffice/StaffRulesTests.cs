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
using Npgsql;

namespace Avanii.Web.Tests.BackOffice;

/// <summary>Who may give and take which rights, by the API; the pages ask the same rules.</summary>
public sealed class StaffRulesTests(AccountShop shop) : IClassFixture<AccountShop>
{
    private const string Invitations = "/api/staff/invitations";

    [Fact]
    public async Task An_owner_changes_what_somebody_may_do_and_it_is_written_down()
    {
        using var owner = await shop.OwnerAsync();
        using var sam = await shop.StaffAsync(StaffAreas.Orders);
        var token = await shop.TokenAsync(owner);
        using var seen = await shop.AskAsync(HttpMethod.Get, $"/api/staff/{sam.Id}", token);
        var version = seen.Headers.ETag!.Tag.Trim('"');
        using var changed = await shop.AskAsync(HttpMethod.Put, $"/api/staff/{sam.Id}", token, new { role = "staff", areas = new[] { "settings", "catalogue" } }, version);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(version, changed.Headers.ETag!.Tag.Trim('"'));
        Assert.Equal([StaffAreas.Catalogue, StaffAreas.Settings], (await sam.RightsAsync()).Areas);
        Assert.Equal([(Account.SubjectOf(owner.Id), AuditActions.Changed, "orders → catalogue, settings")], await shop.LogAboutAsync(sam.Id));
        using var log = await shop.AskAsync(HttpMethod.Get, "/api/staff/log", token);
        var entry = (await log.Content.ReadFromJsonAsync<JsonElement>())[0];
        Assert.Equal(("Olga", "changed", "Sam"), (entry.GetProperty("byName").GetString(), entry.GetProperty("what").GetString(), entry.GetProperty("about").GetString()));
    }

    [Fact]
    public async Task Who_decides_on_what_was_changed_meanwhile_is_told_so_and_who_does_not_say_what_they_saw_as_well()
    {
        using var owner = await shop.OwnerAsync();
        using var sam = await shop.StaffAsync(StaffAreas.Orders);
        var (token, version) = (await shop.TokenAsync(owner), await sam.VersionAsync());
        using var first = await shop.AskAsync(HttpMethod.Put, $"/api/staff/{sam.Id}", token, new { role = "staff", areas = new[] { "customers" } }, version);
        using var second = await shop.AskAsync(HttpMethod.Put, $"/api/staff/{sam.Id}", token, new { role = "staff", areas = new[] { "orders" } }, version);
        await second.AssertProblemAsync(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
        using var ended = await shop.AskAsync(HttpMethod.Delete, $"/api/staff/{sam.Id}", token, ifMatch: version);
        await ended.AssertProblemAsync(HttpStatusCode.PreconditionFailed, "changed-meanwhile");
        using var blind = await shop.AskAsync(HttpMethod.Delete, $"/api/staff/{sam.Id}", token);
        await blind.AssertProblemAsync(HttpStatusCode.PreconditionRequired, "if-match-needed");
        Assert.Equal([StaffAreas.Customers], (await sam.RightsAsync()).Areas);
    }

    [Fact]
    public async Task Who_is_ended_is_signed_out_everywhere_and_their_token_opens_nothing_here_any_more()
    {
        using var owner = await shop.OwnerAsync();
        using var sam = await shop.StaffAsync(StaffAreas.Settings);
        var token = await shop.TokenAsync(sam);
        using var ended = await shop.AskAsync(HttpMethod.Delete, $"/api/staff/{sam.Id}", await shop.TokenAsync(owner), ifMatch: await sam.VersionAsync());
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Equal((Roles.Shopper, 0), (await sam.ReadAsync() is var now ? now.Role : "", now.Areas.Count));
        Assert.Equal(0, await shop.QueryAsync(db => db.Sessions.CountAsync(s => s.AccountId == sam.Id)));
        using var refused = await shop.AskAsync(HttpMethod.Get, "/api/staff", token);
        await refused.AssertProblemAsync(HttpStatusCode.Unauthorized, "bad-token");
        Assert.StartsWith("/account/sign-in", (await sam.Browser.GetAsync("/staff")).Location, StringComparison.Ordinal);
        Assert.Equal([(Account.SubjectOf(owner.Id), AuditActions.Ended, "settings")], await shop.LogAboutAsync(sam.Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_colleague_is_signed_out_everywhere_and_keeps_their_rights(bool onThePage)
    {
        using var owner = await shop.OwnerAsync();
        using var sam = await shop.StaffAsync(StaffAreas.Settings);
        await sam.SignInAsync();
        if (onThePage)
        {
            Assert.Equal("/staff?done=signed-out", (await owner.SubmitAsync($"/staff/{sam.Id}", "/sign-out")).Location);
        }
        else
        {
            using var answer = await shop.AskAsync(HttpMethod.Delete, $"/api/staff/{sam.Id}/sessions", await shop.TokenAsync(owner));
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }
        Assert.False(await sam.Browser.IsSignedInAsync());
        Assert.Equal([StaffAreas.Settings], (await sam.RightsAsync()).Areas);
        Assert.Equal([(Account.SubjectOf(owner.Id), AuditActions.SignedOut, "2 sessions")], await shop.LogAboutAsync(sam.Id));
        Assert.Contains("Olga signed Sam out everywhere", (await owner.Browser.GetAsync("/staff")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_end_somebodys_rights_does_not_sign_them_out_either()
    {
        using var owner = await shop.OwnerAsync();
        using var sam = await shop.StaffAsync(StaffAreas.Settings);
        using var peer = await shop.StaffAsync(StaffAreas.Settings);
        using var mia = await Person.WithAccountAsync(shop);
        var token = await shop.TokenAsync(sam);
        foreach (var (id, status, type) in new[] { (owner.Id, HttpStatusCode.Forbidden, "takes-an-owner"), (peer.Id, HttpStatusCode.Forbidden, "takes-an-owner"),
            (sam.Id, HttpStatusCode.Forbidden, "own-sessions"), (mia.Id, HttpStatusCode.NotFound, "unknown-member") })
        {
            using var answer = await shop.AskAsync(HttpMethod.Delete, $"/api/staff/{id}/sessions", token);
            await answer.AssertProblemAsync(status, type);
            Assert.Empty(await shop.LogAboutAsync(id));
        }
        foreach (var person in new[] { owner, peer, sam, mia })
        {
            Assert.True(await person.Browser.IsSignedInAsync());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_locks_accounts_in_their_order_as_a_change_of_the_secret_does_meets_no_deadlock(bool deletes)
    {
        using var sam = await shop.StaffAsync(StaffAreas.Orders); // made before the owner: first in the order
        using var owner = await shop.OwnerAsync();
        var (token, version) = (await shop.TokenAsync(owner), await sam.VersionAsync());
        var form = (await sam.Browser.GetAsync("/account/delete")).Form("/account/delete");
        form["confirmation"] = "delete";
        await using var other = new NpgsqlConnection(shop.Database);
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await LockAsync(sam.Id);
        Task done = deletes ? sam.Browser.PostAsync("/account/delete", form) : shop.AskAsync(HttpMethod.Delete, $"/api/staff/{sam.Id}", token, ifMatch: version);
        await Eventually.IsTrue(() => shop.QueryAsync(db => db.Database.SqlQuery<bool>(
            $"SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock') AS \"Value\"").SingleAsync()));
        await LockAsync(owner.Id);
        await transaction.CommitAsync();
        await done;
        if (done is Task<HttpResponseMessage> answer)
        {
            using var ended = await answer;
            Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        }
        Assert.Equal(deletes ? 0 : 1, await shop.QueryAsync(db => db.Accounts.CountAsync(a => a.Id == sam.Id)));

        async Task LockAsync(Guid id)
        {
            await using var command = new NpgsqlCommand("SELECT FROM identity.accounts WHERE id = $1 FOR NO KEY UPDATE", other, transaction) { Parameters = { new() { Value = id } } };
            await command.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task Whose_rights_are_changed_or_ended_is_told_by_mail()
    {
        using var owner = await shop.OwnerAsync();
        using var sam = await shop.StaffAsync(StaffAreas.Orders);
        var token = await shop.TokenAsync(owner);
        using var changed = await shop.AskAsync(HttpMethod.Put, $"/api/staff/{sam.Id}", token, new { role = "staff", areas = new[] { "customers", "catalogue" } }, await sam.VersionAsync());
        var told = Assert.Single(await sam.LettersAsync());
        Assert.StartsWith("What you may do at ", told.Subject, StringComparison.Ordinal);
        Assert.Contains(told.Parts.OfType<Web.Mail.LetterPart.Table>().Single().Rows, row => row.Value == "catalogue, customers");
        using var ended = await shop.AskAsync(HttpMethod.Delete, $"/api/staff/{sam.Id}", token, ifMatch: await sam.VersionAsync());
        Assert.StartsWith("You no longer work in the back office of ", (await sam.SubjectsAsync())[1], StringComparison.Ordinal);
        using var refused = await shop.AskAsync(HttpMethod.Delete, $"/api/staff/{sam.Id}", token, ifMatch: await sam.VersionAsync());
        Assert.Equal(2, (await sam.LettersAsync()).Count); // nothing was done, nothing is told
    }

    [Fact]
    public async Task Who_works_here_is_found_without_reading_all_shoppers()
    {
        await using var connection = new NpgsqlConnection(shop.Database);
        await connection.OpenAsync();
        foreach (var condition in new[] { "role <> 'shopper'", "role = 'owner'", $"role = 'owner' OR id = '{Guid.NewGuid()}'" })
        {
            await using var command = new NpgsqlCommand($"SET enable_seqscan = off; EXPLAIN SELECT id FROM identity.accounts WHERE {condition}", connection);
            await using var reader = await command.ExecuteReaderAsync();
            var plan = "";
            while (await reader.ReadAsync())
            {
                plan += reader.GetString(0) + "\n";
            }
            Assert.Contains("ix_accounts_role_id", plan, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_token_is_good_for_what_its_account_may_do_now()
    {
        using var owner = await shop.OwnerAsync();
        using var sam = await shop.StaffAsync(StaffAreas.Settings);
        var token = await shop.TokenAsync(sam); // which names settings for five minutes
        using var changed = await shop.AskAsync(HttpMethod.Put, $"/api/staff/{sam.Id}", await shop.TokenAsync(owner), new { role = "staff", areas = new[] { "orders" } }, await sam.VersionAsync());
        using var refused = await shop.AskAsync(HttpMethod.Get, "/api/staff", token);
        await refused.AssertProblemAsync(HttpStatusCode.Forbidden, "not-allowed");
    }

    [Fact]
    public async Task A_token_of_a_session_of_one_factor_opens_nothing()
    {
        using var owner = await shop.OwnerAsync();
        using var refused = await shop.AskAsync(HttpMethod.Get, "/api/staff", await shop.TokenAsync(owner, SignInMethods.Password));
        await refused.AssertProblemAsync(HttpStatusCode.Forbidden, "not-allowed");
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("staff", "orders")]
    public async Task Nobody_changes_or_ends_their_own_rights(string role, params string[] areas)
    {
        using var other = await shop.OwnerAsync();
        using var owner = await shop.OwnerAsync();
        var (token, version) = (await shop.TokenAsync(owner), await owner.VersionAsync());
        using var changed = await shop.AskAsync(HttpMethod.Put, $"/api/staff/{owner.Id}", token, new { role, areas }, version);
        await changed.AssertProblemAsync(HttpStatusCode.Forbidden, "own-rights");
        using var ended = await shop.AskAsync(HttpMethod.Delete, $"/api/staff/{owner.Id}", token, ifMatch: version);
        await ended.AssertProblemAsync(HttpStatusCode.Forbidden, "own-rights");
        Assert.Equal(Roles.Owner, (await owner.RightsAsync()).Role);
    }

    [Fact]
    public async Task Staff_of_the_settings_make_no_owner_and_nobody_who_could()
    {
        using var owner = await shop.OwnerAsync();
        using var sam = await shop.StaffAsync(StaffAreas.Settings, StaffAreas.Orders);
        using var peer = await shop.StaffAsync(StaffAreas.Settings);
        using var kim = await shop.StaffAsync(StaffAreas.Orders);
        var token = await shop.TokenAsync(sam);
        foreach (var rights in new object[] { new { role = "owner" }, new { role = "staff", areas = new[] { "settings" } } })
        {
            using var changed = await shop.AskAsync(HttpMethod.Put, $"/api/staff/{kim.Id}", token, rights, await kim.VersionAsync());
            await changed.AssertProblemAsync(HttpStatusCode.Forbidden, "takes-an-owner");
        }
        foreach (var rights in new object[] { new { email = AccountShop.NewEmail(), name = "Eve", role = "owner" }, new { email = AccountShop.NewEmail(), name = "Eve", role = "staff", areas = new[] { "settings" } } })
        {
            using var invited = await shop.AskAsync(HttpMethod.Post, Invitations, token, rights);
            await invited.AssertProblemAsync(HttpStatusCode.Forbidden, "takes-an-owner");
        }
        foreach (var above in new[] { owner, peer })
        {
            using var ended = await shop.AskAsync(HttpMethod.Delete, $"/api/staff/{above.Id}", token, ifMatch: await above.VersionAsync());
            await ended.AssertProblemAsync(HttpStatusCode.Forbidden, "takes-an-owner");
        }
        using var allowed = await shop.AskAsync(HttpMethod.Put, $"/api/staff/{kim.Id}", token, new { role = "staff", areas = new[] { "catalogue" } }, await kim.VersionAsync());
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
    }

    [Fact]
    public async Task Staff_of_the_settings_do_not_replace_or_take_back_what_an_owner_has_offered()
    {
        using var owner = await shop.OwnerAsync();
        using var sam = await shop.StaffAsync(StaffAreas.Settings);
        var email = AccountShop.NewEmail();
        using var invited = await shop.AskAsync(HttpMethod.Post, Invitations, await shop.TokenAsync(owner), new { email, name = "Eve", role = "owner" });
        var id = (await invited.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        var token = await shop.TokenAsync(sam);
        using var replaced = await shop.AskAsync(HttpMethod.Post, Invitations, token, new { email, name = "Eve", role = "staff", areas = new[] { "orders" } });
        await replaced.AssertProblemAsync(HttpStatusCode.Forbidden, "takes-an-owner");
        using var back = await shop.AskAsync(HttpMethod.Delete, $"{Invitations}/{id}", token);
        await back.AssertProblemAsync(HttpStatusCode.Forbidden, "takes-an-owner");
    }

    [Fact]
    public async Task The_last_owner_stays_also_when_a_command_says_otherwise()
    {
        await shop.WithoutOwnersAsync();
        using var last = await shop.OwnerAsync();
        var token = await shop.CommandTokenAsync(Roles.Owner);
        using var demoted = await shop.AskAsync(HttpMethod.Put, $"/api/staff/{last.Id}", token, new { role = "staff", areas = new[] { "orders" } }, await last.VersionAsync());
        await demoted.AssertProblemAsync(HttpStatusCode.Conflict, "last-owner");
        using var ended = await shop.AskAsync(HttpMethod.Delete, $"/api/staff/{last.Id}", token, ifMatch: await last.VersionAsync());
        await ended.AssertProblemAsync(HttpStatusCode.Conflict, "last-owner");
        Assert.Equal(Roles.Owner, (await last.RightsAsync()).Role);
    }

    [Fact]
    public async Task Of_the_last_two_owners_one_stays_however_many_end_both_at_once()
    {
        var token = await shop.CommandTokenAsync(Roles.Owner);
        for (var round = 0; round < 5; round++)
        {
            await shop.WithoutOwnersAsync();
            Person[] owners = [await shop.OwnerAsync(), await shop.OwnerAsync()];
            var versions = await Task.WhenAll(owners.Select(o => o.VersionAsync()));
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => shop.AskAsync(HttpMethod.Delete, $"/api/staff/{owners[i % 2].Id}", token, ifMatch: versions[i % 2])));
            Assert.Equal(1, await shop.QueryAsync(db => db.Accounts.CountAsync(a => a.Role == Roles.Owner)));
            Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.NoContent));
            Assert.All(answers, a => Assert.Contains(a.StatusCode, (HttpStatusCode[])[HttpStatusCode.NoContent, HttpStatusCode.Conflict, HttpStatusCode.NotFound]));
            Array.ForEach(owners, owner => owner.Dispose());
        }
    }

    [Fact]
    public async Task Of_two_owners_who_end_each_other_at_once_one_is_none_any_more_and_may_not()
    {
        for (var round = 0; round < 5; round++)
        {
            using var one = await shop.OwnerAsync();
            using var two = await shop.OwnerAsync();
            using var third = await shop.OwnerAsync(); // it is not that somebody is the last
            var (ofOne, ofTwo) = (await shop.TokenAsync(one), await shop.TokenAsync(two));
            var (versionOfOne, versionOfTwo) = (await one.VersionAsync(), await two.VersionAsync());
            var answers = await Task.WhenAll(
                shop.AskAsync(HttpMethod.Delete, $"/api/staff/{two.Id}", ofOne, ifMatch: versionOfTwo), shop.AskAsync(HttpMethod.Delete, $"/api/staff/{one.Id}", ofTwo, ifMatch: versionOfOne));
            Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.NoContent));
            Assert.Contains(answers.Single(a => a.StatusCode != HttpStatusCode.NoContent).StatusCode, (HttpStatusCode[])[HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized]);
        }
    }

    [Fact]
    public async Task An_owner_who_deletes_their_account_while_the_other_is_ended_leaves_one_of_them()
    {
        var token = await shop.CommandTokenAsync(Roles.Owner);
        for (var round = 0; round < 5; round++)
        {
            await shop.WithoutOwnersAsync();
            using var one = await shop.OwnerAsync();
            using var two = await shop.OwnerAsync();
            var (form, version) = ((await one.Browser.GetAsync("/account/delete")).Form("/account/delete"), await two.VersionAsync());
            form["confirmation"] = "delete";
            var (deleted, ended) = (one.Browser.PostAsync("/account/delete", form), shop.AskAsync(HttpMethod.Delete, $"/api/staff/{two.Id}", token, ifMatch: version));
            await Task.WhenAll(deleted, ended);
            Assert.Contains((await ended).StatusCode, (HttpStatusCode[])[HttpStatusCode.NoContent, HttpStatusCode.Conflict]);
            Assert.Equal(1, await shop.QueryAsync(db => db.Accounts.CountAsync(a => a.Role == Roles.Owner)));
        }
    }

    [Theory]
    [InlineData("email", "not an address", "Eve", "staff", "orders")]
    [InlineData("email", ".eve@example.com", "Eve", "staff", "orders")]
    [InlineData("email", null, "Eve", "staff", "orders")]
    [InlineData("email", "eve@example.com\r\nBcc: x@example.com", "Eve", "staff", "orders")]
    [InlineData("name", "eve@example.com", "", "staff", "orders")]
    [InlineData("name", "eve@example.com", "E\ave", "staff", "orders")]
    [InlineData("areas", "eve@example.com", "Eve", "staff")]
    [InlineData("areas", "eve@example.com", "Eve", "staff", "everything")]
    [InlineData("areas", "eve@example.com", "Eve", "shopper", "orders")]
    [InlineData("areas", "eve@example.com", "Eve", "owner", "orders")]
    public async Task What_cannot_be_given_is_refused(string field, string? email, string name, string role, params string[] areas)
    {
        var token = await shop.CommandTokenAsync(Roles.Owner);
        using var answer = await shop.AskAsync(HttpMethod.Post, Invitations, token, new { email, name, role, areas });
        await answer.AssertInvalidAsync(field);
    }

    [Theory]
    [InlineData("application/json; charset=utf-7", 415)]
    [InlineData("application/json; charset=UTF-8", 400)]
    [InlineData("text/plain", 415)]
    public async Task What_cannot_be_read_is_the_callers_fault(string type, int status)
    {
        using var client = new HttpClient { BaseAddress = shop.Url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", await shop.CommandTokenAsync(Roles.Owner));
        using var content = new StringContent("{}");
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        using var answer = await client.PostAsync(Invitations, content);
        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Who_works_here_is_not_invited_again()
    {
        using var sam = await shop.StaffAsync(StaffAreas.Orders);
        var token = await shop.CommandTokenAsync(Roles.Owner);
        using var answer = await shop.AskAsync(HttpMethod.Post, Invitations, token, new { email = sam.Email.ToUpperInvariant(), name = "Sam", role = "staff", areas = new[] { "orders" } });
        await answer.AssertProblemAsync(HttpStatusCode.Conflict, "works-here");
    }

    [Fact]
    public async Task The_list_says_who_works_here_with_which_factors_and_since_when_they_were_not_seen()
    {
        using var sam = await shop.StaffAsync(StaffAreas.Orders);
        using var mia = await Person.WithAccountAsync(shop);
        using var answer = await shop.AskAsync(HttpMethod.Get, "/api/staff", await shop.CommandTokenAsync(Roles.Staff, StaffAreas.Settings));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        var members = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("members").EnumerateArray().ToDictionary(m => m.GetProperty("id").GetGuid());
        Assert.False(members.ContainsKey(mia.Id));
        var row = members[sam.Id];
        Assert.Equal(("Sam", sam.Email, "staff", false, 0), (row.GetProperty("name").GetString(), row.GetProperty("email").GetString(), row.GetProperty("role").GetString(),
            row.GetProperty("twoStep").GetBoolean(), row.GetProperty("passkeys").GetInt32()));
        Assert.InRange(row.GetProperty("lastSignedInAt").GetDateTimeOffset(), shop.Clock.GetUtcNow().AddMinutes(-2), shop.Clock.GetUtcNow());
        Assert.Null((await mia.ReadAsync()).LastSignedInAt); // how often shoppers come by is nobody's business
    }
}
