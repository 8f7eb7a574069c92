using System.Net;
using Avanii.Cart.Contracts;
using Avanii.ServiceDefaults;
using Avanii.Testing;
using Avanii.Web.Accounts;
using Avanii.Web.BackOffice;
using Avanii.Web.Contracts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests.Accounts;

/// <summary>Somebody wants to be forgotten.</summary>
public sealed class DeleteAccountTests(ConnectedShopApp shop) : IClassFixture<ConnectedShopApp>
{
    private const string Path = "/account/delete", SignIn = "/account/sign-in?returnTo=%2Faccount%2Fdelete", SignInAgain = SignIn + "&again=1";

    [Fact]
    public async Task An_account_goes_with_all_that_hangs_on_it_and_everybody_who_keeps_something_hears_of_it()
    {
        var account = await shop.GivenAccountAsync();
        await shop.DoAsync(async db =>
        {
            db.Add(new RecoveryCode { AccountId = account.Id, Hash = [1] });
            db.Add(new IdentityUserPasskey<Guid> { UserId = account.Id, CredentialId = account.Id.ToByteArray(), Data = new() { Name = "Phone", PublicKey = [1], AttestationObject = [1], ClientDataJson = [1] } });
            db.Add(new DataExport { Id = Guid.CreateVersion7(), AccountId = account.Id, Link = "http://shop", SealedAccount = [1], RequestedAt = DateTimeOffset.UtcNow });
            await db.SaveChangesAsync();
        });
        using var browser = await shop.OpenAsync(account);
        using var elsewhere = await shop.OpenAsync(account);

        var answer = await DeleteAsync(browser);
        Assert.Equal("/account/deleted", answer.Location);
        Assert.Contains("Your account is deleted", (await browser.GetAsync(answer.Location!)).Text, StringComparison.Ordinal);
        Assert.Null(browser.Cookie("avanii-session"));
        await AssertSignedOutAsync(browser);
        await AssertSignedOutAsync(elsewhere);
        var told = await Eventually.GetAsync(() => Task.FromResult(shop.Others.Heard<AccountDeleted>().SingleOrDefault(e => e.AccountId == account.Id)), e => e is not null);
        Assert.Equal(account.Subject, told!.Subject);
        Assert.Equal("Your account is deleted", Assert.Single(await shop.LettersToAsync(account.Email!)).Subject);
        Assert.Equal("", await TablesThatNameAsync(account));
    }

