using System.Text;
using System.Text.Json;
using Avanii.Cart.Contracts;
using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using Avanii.Testing;
using Avanii.Web.Accounts;
using Avanii.Web.Contracts;
using Avanii.Web.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests.Accounts;

/// <summary>Somebody wants to see all that is kept of them.</summary>
public sealed class DataExportTests(ConnectedShopApp shop) : IClassFixture<ConnectedShopApp>
{
    private const string Cart = """{"lines":[{"sku":"MUG-SEA"}]}""", Orders = """[{"number":"AV-7K3M-Q2XD","address":{"name":"Mia Müller"}}]""",
        Catalog = """{"reviews":[{"product":"mug","written":{"title":"Never chipped"}}]}""";

    [Fact]
    public async Task All_parts_become_one_file_that_only_they_can_fetch()
    {
        var account = await shop.GivenAccountAsync();
        using var browser = await shop.OpenAsync(account);
        var request = await AskAsync(browser, account);
        Assert.Contains("We are collecting your data", (await browser.GetAsync("/account/data")).Text, StringComparison.Ordinal);
        Assert.Equal("/account/data", (await browser.GetAsync("/account/data/file")).Location); // not yet

        await shop.DeliverAsync(new OrderDataCollected(request, Orders));
        await shop.DeliverAsync(new CartDataCollected(request, Cart, """{"items":[{"sku":"MUG-SAND"}]}"""));
        Assert.Empty(await shop.LettersToAsync(account.Email!));
        await shop.DeliverAsync(new CatalogDataCollected(request, Catalog));

        var letter = Assert.Single(await shop.LettersToAsync(account.Email!));
        Assert.EndsWith("/account/data", letter.Parts.OfType<LetterPart.Action>().Single().Url, StringComparison.Ordinal);
        Assert.Contains("Download it", (await browser.GetAsync("/account/data")).Text, StringComparison.Ordinal);
        var file = await browser.GetAsync("/account/data/file");
        Assert.Equal(("application/json", "attachment"), (file.Response.Content.Headers.ContentType?.MediaType, file.Response.Content.Headers.ContentDisposition?.DispositionType));
        Assert.Matches(@"^avanii-data-\d{4}-\d\d-\d\d\.json$", file.Response.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        Assert.True(file.Response.Headers.CacheControl?.NoStore);
        var data = JsonDocument.Parse(file.Html).RootElement;
        Assert.Equal(account.Email, data.GetProperty("account").GetProperty("email").GetString());
        Assert.Equal("Firefox", data.GetProperty("account").GetProperty("sessions")[0].GetProperty("device").GetString());
        Assert.Equal("MUG-SEA", data.GetProperty("cart").GetProperty("lines")[0].GetProperty("sku").GetString());
        Assert.Equal("MUG-SAND", data.GetProperty("wishlist").GetProperty("items")[0].GetProperty("sku").GetString());
        Assert.Equal("Mia Müller", data.GetProperty("orders")[0].GetProperty("address").GetProperty("name").GetString());
        Assert.Equal("Never chipped", data.GetProperty("catalog").GetProperty("reviews")[0].GetProperty("written").GetProperty("title").GetString());

        using var stranger = await shop.OpenAsync(await shop.GivenAccountAsync());
        Assert.Equal("/account/data", (await stranger.GetAsync("/account/data/file")).Location); // has none
        using var nobody = shop.Open();
        Assert.StartsWith("/account/sign-in", (await nobody.GetAsync("/account/data/file")).Location, StringComparison.Ordinal);
        Assert.StartsWith("/account/sign-in", new Uri(new Uri("http://shop"), (await nobody.GetAsync("/account/data")).Location!).AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_is_fetched_only_by_who_has_just_signed_in()
    {
        const string again = "/account/sign-in?returnTo=%2Faccount%2Fdata&again=1";
        var account = await shop.GivenAccountAsync();
        using var browser = await shop.OpenAsync(account);
        var request = await AskAsync(browser, account);
        await DeliverAllAsync(request);
        using var leftOpen = await shop.OpenAsync(account, ago: TimeSpan.FromMinutes(11));
        Assert.Equal(again, (await leftOpen.GetAsync("/account/data/file")).Location);
        var page = await leftOpen.GetAsync("/account/data");
        Assert.Contains(again.Replace("&", "&amp;", StringComparison.Ordinal), page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/account/data/file", page.Html, StringComparison.Ordinal);
        Assert.Contains("say once more who you are", (await leftOpen.GetAsync(again)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("once more", (await leftOpen.GetAsync("/account/sign-in")).Text, StringComparison.Ordinal);
        await shop.SignInAsync(leftOpen, account);
        Assert.Contains("AV-7K3M-Q2XD", (await leftOpen.GetAsync("/account/data/file")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_asked_for_once_a_day_also_by_two_tabs_at_once()
    {
        var account = await shop.GivenAccountAsync();
        using var browser = await shop.OpenAsync(account);
        var form = (await browser.GetAsync("/account/data")).Form("/account/data");
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => browser.PostAsync("/account/data", form)));
        Assert.Contains("You can ask once a day", (await browser.GetAsync("/account/data")).Text, StringComparison.Ordinal);
        Assert.Equal(1, await shop.QueryAsync(db => db.DataExports.CountAsync(e => e.AccountId == account.Id)));

        await shop.DoAsync(db => db.DataExports.Where(e => e.AccountId == account.Id).ExecuteUpdateAsync(set => set.SetProperty(e => e.RequestedAt, e => e.RequestedAt.AddHours(-24))));
        await browser.PostAsync("/account/data", form);
        Assert.Equal(2, await shop.QueryAsync(db => db.DataExports.CountAsync(e => e.AccountId == account.Id)));
    }

    [Fact]
    public async Task Answers_may_come_twice_and_when_nobody_waits_for_them_any_more()
    {
        var account = await shop.GivenAccountAsync();
        using var browser = await shop.OpenAsync(account);
        var request = await AskAsync(browser, account);
        var (cart, messageId) = (new CartDataCollected(request, Cart), Guid.CreateVersion7());
        await shop.DeliverAsync(cart, messageId);
        await shop.DeliverAsync(cart, messageId);
        await shop.DeliverAsync(cart);
        await shop.DeliverAsync(new CatalogDataCollected(request, Catalog));
        await shop.DeliverAsync(new OrderDataCollected(request, Orders));
        await shop.DeliverAsync(new OrderDataCollected(request, "[]")); // the first answer counts
        Assert.Single(await shop.LettersToAsync(account.Email!));
        Assert.Contains("AV-7K3M-Q2XD", (await browser.GetAsync("/account/data/file")).Html, StringComparison.Ordinal);

        await shop.DeliverAsync(new CartDataCollected(Guid.CreateVersion7(), Cart)); // of a request that was swept, or whose account is gone
        Assert.Equal(0, await shop.QueryAsync(db => db.Outbox.CountAsync(m => m.ParkedAt != null)));
    }

    [Fact]
    public async Task All_parts_at_once_make_one_letter()
    {
        var account = await shop.GivenAccountAsync();
        using var browser = await shop.OpenAsync(account);
        var request = await AskAsync(browser, account);
        await Task.WhenAll(shop.DeliverAsync(new CartDataCollected(request, Cart)), shop.DeliverAsync(new OrderDataCollected(request, Orders)), shop.DeliverAsync(new CatalogDataCollected(request, Catalog)));
        Assert.Single(await shop.LettersToAsync(account.Email!));
    }

    [Fact]
    public async Task What_was_asked_for_before_the_catalogue_kept_anything_is_complete_without_it()
    {
        var account = await shop.GivenAccountAsync();
        using var browser = await shop.OpenAsync(account);
        var request = await AskAsync(browser, account);
        await shop.DoAsync(db => db.DataExports.Where(e => e.Id == request).ExecuteUpdateAsync(set => set.SetProperty(e => e.AwaitsCatalog, false)));
        await shop.DeliverAsync(new CartDataCollected(request, Cart));
        await shop.DeliverAsync(new OrderDataCollected(request, Orders));
        Assert.Single(await shop.LettersToAsync(account.Email!));
        var data = JsonDocument.Parse((await browser.GetAsync("/account/data/file")).Html).RootElement;
        Assert.Equal("MUG-SEA", data.GetProperty("cart").GetProperty("lines")[0].GetProperty("sku").GetString());
        Assert.Equal(JsonValueKind.Null, data.GetProperty("catalog").ValueKind);
    }

    [Fact]
    public async Task What_an_older_instance_called_ready_too_soon_is_completed_without_another_letter()
    {
        var account = await shop.GivenAccountAsync();
        using var browser = await shop.OpenAsync(account);
        var request = await AskAsync(browser, account);
        await shop.DeliverAsync(new CartDataCollected(request, Cart));
        await shop.DeliverAsync(new OrderDataCollected(request, Orders));
        await shop.DoAsync(db => db.DataExports.Where(e => e.Id == request).ExecuteUpdateAsync(set => set.SetProperty(e => e.ReadyAt, DateTimeOffset.UtcNow)));
        await shop.DeliverAsync(new CatalogDataCollected(request, Catalog));
        Assert.Empty(await shop.LettersToAsync(account.Email!)); // it was that instance's to write
        Assert.Contains("Never chipped", (await browser.GetAsync("/account/data/file")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_of_the_database_shows_nothing_of_it()
    {
        var account = await shop.GivenAccountAsync();
        using var browser = await shop.OpenAsync(account);
        var request = await AskAsync(browser, account);
        await DeliverAllAsync(request);
        var row = await shop.QueryAsync(db => db.DataExports.AsNoTracking().SingleAsync(e => e.Id == request));
        Assert.All([row.SealedAccount, row.SealedCart!, row.SealedOrders!, row.SealedCatalog!], part =>
        {
            var text = Encoding.UTF8.GetString(part);
            Assert.All(["MUG-SEA", "Mia", "example.com", "chipped"], word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task It_is_taken_away_after_seven_days()
    {
        var (old, young) = (await shop.GivenAccountAsync(), await shop.GivenAccountAsync());
        foreach (var account in new[] { old, young })
        {
            using var browser = await shop.OpenAsync(account);
            await AskAsync(browser, account);
        }
        await shop.DoAsync(db => db.DataExports.Where(e => e.AccountId == old.Id).ExecuteUpdateAsync(set => set.SetProperty(e => e.RequestedAt, e => e.RequestedAt.AddDays(-7))));
        await using var scope = shop.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DataExports>().DeleteOldAsync(100, CancellationToken.None);
        Assert.Equal([young.Id], await shop.QueryAsync(db => db.DataExports.Where(e => e.AccountId == old.Id || e.AccountId == young.Id).Select(e => e.AccountId).ToListAsync()));
    }

    [Fact]
    public async Task All_that_hangs_on_an_account_is_in_it()
    {
        // Each table that points to an account, and where the copy shows it.
        var shown = new Dictionary<Type, string?>
        {
            [typeof(Session)] = "sessions",
            [typeof(IdentityUserPasskey<Guid>)] = "passkeys",
            [typeof(SavedAddress)] = "addresses",
            [typeof(RecoveryCode)] = "recoveryCodesLeft",
            [typeof(Web.BackInStock.BackInStockRequest)] = "backInStock",
            [typeof(DataExport)] = null, // the copy itself
            [typeof(UsedUndoLink)] = null, // the ids of links in letters, to refuse them the second time
        };
        var tables = await shop.QueryAsync(db => Task.FromResult(db.Model.FindEntityType(typeof(Account))!.GetReferencingForeignKeys().Select(key => key.DeclaringEntityType.ClrType).ToHashSet()));
        Assert.Equal(shown.Keys.Select(type => type.Name).Order(StringComparer.Ordinal), tables.Select(type => type.Name).Order(StringComparer.Ordinal));

        var account = await shop.GivenAccountAsync();
        await shop.DoAsync(async db =>
        {
            db.Addresses.Add(new SavedAddress { Id = Guid.CreateVersion7(), AccountId = account.Id, Name = "Mia Müller", Street = "Hafenstraße 12", PostalCode = "20457", City = "Hamburg", Country = "DE", Phone = "+49 40 1234", IsDefault = true });
            db.RecoveryCodes.Add(new RecoveryCode { AccountId = account.Id, Hash = new byte[32] });
            await db.SaveChangesAsync();
        });
        using var browser = await shop.OpenAsync(account);
        var request = await AskAsync(browser, account);
        await DeliverAllAsync(request);
        var data = JsonDocument.Parse((await browser.GetAsync("/account/data/file")).Html).RootElement.GetProperty("account");
        Assert.All(shown.Values.OfType<string>(), name => Assert.True(data.TryGetProperty(name, out _), name));
        var address = Assert.Single(data.GetProperty("addresses").EnumerateArray());
        Assert.Equal(("Mia Müller", "Hafenstraße 12", "20457", "Hamburg", "DE", "+49 40 1234"), (Text("name"), Text("street"), Text("postalCode"), Text("city"), Text("country"), Text("phone")));
        Assert.Equal(1, data.GetProperty("recoveryCodesLeft").GetInt32());
        string? Text(string name) => address.GetProperty(name).GetString();
    }

    [Fact]
    public async Task A_copy_that_cannot_be_opened_any_more_can_be_asked_for_again_at_once()
    {
        var account = await shop.GivenAccountAsync();
        using var browser = await shop.OpenAsync(account);
        var request = await AskAsync(browser, account);
        await DeliverAllAsync(request);
        await shop.DoAsync(db => db.DataExports.Where(e => e.Id == request).ExecuteUpdateAsync(set => set.SetProperty(e => e.SealedOrders, new byte[60])));
        Assert.Equal("/account/data", (await browser.GetAsync("/account/data/file")).Location);
        var page = await browser.GetAsync("/account/data");
        Assert.DoesNotContain("Download it", page.Text, StringComparison.Ordinal);
        await browser.PostAsync("/account/data", page.Form("/account/data"));
        Assert.Equal(2, await shop.QueryAsync(db => db.DataExports.CountAsync(e => e.AccountId == account.Id)));
    }

    private async Task DeliverAllAsync(Guid request)
    {
        await shop.DeliverAsync(new CartDataCollected(request, Cart));
        await shop.DeliverAsync(new OrderDataCollected(request, Orders));
        await shop.DeliverAsync(new CatalogDataCollected(request, Catalog));
    }

    private async Task<Guid> AskAsync(Browser browser, Account account)
    {
        await browser.PostAsync("/account/data", (await browser.GetAsync("/account/data")).Form("/account/data"));
        var asked = await Eventually.GetAsync(() => Task.FromResult(shop.Others.Heard<AccountDataRequested>().SingleOrDefault(e => e.Subject == account.Subject)), e => e is not null);
        return asked!.RequestId;
    }
}
