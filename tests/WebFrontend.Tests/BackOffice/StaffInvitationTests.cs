using System.Net;
using System.Text.Json;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Avanii.Web.BackOffice;
using Avanii.Web.Contracts;
using Avanii.Web.Tests.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Tests.BackOffice;

/// <summary>How somebody comes to work for the shop.</summary>
public sealed class StaffInvitationTests(AccountShop shop) : IClassFixture<AccountShop>
{
    private const string Subject = "Work with us";

    [Fact]
    public async Task Who_is_new_registers_with_the_link_and_works_here()
    {
        var email = AccountShop.NewEmail();
        using var owner = await shop.OwnerAsync();
        await InviteAsync(owner, email, "orders", "customers");
        var letter = Assert.Single(await shop.LettersToAsync(email));
        Assert.DoesNotContain("Kim", string.Join(' ', letter.Parts), StringComparison.Ordinal); // nobody has proved yet who reads it
        using var browser = shop.OpenElsewhere();
        Assert.Equal(AccountPaths.Home, (await browser.FillInAsync(await shop.LinkToAsync(email, Subject), ("Password", AccountShop.Password))).Location);
        var account = (await shop.FindAsync(email))!;
        Assert.Equal(("Kim", Roles.Staff, "orders customers"), (account.Name, account.Role, string.Join(' ', account.Areas)));
        Assert.Contains((account.Subject, AuditActions.Joined, "orders, customers"), await shop.LogAboutAsync(account.Id));
        Assert.Contains("Help a shopper with their account", (await browser.GetAsync("/account")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_makes_nobody_work_here_twice_also_after_the_account_is_deleted()
    {
        var email = AccountShop.NewEmail();
        using var owner = await shop.OwnerAsync();
        await InviteAsync(owner, email, "orders");
        var link = await shop.LinkToAsync(email, Subject);
        using var browser = shop.OpenElsewhere();
        await browser.FillInAsync(link, ("Password", AccountShop.Password));
        await shop.QueryAsync(db => db.Accounts.Where(a => a.Email == email).ExecuteDeleteAsync());
        using var again = shop.OpenElsewhere();
        Assert.Equal(HttpStatusCode.Gone, (await again.GetAsync(link)).Status);
        Assert.Null(await shop.FindAsync(email));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_invitation_that_was_taken_back_opens_nothing_any_more(bool whileTheFormIsOpen)
    {
        var email = AccountShop.NewEmail();
        using var owner = await shop.OwnerAsync();
        var id = await InviteAsync(owner, email, "orders");
        var link = await shop.LinkToAsync(email, Subject);
        using var browser = shop.OpenElsewhere();
        var form = whileTheFormIsOpen ? (await browser.GetAsync(link)).Form("entry-form") : [];
        Assert.Equal("/staff?done=taken-back", (await owner.SubmitAsync("/staff", $"{id}/take-back")).Location);
        Assert.DoesNotContain(email, (await owner.Browser.GetAsync("/staff")).Html.Split("id=\"log\"")[0], StringComparison.Ordinal);
        form["Form.Password"] = AccountShop.Password;
        Assert.Equal(HttpStatusCode.Gone, (whileTheFormIsOpen ? await browser.PostAsync(link, form) : await browser.GetAsync(link)).Status);
        Assert.Null(await shop.FindAsync(email));
    }

    [Fact]
    public async Task Invited_anew_the_link_of_before_opens_nothing()
    {
        var email = AccountShop.NewEmail();
        using var owner = await shop.OwnerAsync();
        await InviteAsync(owner, email, "orders", "customers");
        var first = await shop.LinkToAsync(email, Subject);
        await InviteAsync(owner, email, "catalogue");
        using var browser = shop.OpenElsewhere();
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(first)).Status);
        await browser.FillInAsync(await shop.LinkToAsync(email, Subject), ("Password", AccountShop.Password));
        Assert.Equal([StaffAreas.Catalogue], (await shop.FindAsync(email))!.Areas);
    }

    [Fact]
    public async Task What_its_giver_may_give_no_more_nobody_takes()
    {
        var email = AccountShop.NewEmail();
        using var sam = await shop.StaffAsync(StaffAreas.Settings);
        await InviteAsync(sam, email, "orders");
        await shop.QueryAsync(db => db.Accounts.Where(a => a.Id == sam.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Areas, new List<string> { StaffAreas.Orders })));
        using var browser = shop.OpenElsewhere();
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(await shop.LinkToAsync(email, Subject))).Status);
    }

    [Fact]
    public async Task A_shopper_accepts_with_their_own_account_and_is_signed_out_everywhere_else()
    {
        using var owner = await shop.OwnerAsync();
        using var mia = await Person.WithAccountAsync(shop, "Mia");
        using var elsewhere = await mia.SignInAsync();
        var before = await mia.ReadAsync();
        await InviteAsync(owner, mia.Email, "orders");
        var link = await shop.LinkToAsync(mia.Email, Subject);
        using var stranger = shop.Open();
        Assert.Equal($"/account/sign-in?returnTo={Uri.EscapeDataString(link)}", (await stranger.GetAsync(link)).Location);
        Assert.Equal(Roles.Shopper, (await mia.RightsAsync()).Role); // looking changes nothing
        Assert.Equal("/account?done=joined", (await mia.SubmitAsync(link, "account-form")).Location);
        var now = await mia.ReadAsync();
        Assert.Equal((Roles.Staff, StaffAreas.Orders), (now.Role, Assert.Single(now.Areas)));
        Assert.NotEqual(before.SecurityStamp, now.SecurityStamp);
        Assert.True(await mia.Browser.IsSignedInAsync());
        Assert.False(await elsewhere.IsSignedInAsync());
        var session = await shop.QueryAsync(db => db.Sessions.SingleAsync(s => s.AccountId == mia.Id));
        Assert.InRange(session.EndsAt, shop.Clock.GetUtcNow(), shop.Clock.GetUtcNow().AddHours(12)); // not a shopper's months
        Assert.Equal(HttpStatusCode.Gone, (await mia.Browser.GetAsync(link)).Status); // once
        Assert.Equal([(Account.SubjectOf(owner.Id), AuditActions.Invited, "orders"), (now.Subject, AuditActions.Joined, "orders")], await shop.LogAboutAsync(mia.Id));
    }

    [Fact]
    public async Task Of_two_tabs_that_accept_at_once_one_does()
    {
        using var owner = await shop.OwnerAsync();
        using var mia = await Person.WithAccountAsync(shop);
        using var other = await mia.SignInAsync();
        await InviteAsync(owner, mia.Email, "orders");
        var link = await shop.LinkToAsync(mia.Email, Subject);
        var forms = new[] { (await mia.Browser.GetAsync(link)).Form("account-form"), (await other.GetAsync(link)).Form("account-form") };
        var answers = await Task.WhenAll(mia.Browser.PostAsync(link, forms[0]), other.PostAsync(link, forms[1]));
        Assert.Single(answers, a => a.Location == "/account?done=joined");
        Assert.Single(await shop.LogAboutAsync(mia.Id), entry => entry.What == AuditActions.Joined);
    }

    [Fact]
    public async Task Who_has_not_just_signed_in_does_so_first()
    {
        using var owner = await shop.OwnerAsync();
        using var mia = await Person.WithAccountAsync(shop);
        await InviteAsync(owner, mia.Email, "orders");
        var link = await shop.LinkToAsync(mia.Email, Subject);
        var form = (await mia.Browser.GetAsync(link)).Form("account-form");
        await shop.DawdleAsync(mia);
        Assert.StartsWith("/account/sign-in?returnTo=", (await mia.Browser.GetAsync(link)).Location, StringComparison.Ordinal);
        await mia.Browser.PostAsync(link, form);
        Assert.Equal(Roles.Shopper, (await mia.RightsAsync()).Role);
        using var browser = shop.OpenElsewhere();
        Assert.Equal(link, (await browser.SignInAsync(mia.Email, Person.Password, returnTo: link)).Location); // and comes back
    }

    [Fact]
    public async Task A_link_for_one_account_is_worth_nothing_to_another()
    {
        using var owner = await shop.OwnerAsync();
        using var mia = await Person.WithAccountAsync(shop);
        using var eve = await Person.WithAccountAsync(shop);
        await InviteAsync(owner, mia.Email, "orders");
        Assert.Equal(HttpStatusCode.Gone, (await eve.Browser.GetAsync(await shop.LinkToAsync(mia.Email, Subject))).Status);
    }

    [Fact]
    public async Task A_link_is_worth_nothing_once_the_way_into_the_account_has_changed()
    {
        using var owner = await shop.OwnerAsync();
        using var mia = await Person.WithAccountAsync(shop);
        await InviteAsync(owner, mia.Email, "orders");
        await shop.QueryAsync(db => db.Accounts.Where(a => a.Id == mia.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.SecurityStamp, "another"))); // as a new password does
        Assert.Equal(HttpStatusCode.Gone, (await mia.Browser.GetAsync(await shop.LinkToAsync(mia.Email, Subject))).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_somebody_was_offered_is_void_once_it_is_decided_anew_what_they_may_do(bool ended)
    {
        using var owner = await shop.OwnerAsync();
        using var sam = await shop.StaffAsync(StaffAreas.Orders);
        var token = await shop.TokenAsync(owner);
        using var invited = await shop.AskAsync(HttpMethod.Post, "/api/staff/invitations", token, new { email = sam.Email, name = "Sam", role = "owner" });
        Assert.Equal(HttpStatusCode.Created, invited.StatusCode);
        var stamp = (await sam.ReadAsync()).SecurityStamp;
        using var decided = ended
            ? await shop.AskAsync(HttpMethod.Delete, $"/api/staff/{sam.Id}", token, ifMatch: await sam.VersionAsync())
            : await shop.AskAsync(HttpMethod.Put, $"/api/staff/{sam.Id}", token, new { role = "staff", areas = new[] { "catalogue" } }, await sam.VersionAsync());
        Assert.True(decided.IsSuccessStatusCode);
        using var again = await sam.SignInAsync();
        Assert.Equal(HttpStatusCode.Gone, (await again.GetAsync(await shop.LinkToAsync(sam.Email, Subject))).Status);
        Assert.Equal(ended ? Roles.Shopper : Roles.Staff, (await sam.RightsAsync()).Role);
        Assert.DoesNotContain(sam.Email, (await owner.Browser.GetAsync("/staff")).Html.Split("id=\"log\"")[0].Split("id=\"invited\"").ElementAtOrDefault(1) ?? "", StringComparison.Ordinal);
        Assert.NotEqual(stamp, (await sam.ReadAsync()).SecurityStamp); // nor is a half-made sign-in or another link of before worth anything
        Assert.Contains((Account.SubjectOf(owner.Id), AuditActions.TookBack, "owner"), await shop.LogAboutAsync(sam.Id));
    }

    [Fact]
    public async Task Who_joined_and_left_has_no_address_in_what_was_written_down()
    {
        var email = AccountShop.NewEmail();
        using var owner = await shop.OwnerAsync();
        await InviteAsync(owner, email, "orders");
        await InviteAsync(owner, email, "customers");
        Assert.Contains($"Olga invited {email} orders", (await owner.Browser.GetAsync("/staff")).Text, StringComparison.Ordinal);
        using var browser = shop.OpenElsewhere();
        await browser.FillInAsync(await shop.LinkToAsync(email, Subject), ("Password", AccountShop.Password));
        var log = (await owner.Browser.GetAsync("/staff")).Text;
        Assert.Contains("Olga invited Kim orders", log, StringComparison.Ordinal);
        Assert.Contains("Olga invited Kim customers", log, StringComparison.Ordinal);
        Assert.DoesNotContain(email, (await owner.Browser.GetAsync("/staff")).Html.Split("id=\"log\"")[1], StringComparison.Ordinal);
        Assert.Equal(0, await shop.QueryAsync(db => db.AuditEntries.CountAsync(e => e.Address == email)));
    }

    [Fact]
    public async Task Whose_account_goes_has_no_address_in_what_was_written_down_either_when_they_never_joined()
    {
        using var owner = await shop.OwnerAsync();
        var email = AccountShop.NewEmail();
        await InviteAsync(owner, email.ToUpperInvariant(), "orders");
        var account = await shop.GivenAccountAsync(email); // as a shopper
        using var browser = shop.OpenElsewhere();
        await browser.SignInAsync(email, AccountShop.Password);
        var form = (await browser.GetAsync("/account/delete")).Form("/account/delete");
        form["confirmation"] = "delete";
        await browser.PostAsync("/account/delete", form);
        Assert.Null(await shop.FindAsync(email));
        Assert.Equal(0, await shop.QueryAsync(db => db.AuditEntries.CountAsync(e => EF.Functions.ILike(e.Address!, email))));
        Assert.Contains(await shop.QueryAsync(db => db.AuditEntries.ToListAsync()), e => e.By == Account.SubjectOf(owner.Id) && e.What == AuditActions.Invited);
        Assert.NotEqual(account.Id, owner.Id);
    }

    [Fact]
    public async Task Of_who_has_an_account_no_address_is_written_down()
    {
        using var owner = await shop.OwnerAsync();
        using var mia = await Person.WithAccountAsync(shop, "Mia Unique");
        var id = await InviteAsync(owner, mia.Email, "orders");
        Assert.Equal("/staff?done=taken-back", (await owner.SubmitAsync("/staff", $"{id}/take-back")).Location);
        Assert.Equal([AuditActions.Invited, AuditActions.TookBack], (await shop.LogAboutAsync(mia.Id)).Select(entry => entry.What));
        Assert.Equal(0, await shop.QueryAsync(db => db.AuditEntries.CountAsync(e => e.Address == mia.Email)));
        Assert.Contains("Olga took back the invitation of Mia Unique", (await owner.Browser.GetAsync("/staff")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_ends_after_a_day()
    {
        using var owner = await shop.OwnerAsync();
        using var mia = await Person.WithAccountAsync(shop);
        await InviteAsync(owner, mia.Email, "orders");
        await shop.QueryAsync(db => db.StaffInvitations.Where(i => i.AccountId == mia.Id).ExecuteUpdateAsync(set => set.SetProperty(i => i.EndsAt, shop.Clock.GetUtcNow())));
        Assert.Equal(HttpStatusCode.Gone, (await mia.Browser.GetAsync(await shop.LinkToAsync(mia.Email, Subject))).Status);
        Assert.DoesNotContain(mia.Email, (await owner.Browser.GetAsync("/staff")).Html.Split("id=\"log\"")[0], StringComparison.Ordinal);
    }

    private async Task<Guid> InviteAsync(Person by, string email, params string[] areas)
    {
        using var invited = await shop.AskAsync(HttpMethod.Post, "/api/staff/invitations", await shop.TokenAsync(by), new { email, name = "Kim", role = "staff", areas });
        Assert.Equal(HttpStatusCode.Created, invited.StatusCode);
        var answer = await invited.Content.ReadAsStringAsync();
        Assert.DoesNotContain("key=", answer, StringComparison.Ordinal); // the link is in the letter only
        return JsonDocument.Parse(answer).RootElement.GetProperty("id").GetGuid();
    }
}