    [Theory]
    [InlineData(Roles.Shopper)]
    [InlineData(Roles.Owner)]
    public async Task The_link_that_made_an_account_makes_it_no_second_time_after_it_was_deleted(string role)
    {
        var another = await shop.GivenAccountAsync(Roles.Owner); // else the only one could not go
        await using var scope = shop.Services.CreateAsyncScope();
        var link = role == Roles.Owner
            ? (await scope.ServiceProvider.GetRequiredService<StaffInvitations>().InviteOwnerAsync(AccountShop.NewEmail(), CancellationToken.None))!
            : scope.ServiceProvider.GetRequiredService<RegistrationLink>().PathFor(new(Guid.CreateVersion7(), AccountShop.NewEmail(), "Mia", role, []));
        using var browser = shop.Open();
        using var late = shop.Open();
        var form = (await late.GetAsync(link)).Form("entry-form");
        Assert.Equal(HttpStatusCode.Found, (await browser.FillInAsync(link, ("Password", AccountShop.Password))).Status);
        Assert.Equal("/account/deleted", (await DeleteAsync(browser)).Location);

        var page = await late.GetAsync(link);
        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.Contains("This link is over", page.Text, StringComparison.Ordinal);
        form["Form.Password"] = AccountShop.Password;
        Assert.Equal(HttpStatusCode.Gone, (await late.PostAsync(link, form)).Status);
        Assert.False(await late.IsSignedInAsync());
        await shop.DoAsync(db => db.Accounts.Where(a => a.Id == another.Id).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task A_sign_in_that_is_older_than_ten_minutes_does_not_suffice()
    {
        var account = await shop.GivenAccountAsync();
        using var browser = await shop.OpenAsync(account, ago: TimeSpan.FromMinutes(9));
        var form = (await browser.GetAsync(Path)).Form(Path);
        await shop.SignInAsync(browser, account, ago: TimeSpan.FromMinutes(10));
        Assert.Equal(SignInAgain, PathOf(await browser.GetAsync(Path)));
        form["confirmation"] = "delete";
        Assert.Equal(SignInAgain, PathOf(await browser.PostAsync(Path, form))); // the form was open for long
        Assert.True(await ExistsAsync(account));

        using var nobody = shop.Open();
        Assert.Equal(SignIn, PathOf(await nobody.GetAsync(Path)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yes")]
    [InlineData("delete it")]
    public async Task Nothing_is_deleted_by_a_slip(string confirmation)
    {
        var account = await shop.GivenAccountAsync();
        using var browser = await shop.OpenAsync(account);
        var answer = await DeleteAsync(browser, confirmation);
        Assert.Contains("Nothing was deleted", (await browser.GetAsync(answer.Location!)).Text, StringComparison.Ordinal);
        Assert.True(await ExistsAsync(account));
    }

    [Fact]
    public async Task Another_sites_form_deletes_nothing()
    {
        var account = await shop.GivenAccountAsync();
        using var browser = await shop.OpenAsync(account);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync(Path, Browser.Fields(("confirmation", "delete")))).Status);
        Assert.True(await ExistsAsync(account));
    }

    [Fact]
    public async Task Two_tabs_that_delete_at_once_tell_of_it_once()
    {
        var account = await shop.GivenAccountAsync();
        using var browser = await shop.OpenAsync(account);
        var form = (await browser.GetAsync(Path)).Form(Path);
        form["confirmation"] = " Delete ";
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => browser.PostAsync(Path, form)));
        Assert.False(await ExistsAsync(account));
        Assert.Equal(1, await shop.QueryAsync(db => db.Outbox.CountAsync(m => m.Aggregate == $"account:{account.Id}")));
    }

    [Fact]
    public async Task The_only_owner_cannot_go_and_of_the_last_two_only_one()
    {
        var owners = new[] { await shop.GivenAccountAsync(Roles.Owner), await shop.GivenAccountAsync(Roles.Owner) };
        var browsers = await Task.WhenAll(owners.Select(owner => shop.OpenAsync(owner)));
        var answers = await Task.WhenAll(browsers.Select(browser => DeleteAsync(browser)));
        Assert.Equal(["/account/delete?problem=only-owner", "/account/deleted"], answers.Select(answer => answer.Location!).Order());
        var last = browsers[answers[0].Location == "/account/deleted" ? 1 : 0];
        Assert.Contains("the shop’s only owner", (await last.GetAsync("/account/delete?problem=only-owner")).Text, StringComparison.Ordinal);
        Assert.Equal("/account/delete?problem=only-owner", (await DeleteAsync(last)).Location);

        var third = await shop.GivenAccountAsync(Roles.Owner);
        Assert.Equal("/account/deleted", (await DeleteAsync(last)).Location);
        Assert.True(await ExistsAsync(third));
        await shop.DoAsync(db => db.Accounts.Where(a => a.Id == third.Id).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task Data_that_comes_for_an_account_that_is_gone_disturbs_nobody()
    {
        var account = await shop.GivenAccountAsync();
        using var browser = await shop.OpenAsync(account);
        await browser.PostAsync("/account/data", (await browser.GetAsync("/account/data")).Form("/account/data"));
        var request = await shop.QueryAsync(db => db.DataExports.Where(e => e.AccountId == account.Id).Select(e => e.Id).SingleAsync());
        await shop.DeliverAsync(new CartDataCollected(request, "{}"));
        await DeleteAsync(browser);
        await shop.DeliverAsync(new Orders.Contracts.OrderDataCollected(request, "[]"));
        Assert.Equal(["Your account is deleted"], (await shop.LettersToAsync(account.Email!)).Select(letter => letter.Subject));
        Assert.Equal("", await TablesThatNameAsync(account));
    }

    private static async Task<Page> DeleteAsync(Browser browser, string confirmation = "delete")
    {
        var form = (await browser.GetAsync(Path)).Form(Path);
        form["confirmation"] = confirmation;
        return await browser.PostAsync(Path, form);
    }

    private static async Task AssertSignedOutAsync(Browser browser) => Assert.Equal(SignIn, PathOf(await browser.GetAsync(Path)));

    private static string PathOf(Page page) => new Uri(new Uri("http://shop"), page.Location!).PathAndQuery;

    private Task<bool> ExistsAsync(Account account) => shop.QueryAsync(db => db.Accounts.AnyAsync(a => a.Id == account.Id));

    /// <returns>Every table in which a row holds the account's id or address, but for events, which are kept for seven days, and the list of ids that are never used again.</returns>
    private async Task<string> TablesThatNameAsync(Account account)
    {
        var names = new List<string>();
        foreach (var table in await shop.QueryAsync(db => db.Database.SqlQuery<string>(
            $"""SELECT table_name::text AS "Value" FROM information_schema.tables WHERE table_schema = 'identity' AND table_name NOT IN ('outbox', 'deleted_accounts')""").ToListAsync()))
        {
#pragma warning disable EF1002 // the table's name comes from the database itself
            var rows = await shop.QueryAsync(db => db.Database.SqlQueryRaw<int>(
                $$"""SELECT count(*)::int AS "Value" FROM identity."{{table}}" AS t WHERE to_jsonb(t)::text ILIKE ANY (ARRAY['%' || {0} || '%', '%' || {1} || '%', '%' || {2} || '%'])""",
                account.Id.ToString(), account.Id.ToString("N"), account.Email!).SingleAsync());
#pragma warning restore EF1002
            if (rows > 0)
            {
                names.Add(table);
            }
        }
        return string.Join(", ", names);
    }
}
