using System.Net;
using Avanii.Catalog.Contracts;
using Avanii.Web.Accounts;
using Avanii.Web.BackInStock;
using Avanii.Web.Mail;
using Avanii.Web.Tests.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests.BackInStock;

/// <summary>Somebody waits for what is sold out: the sand-coloured mug.</summary>
public sealed class BackInStockTests : IClassFixture<ConnectedShopApp>
{
    private const string Sku = "MUG-SAND";
    private static long s_version;
    private static int s_addresses;
    private readonly ConnectedShopApp _shop;

    public BackInStockTests(ConnectedShopApp shop)
    {
        _shop = shop;
        _shop.Gateway.Reset();
    }

    [Fact]
    public async Task An_account_that_asks_gets_one_letter_when_it_is_back_and_is_forgotten()
    {
        var account = await _shop.GivenAccountAsync();
        using var browser = await _shop.OpenAsync(account);
        var kept = await AskAsync(browser, account.Email!);
        Assert.Equal(OutcomePath(AskOutcome.Kept), kept.Location);
        Assert.Contains("We’ll write to you", (await browser.GetAsync(kept.Location!)).Text, StringComparison.Ordinal);
        Assert.Empty(await _shop.LettersToAsync(account.Email!)); // the address was proved long ago

        var news = News(Availability.Low);
        var messageId = Guid.CreateVersion7();
        await _shop.DeliverAsync(news, messageId);
        await _shop.DeliverAsync(news, messageId);
        await _shop.DeliverAsync(News(Availability.InStock));
        var letter = Assert.Single(await _shop.LettersToAsync(account.Email!));
        Assert.Equal("Mug <b>“Sea”</b>, Sand is back", letter.Subject);
        Assert.EndsWith("/p/mug?variant=MUG-SAND", letter.Parts.OfType<LetterPart.Action>().First().Url, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(account.Email!));
    }

    [Fact]
    public async Task A_typed_address_says_yes_first_and_looking_at_the_link_is_not_saying_it()
    {
        var email = NewEmail();
        using var browser = Elsewhere();
        var asked = await AskAsync(browser, email);
        Assert.Equal(OutcomePath(AskOutcome.LetterSent), asked.Location);
        Assert.False(asked.SetsCookies);
        Assert.Equal(0, await CountAsync(email)); // nothing is kept of it

        var link = PathOf(Assert.Single(await _shop.LettersToAsync(email)));
        var page = await browser.GetAsync(link);
        Assert.Equal(0, await CountAsync(email));
        Assert.Equal(["no-referrer"], page.Response.Headers.GetValues("Referrer-Policy"));
        Assert.Contains("We’ll write to you", (await browser.PostAsync(link, page.Form("entry-form"))).Text, StringComparison.Ordinal);
        await browser.PostAsync(link, (await browser.GetAsync(link)).Form("entry-form")); // once more
        Assert.Equal(1, await CountAsync(email));

        await _shop.DeliverAsync(News(Availability.InStock));
        Assert.Equal(2, (await _shop.LettersToAsync(email)).Count);
    }

