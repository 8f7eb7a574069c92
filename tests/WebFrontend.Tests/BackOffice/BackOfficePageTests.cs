using System.Net;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Avanii.Web.Contracts;
using Avanii.Web.Tests.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Tests.BackOffice;

public sealed class BackOfficePageTests(AccountShop shop) : IClassFixture<AccountShop>
{
    public static TheoryData<string, string> Pages => new()
    {
        { "/staff", StaffAreas.Settings }, { "/staff/invite", StaffAreas.Settings }, { "/staff/019c0000-0000-7000-8000-000000000001", StaffAreas.Settings },
        { "/content", StaffAreas.Settings }, { "/content/add", StaffAreas.Settings }, { "/content/pages/about", StaffAreas.Settings },
        { "/content/pages/about/revisions/1", StaffAreas.Settings }, { "/content/home", StaffAreas.Settings }, { "/content/home/hero", StaffAreas.Settings },
        { "/reviews", StaffAreas.Catalogue }, { "/reviews/019c0000-0000-7000-8000-000000000001", StaffAreas.Catalogue }, { "/searches", StaffAreas.Catalogue },
        { "/synonyms", StaffAreas.Catalogue }, { "/synonyms/add", StaffAreas.Catalogue }, { "/synonyms/019c0000-0000-7000-8000-000000000001", StaffAreas.Catalogue },
        { "/addresses", StaffAreas.Catalogue },
        { "/customers", StaffAreas.Customers }, { "/customers/019c0000-0000-7000-8000-000000000001", StaffAreas.Customers },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_for_staff_of_its_area_and_for_owners_signed_in_with_two_factors(string path, string area)
    {
        using var nobody = shop.Open();
        Assert.Equal($"/account/sign-in?returnTo={Uri.EscapeDataString(path)}", (await nobody.GetAsync(path)).Location);
        using var mia = await Person.WithAccountAsync(shop);
        var refused = await mia.Browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("For people who work here", refused.Text, StringComparison.Ordinal);
        using var others = await shop.StaffAsync([.. StaffAreas.All.Where(other => other != area)]);
        Assert.Equal(HttpStatusCode.Forbidden, (await others.Browser.GetAsync(path)).Status);

        using var sam = await shop.StaffAsync(area);
        using var owner = await shop.OwnerAsync();
        foreach (var person in new[] { sam, owner })
        {
            var page = await person.Browser.GetAsync(path);
            Assert.Equal(path.Contains("019c", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.OK, page.Status);
            Assert.True(page.Response.Headers.CacheControl is { NoStore: true });
            foreach (var method in new[] { SignInMethods.Password, SignInMethods.PasswordAndRecoveryCode, SignInMethods.Link })
            {
                using var weak = await person.SignInAsync(method: method);
                Assert.Equal($"/account/second-factor?returnTo={Uri.EscapeDataString(path)}", (await weak.GetAsync(path)).Location);
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_lacks_the_second_factor_is_told_how_to_get_it(bool has)
    {
        using var sam = await Person.WithAccountAsync(shop, role: Roles.Staff, areas: [StaffAreas.Settings]);
        if (has)
        {
            await shop.GivenAppAsync(await sam.ReadAsync());
        }
        var page = await sam.Browser.GetAsync((await sam.Browser.GetAsync("/staff")).Location!);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(!has, page.Html.Contains("href=\"/account/two-step/set-up\"", StringComparison.Ordinal));
        Assert.Contains("/account/sign-in?returnTo=%2Fstaff&amp;again=1", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_buttons_target_is_for_those_who_see_the_button()
    {
        using var owner = await shop.OwnerAsync();
        using var sam = await shop.StaffAsync(StaffAreas.Orders);
        using var kim = await shop.StaffAsync(StaffAreas.Orders);
        var form = (await owner.Browser.GetAsync($"/staff/{kim.Id}")).Form("/end");
        var token = (await sam.Browser.GetAsync("/account")).Form(AccountPaths.SignOut)["__RequestVerificationToken"];
        form["__RequestVerificationToken"] = token; // their own
        Assert.Equal(HttpStatusCode.Forbidden, (await sam.Browser.PostAsync($"/staff/{kim.Id}/end", form)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await sam.Browser.PostAsync($"/staff/{kim.Id}/sign-out", form)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await sam.Browser.PostAsync($"/customers/{kim.Id}/sign-out", form)).Status);
        Assert.Equal(Roles.Staff, (await kim.RightsAsync()).Role);
    }

    [Fact]
    public async Task Before_rights_are_given_or_taken_it_is_asked_anew_who_it_is()
    {
        using var owner = await shop.OwnerAsync();
        using var kim = await shop.StaffAsync(StaffAreas.Orders);
        var form = (await owner.Browser.GetAsync($"/staff/{kim.Id}")).Form("/end");
        await shop.DawdleAsync(owner);
        Assert.Equal(HttpStatusCode.OK, (await owner.Browser.GetAsync("/staff")).Status);
        foreach (var path in new[] { "/staff/invite", $"/staff/{kim.Id}" })
        {
            Assert.Equal($"/account/sign-in?returnTo={Uri.EscapeDataString(path)}&again=1", (await owner.Browser.GetAsync(path)).Location);
        }
        Assert.Equal("/account/sign-in?returnTo=%2Fstaff&again=1", (await owner.Browser.PostAsync($"/staff/{kim.Id}/end", form)).Location);
        Assert.Equal(Roles.Staff, (await kim.RightsAsync()).Role);
    }

    [Fact]
    public async Task An_owner_invites_changes_and_ends_and_each_of_it_stands_at_the_pages_bottom()
    {
        using var owner = await shop.OwnerAsync();
        using var kim = await Person.WithAccountAsync(shop, "Kim Ångström", role: Roles.Staff, method: SignInMethods.Passkey, areas: [StaffAreas.Orders]);
        var email = AccountShop.NewEmail();
        Assert.Equal("/staff?done=invited", (await TickAsync(owner, "/staff/invite", ["Settings"], ("Form.Email", $" {email} "), ("Form.Name", "Lee"))).Location);
        var again = await TickAsync(owner, "/staff/invite", ["Orders"], ("Form.Email", kim.Email), ("Form.Name", "Kim"));
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains("They work here already", again.Text, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await TickAsync(owner, $"/staff/{kim.Id}", [])).Status);
        var seen = ("Form.Version", await kim.VersionAsync());
        Assert.Equal("/staff?done=changed", (await TickAsync(owner, $"/staff/{kim.Id}", ["Customers"], seen)).Location);
        Assert.Equal([StaffAreas.Customers], (await kim.RightsAsync()).Areas);
        var stale = await TickAsync(owner, $"/staff/{kim.Id}", ["Orders"], seen);
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.Status);
        Assert.Contains("It was changed meanwhile", stale.Text, StringComparison.Ordinal);
        Assert.Equal("/staff?done=ended", (await owner.SubmitAsync($"/staff/{kim.Id}", "/end")).Location);

        var text = (await owner.Browser.GetAsync("/staff")).Text;
        var log = text[text.IndexOf("What was done", StringComparison.Ordinal)..];
        string[] expected = ["Olga ended the rights of Kim Ångström customers", "Olga changed what Kim Ångström may do orders → customers", $"Olga invited {email} settings"];
        Assert.Equal(expected, expected.OrderBy(line => log.IndexOf(line, StringComparison.Ordinal)));
        Assert.All(expected, line => Assert.Contains(line, log, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_may_not_make_owners_is_not_offered_to()
    {
        using var sam = await shop.StaffAsync(StaffAreas.Settings);
        using var owner = await shop.OwnerAsync();
        using var kim = await shop.StaffAsync(StaffAreas.Orders);
        var page = await sam.Browser.GetAsync("/staff");
        Assert.Contains($"/staff/{kim.Id}", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain($"/staff/{owner.Id}", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain($"/staff/{sam.Id}", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Form.Owner", (await sam.Browser.GetAsync("/staff/invite")).Html, StringComparison.Ordinal);
        var forged = await sam.SubmitAsync("/staff/invite", "account-form", ("Form.Email", AccountShop.NewEmail()), ("Form.Name", "Eve"), ("Form.Owner", "true"));
        Assert.Equal(HttpStatusCode.Forbidden, forged.Status);
        Assert.Contains("That takes an owner", forged.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_account_page_leads_to_what_somebody_may_open_and_to_nothing_else()
    {
        using var mia = await Person.WithAccountAsync(shop);
        using var sam = await shop.StaffAsync(StaffAreas.Customers);
        using var owner = await shop.OwnerAsync();
        foreach (var (person, staff, customers) in new[] { (mia, false, false), (sam, false, true), (owner, true, true) })
        {
            var page = await person.Browser.GetAsync("/account");
            Assert.Equal((staff, customers), (page.Html.Contains("href=\"/staff\"", StringComparison.Ordinal), page.Html.Contains("href=\"/customers\"", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task A_deleted_account_has_no_name_in_what_was_written_down()
    {
        using var owner = await shop.OwnerAsync("Somebody Unique");
        using var kim = await shop.StaffAsync(StaffAreas.Orders);
        await owner.SubmitAsync($"/staff/{kim.Id}", "/end");
        await shop.QueryAsync(db => db.Accounts.Where(a => a.Id == owner.Id || a.Id == kim.Id).ExecuteDeleteAsync());
        using var other = await shop.OwnerAsync();
        var page = await other.Browser.GetAsync("/staff");
        Assert.DoesNotContain("Somebody Unique", page.Text, StringComparison.Ordinal);
        Assert.Contains("A deleted account ended the rights of a deleted account", page.Text, StringComparison.Ordinal);
    }

    /// <summary>As a browser does, which sends the boxes that are ticked only.</summary>
    private static async Task<Page> TickAsync(Person person, string path, string[] boxes, params (string Name, string Value)[] fields)
    {
        var form = (await person.Browser.GetAsync(path)).Form("account-form");
        foreach (var box in new[] { "Catalogue", "Orders", "Customers", "Settings", "Owner" }.Except(boxes))
        {
            form.Remove($"Form.{box}");
        }
        foreach (var (name, value) in fields)
        {
            form[name] = value;
        }
        return await person.Browser.PostAsync(path, form);
    }
}
