using System.Net.Http.Json;
using System.Text.Json;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Reviews;
using Avanii.Orders.Contracts;
using Avanii.Testing;
using Avanii.Web.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Tests.Reviews;

/// <summary>What the catalogue keeps of a person: handed out when they ask for it, and nameless when their account is no more.</summary>
public sealed class DeletedAuthorTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task Reviews_of_a_deleted_account_stay_without_its_name_and_nobody_elses_lose_theirs()
    {
        await app.GivenProductAsync("stays", sku: "STAYS");
        await app.GivenProductAsync("goes", sku: "GOES");
        await app.GivenProductAsync("waits", sku: "WAITS");
        var (gone, bystander) = (await Buyer.OfAsync(app, "STAYS", "GOES", "WAITS"), await Buyer.OfAsync(app, "STAYS"));
        var published = await gone.PublishedAsync("stays", Buyer.Words(4));
        var other = await bystander.PublishedAsync("stays", Buyer.Words(5, name: "Still here"));
        var rejected = (await gone.WriteAsync("goes")).Id;
        await app.DecideAsync(rejected, "reject", new RejectReviewRequest("No."));
        var pending = (await gone.WriteAsync("waits")).Id;
        (await gone.Client.PostAsJsonAsync($"/reviews/{other}/reports", new ReportReviewRequest(ReportReason.Other, "I live next door."))).EnsureSuccessStatusCode();

        await DeleteAsync(gone, times: 2);

        Assert.Equal([(other, "Still here"), (published, null)], (await app.ReviewsAsync("stays", "?sort=highest")).Items.Select(r => (r.Id, r.Name)));
        Assert.Equal(2, (await app.Anyone.GetFromJsonAsync<ProductDetails>("/products/stays"))!.RatingCount);
        Assert.Equal([pending], await app.QueryAsync(db => db.Reviews.Where(r => r.Id == rejected || r.Id == pending).Select(r => r.Id).ToListAsync()));
        Assert.Equal([(ReportReason.Other, null)], (await app.SeenByStaffAsync(other)).Reports.Select(r => (r.Reason, r.Note)));
        Assert.Equal("", await TablesThatNameAsync(gone));
        Assert.NotEqual("", await TablesThatNameAsync(bystander));
        await Eventually.AreEqual(3, () => app.Published<ProductRatingChanged>().Count(e => e.Slug == "stays")); // pages show the name no more
    }

    [Fact]
    public async Task What_is_told_late_of_a_deleted_account_does_not_bring_it_back()
    {
        await app.GivenProductAsync("late", sku: "LATE");
        var (gone, orders) = (new Buyer(app), Enumerable.Range(0, 4).Select(_ => Guid.CreateVersion7()).ToArray());
        await DeleteAsync(gone);
        await app.DeliverAsync(Buyer.Shipped(orders[0], gone.Subject, "LATE"));
        await app.DeliverAsync(Buyer.Delivered(orders[1], gone.Subject));
        await app.DeliverAsync(Buyer.Refunded(orders[2], gone.Subject, "LATE"));
        await app.DeliverAsync(Buyer.Shipped(orders[3], "guest:1", "LATE"));
        await app.DeliverAsync(new GuestOrdersClaimed(gone.Subject, orders));
        Assert.Equal("", await TablesThatNameAsync(gone));
        Assert.Equal(4, await app.QueryAsync(db => db.BoughtOrders.CountAsync(o => orders.Contains(o.OrderId))));
        Assert.False((await gone.MineAsync("late")).MayWrite);
    }

    [Fact]
    public async Task What_the_accounts_last_token_writes_does_not_keep_its_name()
    {
        var product = await app.GivenProductAsync("last", sku: "LAST");
        var gone = await Buyer.OfAsync(app, "LAST");
        await DeleteAsync(gone);
        // A request that had looked before the account was deleted, and wrote after.
        await app.QueryAsync(db =>
        {
            db.Reviews.Add(Review.Write(product.Id, gone.Subject, 5, "Title", "Text", "Mia", DateTimeOffset.UtcNow));
            return db.SaveChangesAsync();
        });
        await Eventually.AreEqual("", () => TablesThatNameAsync(gone));
        Assert.Equal([null], await app.QueryAsync(db => db.Reviews.Where(r => r.ProductId == product.Id).Select(r => r.Name).ToListAsync()));

        var old = new Buyer(app);
        await app.DeliverAsync(new AccountDeleted(old.Id, old.Subject, DateTimeOffset.UtcNow.AddDays(-366)));
        await Eventually.AreEqual(0, () => app.QueryAsync(db => db.DeletedSubjects.CountAsync(d => d.Subject == old.Subject)));
        Assert.Equal(1, await app.QueryAsync(db => db.DeletedSubjects.CountAsync(d => d.Subject == gone.Subject)));
    }

    [Fact]
    public async Task Whoever_asks_for_their_data_gets_reviews_reports_and_purchases()
    {
        await app.GivenProductAsync("collected", sku: "COLLECTED");
        await app.GivenProductAsync("also-bought", sku: "ALSO-BOUGHT");
        var (buyer, other) = (await Buyer.OfAsync(app, "COLLECTED", "ALSO-BOUGHT"), await Buyer.OfAsync(app, "COLLECTED"));
        await buyer.WriteAsync("collected", Buyer.Words(3, title: "Fair"));
        var reported = await other.PublishedAsync("collected");
        (await buyer.Client.PostAsJsonAsync($"/reviews/{reported}/reports", new ReportReviewRequest(ReportReason.Spam, "An advertisement."))).EnsureSuccessStatusCode();

        var data = await CollectAsync(buyer.Subject);
        Assert.Equal(("collected", 3, "Fair", ReviewState.Pending), Assert.Single(data.Reviews) is var (product, written) ? (product, written.Rating, written.Title, written.State) : default);
        Assert.Equal((reported, ReportReason.Spam, "An advertisement."), Assert.Single(data.Reports) is var report ? (report.ReviewId, report.Reason, report.Note) : default);
        Assert.Equal(["also-bought", "collected"], Assert.Single(data.Purchases).Products);

        var nothing = await CollectAsync("account:nobody");
        Assert.Equal((0, 0, 0), (nothing.Reviews.Count, nothing.Reports.Count, nothing.Purchases.Count));
    }

    [Fact]
    public async Task An_order_that_was_claimed_and_not_sent_is_not_among_what_somebody_was_sent()
    {
        await app.GivenProductAsync("sent", sku: "SENT");
        var (buyer, sent, waiting) = (new Buyer(app), Guid.CreateVersion7(), Guid.CreateVersion7());
        await app.DeliverAsync(new GuestOrdersClaimed(buyer.Subject, [sent, waiting]));
        await app.DeliverAsync(Buyer.Shipped(sent, "guest:1", "SENT"));
        Assert.Equal([sent], (await CollectAsync(buyer.Subject)).Purchases.Select(p => p.OrderId));
    }

    private async Task DeleteAsync(Buyer buyer, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            await app.DeliverAsync(new AccountDeleted(buyer.Id, buyer.Subject, DateTimeOffset.UtcNow));
        }
    }

    private async Task<CollectedCatalogData> CollectAsync(string subject)
    {
        var request = new AccountDataRequested(Guid.CreateVersion7(), subject);
        await app.DeliverAsync(request);
        var answer = await Eventually.GetAsync(
            () => Task.FromResult(app.Published<CatalogDataCollected>().SingleOrDefault(e => e.RequestId == request.RequestId)), e => e is not null);
        return JsonSerializer.Deserialize<CollectedCatalogData>(answer!.Json, JsonSerializerOptions.Web)!;
    }

    /// <summary>Wherever the subject stands, but for the list of those that are no more and messages.</summary>
    private Task<string> TablesThatNameAsync(Buyer buyer) => app.QueryAsync(async db =>
    {
        var tables = await db.Database.SqlQuery<string>($"""
            SELECT table_name::text AS "Value" FROM information_schema.tables
            WHERE table_schema = 'catalog' AND table_name NOT IN ('deleted_subjects', 'outbox', 'inbox') ORDER BY 1
            """).ToListAsync();
        var naming = new List<string>();
        foreach (var table in tables)
        {
#pragma warning disable EF1002 // names from the catalogue of the database itself
            if (await db.Database.SqlQueryRaw<int>($"SELECT count(*)::int AS \"Value\" FROM catalog.\"{table}\" AS t WHERE t::text LIKE '%{buyer.Id}%'").SingleAsync() > 0)
#pragma warning restore EF1002
            {
                naming.Add(table);
            }
        }
        return string.Join(' ', naming);
    });
}