    [Fact]
    public async Task Nobody_learns_whether_an_address_has_an_account_and_an_account_says_yes_for_another_address()
    {
        var (account, other) = (await _shop.GivenAccountAsync(), await _shop.GivenAccountAsync());
        using var browser = Elsewhere();
        var known = await AskAsync(browser, account.Email!);
        var unknown = await AskAsync(browser, NewEmail());
        Assert.Equal(known.Location, unknown.Location);
        Assert.Equal(0, await CountAsync(account.Email!));
        using var signedIn = await _shop.OpenAsync(other);
        Assert.Equal(known.Location, (await AskAsync(signedIn, account.Email!)).Location);
        Assert.All(await _shop.LettersToAsync(account.Email!), letter => Assert.Contains("shall we tell you?", letter.Subject, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("mia")]
    [InlineData("mia@example.com, eve@example.com")]
    [InlineData("mia@example.com\r\nBcc: eve@example.com")]
    public async Task What_is_no_address_is_said_and_the_form_comes_back(string email)
    {
        using var browser = Elsewhere();
        var refused = await AskAsync(browser, email);
        var page = await browser.GetAsync(refused.Location!);
        Assert.Contains("no e-mail address yet", page.Text, StringComparison.Ordinal);
        Assert.Equal(Sku, page.Form("/back-in-stock/ask")["sku"]);
    }

    [Theory]
    [InlineData("mug", "MUG-SEA", nameof(AskOutcome.Available))]
    [InlineData("mug", "NO-MUG", nameof(AskOutcome.Gone))]
    [InlineData("nothing", "MUG-SAND", nameof(AskOutcome.Gone))]
    [InlineData("", "", nameof(AskOutcome.Gone))]
    public async Task There_is_nothing_to_wait_for_where_nothing_is_sold_out(string slug, string sku, string said)
    {
        var email = NewEmail();
        using var browser = Elsewhere();
        var answer = await browser.PostAsync("/back-in-stock/ask", Browser.Fields(("slug", slug), ("sku", sku), ("email", email)));
        Assert.Contains($"said={said}", answer.Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(answer.Location!)).Status);
        Assert.Empty(await _shop.LettersToAsync(email));
    }

    [Fact]
    public async Task What_came_back_or_is_gone_before_they_said_yes_is_said_and_nothing_is_kept()
    {
        using var browser = Elsewhere();
        foreach (var (mug, text) in new[]
        {
            (StubGateway.Mug(retired: true), "don’t sell that any more"),
            (StubGateway.Mug() with { Variants = [.. StubGateway.Mug().Variants.Select(v => v with { Availability = Availability.InStock })] }, "back already"),
        })
        {
            _shop.Gateway.Reset();
            var email = NewEmail();
            await AskAsync(browser, email);
            _shop.Gateway.On("GET", "/api/catalog/products/mug", () => mug);
            Assert.Contains(text, (await ConfirmAsync(browser, email)).Text, StringComparison.Ordinal);
            Assert.Equal(0, await CountAsync(email));
        }
    }

    [Fact]
    public async Task The_catalogue_being_away_keeps_nobody_from_saying_yes()
    {
        var email = NewEmail();
        using var browser = Elsewhere();
        await AskAsync(browser, email);
        var path = PathOf((await _shop.LettersToAsync(email))[0]);
        var form = (await browser.GetAsync(path)).Form("entry-form");
        _shop.Gateway.Away = true;
        await browser.PostAsync(path, form);
        Assert.Equal(1, await CountAsync(email));
        Assert.Equal(OutcomePath(AskOutcome.Away), (await AskAsync(browser, NewEmail())).Location);
    }

    [Fact]
    public async Task A_mailbox_is_filled_by_nobody()
    {
        var email = NewEmail();
        for (var i = 0; i < 6; i++)
        {
            using var browser = Elsewhere();
            var answer = await AskAsync(browser, email.ToUpperInvariant());
            Assert.Equal(OutcomePath(i < 5 ? AskOutcome.LetterSent : AskOutcome.TooMany), answer.Location);
        }
        Assert.Equal(5, (await _shop.LettersToAsync(email.ToUpperInvariant())).Count);
        using var flood = Elsewhere();
        for (var i = 0; i < 30; i++)
        {
            await AskAsync(flood, NewEmail());
        }
        Assert.Equal(OutcomePath(AskOutcome.TooMany), (await AskAsync(flood, NewEmail())).Location);
    }

    [Fact]
    public async Task An_address_waits_for_so_much_and_no_more()
    {
        var email = NewEmail();
        for (var i = 0; i < BackInStockRequests.MaxOpen; i++)
        {
            Assert.True(await KeepAsync(email, $"FULL-{i}"));
        }
        Assert.False(await KeepAsync(email, "FULL-X"));
        Assert.True(await KeepAsync(email, "FULL-3")); // which it waits for already
        Assert.Equal(BackInStockRequests.MaxOpen, await CountAsync(email));
    }

    [Fact]
    public async Task A_letters_link_ends_the_waiting_without_signing_in()
    {
        var email = NewEmail();
        using var browser = Elsewhere();
        await AskAsync(browser, email);
        await ConfirmAsync(browser, email);
        await KeepAsync(email, "ELSE");
        var stop = PathOf((await _shop.LettersToAsync(email))[0], quiet: true);
        var page = await browser.GetAsync(stop);
        Assert.Equal(2, await CountAsync(email)); // looking ends nothing
        await browser.PostAsync(stop, page.Form("entry-form"));
        Assert.Equal(1, await CountAsync(email)); // the one that the letter was about

        await KeepAsync(email, Sku);
        await _shop.DeliverAsync(News(Availability.InStock));
        var all = PathOf((await _shop.LettersToAsync(email))[^1], quiet: true);
        using var other = Elsewhere();
        await other.PostAsync(all, (await other.GetAsync(all)).Form("entry-form"));
        Assert.Equal(0, await CountAsync(email));
    }

    [Theory]
    [InlineData("/back-in-stock/confirm")]
    [InlineData("/back-in-stock/confirm?key=CfDJ8made-up")]
    [InlineData("/back-in-stock/stop?key=CfDJ8made-up")]
    public async Task A_link_that_is_none_is_410(string path)
    {
        using var browser = Elsewhere();
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(path)).Status);
    }

    [Fact]
    public async Task A_link_of_one_kind_is_none_of_the_other()
    {
        var email = NewEmail();
        using var browser = Elsewhere();
        await AskAsync(browser, email);
        var path = PathOf((await _shop.LettersToAsync(email))[0]);
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(path.Replace("/confirm", "/stop", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task News_that_come_at_once_and_sweeps_beside_them_make_one_letter_for_each()
    {
        var emails = Enumerable.Range(0, 30).Select(_ => NewEmail()).ToList();
        foreach (var email in emails)
        {
            await KeepAsync(email, "AT-ONCE");
        }
        await Task.WhenAll(
            _shop.DeliverAsync(News(Availability.Low, "AT-ONCE")), _shop.DeliverAsync(News(Availability.InStock, "AT-ONCE")), _shop.DeliverAsync(News(Availability.InStock, "AT-ONCE")),
            SweepAsync(), SweepAsync(), SweepAsync());
        await SweepAsync();
        foreach (var email in emails)
        {
            Assert.Single(await _shop.LettersToAsync(email));
            Assert.Equal(0, await CountAsync(email));
        }
    }

    [Fact]
    public async Task More_than_a_batch_is_written_to_oldest_first_and_the_rest_as_long_as_it_can_be_had()
    {
        var emails = Enumerable.Range(0, BackInStockRequests.BatchSize + 2).Select(_ => NewEmail()).ToList();
        foreach (var email in emails)
        {
            await KeepAsync(email, "MANY");
            _shop.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        await _shop.DeliverAsync(News(Availability.Low, "MANY"));
        Assert.Equal([.. emails.TakeLast(2).Order(StringComparer.Ordinal)], await _shop.QueryAsync(db => db.BackInStockRequests.Where(r => r.Sku == "MANY").Select(r => r.Email).Order().ToListAsync()));
        await _shop.DeliverAsync(News(Availability.SoldOut, "MANY"));
        await SweepAsync();
        Assert.Equal(2, await _shop.QueryAsync(db => db.BackInStockRequests.CountAsync(r => r.Sku == "MANY")));
        await _shop.DeliverAsync(new AvailabilityChanged("MANY", "mug", Availability.InStock, 1)); // old news, late
        await SweepAsync();
        Assert.Equal(2, await _shop.QueryAsync(db => db.BackInStockRequests.CountAsync(r => r.Sku == "MANY")));
        await _shop.DoAsync(db => db.BackInStockRequests.Where(r => r.Sku == "MANY").ExecuteUpdateAsync(set => set.SetProperty(r => r.DueAt, DateTimeOffset.UtcNow)));
        await SweepAsync(); // what the news left over
        Assert.Single(await _shop.LettersToAsync(emails[^1]));
    }

    [Fact]
    public async Task News_that_is_older_than_what_the_page_said_and_comes_late_is_no_news()
    {
        GivenSoldOut(version: 11);
        var account = await _shop.GivenAccountAsync();
        using var browser = await _shop.OpenAsync(account);
        await AskAsync(browser, account.Email!);
        await _shop.DeliverAsync(new AvailabilityChanged(Sku, "mug", Availability.InStock, 10));
        Assert.Empty(await _shop.LettersToAsync(account.Email!));
        Assert.Equal(1, await CountAsync(account.Email!));
        await _shop.DeliverAsync(new AvailabilityChanged(Sku, "mug", Availability.Low, 12));
        Assert.Single(await _shop.LettersToAsync(account.Email!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_sold_out_when_they_asked_or_said_yes_is_not_back_by_older_news(bool catalogueAway)
    {
        var email = NewEmail();
        using var browser = Elsewhere();
        GivenSoldOut(version: catalogueAway ? 21 : 11);
        await AskAsync(browser, email);
        var path = PathOf((await _shop.LettersToAsync(email))[0]);
        var form = (await browser.GetAsync(path)).Form("entry-form");
        GivenSoldOut(version: 21); // back and sold out again before they said yes
        _shop.Gateway.Away = catalogueAway;
        await browser.PostAsync(path, form);
        await _shop.DeliverAsync(new AvailabilityChanged(Sku, "mug", Availability.InStock, 20));
        Assert.Single(await _shop.LettersToAsync(email)); // the one that asked
        Assert.Equal(1, await CountAsync(email));
    }

    [Fact]
    public async Task Nobody_waits_for_longer_than_half_a_year()
    {
        var email = NewEmail();
        await KeepAsync(email, "OLD");
        _shop.Clock.Advance(BackInStockRequests.Keep - TimeSpan.FromDays(1));
        await KeepAsync(email, "YOUNG");
        _shop.Clock.Advance(TimeSpan.FromDays(2));
        await SweepAsync();
        Assert.Equal(["YOUNG"], await _shop.QueryAsync(db => db.BackInStockRequests.Where(r => r.Email == email).Select(r => r.Sku).ToListAsync()));
    }

    [Fact]
    public async Task With_the_account_goes_what_it_waits_for_also_what_was_asked_for_without_signing_in()
    {
        var account = await _shop.GivenAccountAsync();
        var bystander = NewEmail();
        await KeepAsync(account.Email!, "OWN", account.Id);
        await KeepAsync(account.Email!.ToUpperInvariant(), "TYPED");
        await KeepAsync(bystander, "OWN");
        using var browser = await _shop.OpenAsync(account);
        await browser.PostAsync("/account/data", (await browser.GetAsync("/account/data")).Form("/account/data"));
        await using (var scope = _shop.Services.CreateAsyncScope())
        {
            var export = await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().DataExports.SingleAsync(e => e.AccountId == account.Id);
            var own = System.Text.Encoding.UTF8.GetString(scope.ServiceProvider.GetRequiredService<SecretKey>().Open(export.SealedAccount, DataExports.Purpose(export.Id)));
            Assert.Contains("\"sku\":\"OWN\"", own, StringComparison.Ordinal);
            Assert.Contains("\"sku\":\"TYPED\"", own, StringComparison.Ordinal);
            await scope.ServiceProvider.GetRequiredService<AccountDeletion>().TryDeleteAsync(
                new(Guid.Empty, account.Id, account.Email!, account.Name, account.Role, [], DateTimeOffset.UtcNow, SignInMethods.Password), CancellationToken.None);
        }
        Assert.Equal((0, 1), (await CountAsync(account.Email!) + await CountAsync(account.Email!.ToUpperInvariant()), await CountAsync(bystander)));
    }

    [Fact]
    public async Task An_account_that_has_moved_is_written_to_where_it_is_now()
    {
        var account = await _shop.GivenAccountAsync();
        await KeepAsync(account.Email!, "MOVED", account.Id);
        var present = NewEmail();
        await _shop.DoAsync(db => db.Accounts.Where(a => a.Id == account.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Email, present)));
        await _shop.DeliverAsync(News(Availability.InStock, "MOVED"));
        Assert.Single(await _shop.LettersToAsync(present));
        Assert.Empty(await _shop.LettersToAsync(account.Email!));
    }

    [Fact]
    public async Task The_letter_is_in_the_language_that_it_was_asked_for_in()
    {
        var email = NewEmail();
        await KeepAsync(email, "DEUTSCH", culture: "de-DE");
        await _shop.DeliverAsync(News(Availability.InStock, "DEUTSCH"));
        Assert.Equal("Becher ist wieder da", Assert.Single(await _shop.LettersToAsync(email)).Subject);
    }

    private static string OutcomePath(AskOutcome outcome) => $"/back-in-stock?said={outcome}&slug=mug&variant=MUG-SAND";

    private static string NewEmail() => $"mia.{Guid.NewGuid():N}@example.com";

    private static AvailabilityChanged News(Availability availability, string sku = Sku) => new(sku, "mug", availability, 100 + Interlocked.Increment(ref s_version));

    private static string PathOf(Letter letter, bool quiet = false) => new Uri(letter.Parts.OfType<LetterPart.Action>().First(a => a.Quiet == quiet).Url).PathAndQuery;

    private static Task<Page> AskAsync(Browser browser, string email) =>
        browser.PostAsync("/back-in-stock/ask", Browser.Fields(("slug", "mug"), ("sku", Sku), ("email", email), ("name", "You have won")));

    private async Task<Page> ConfirmAsync(Browser browser, string email)
    {
        var path = PathOf((await _shop.LettersToAsync(email))[0]);
        return await browser.PostAsync(path, (await browser.GetAsync(path)).Form("entry-form"));
    }

    private void GivenSoldOut(long version) => _shop.Gateway.On("GET", "/api/catalog/products/mug", () => StubGateway.Mug() with
    {
        Variants = [.. StubGateway.Mug().Variants.Select(v => v.Sku == Sku ? v with { Availability = Availability.SoldOut, AvailabilityVersion = version } : v)],
    });

    /// <summary>A browser at an address that no other has: requests are counted by it.</summary>
    private Browser Elsewhere() => _shop.Open(new IPAddress([127, 2, 0, (byte)(1 + Interlocked.Increment(ref s_addresses))]));

    private Task<int> CountAsync(string email) => _shop.QueryAsync(db => db.BackInStockRequests.CountAsync(r => r.Email == email));

    private async Task<bool> KeepAsync(string email, string sku, Guid? accountId = null, string culture = "en")
    {
        await using var scope = _shop.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BackInStockRequests>().KeepAsync(new(email, sku, "mug", "Becher", culture), accountId, CancellationToken.None);
    }

    /// <summary>What another instance's sweeper does.</summary>
    private async Task SweepAsync()
    {
        await using var scope = _shop.Services.CreateAsyncScope();
        var (db, requests) = (scope.ServiceProvider.GetRequiredService<AccountsDbContext>(), scope.ServiceProvider.GetRequiredService<BackInStockRequests>());
        await using var transaction = await db.Database.BeginTransactionAsync();
        await requests.DeleteOldAsync(BackInStockRequests.BatchSize, CancellationToken.None);
        await requests.SendDueAsync(null, CancellationToken.None);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }
}
