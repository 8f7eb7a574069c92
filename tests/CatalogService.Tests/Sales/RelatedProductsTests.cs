using System.Net;
using System.Net.Http.Json;
using Avanii.Catalog.Categories;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Sales;
using Avanii.Orders.Contracts;
using Avanii.Testing;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Tests.Sales;

/// <summary>What sells best and what is bought together, counted from orders, and what a product page makes of it.</summary>
public sealed class RelatedProductsTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task What_is_ordered_counts_for_ninety_days_unless_it_is_called_off()
    {
        await app.GivenProductAsync("counted", sku: "COUNTED", onHand: 100, colours: ["Sand", "Ink"]);
        var (held, sold, cancelled) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await OrderAsync(held, ("COUNTED-SAND", 2), ("COUNTED-INK", 1));
        await OrderAsync(sold, ("COUNTED-INK", 4));
        await app.DeliverAsync(new OrderShipped(sold, "A1", "guest:1", [new("COUNTED-INK", 4, 9.90m)], null, null, "a@example.org", "en"));
        await OrderAsync(cancelled, ("COUNTED-INK", 8));
        await app.DeliverAsync(new OrderCancelled(cancelled, "A1", "guest:1", Guid.NewGuid(), Guid.NewGuid(), "a@example.org", "en"));
        await CountAsync();
        Assert.Equal(7, await SoldUnitsAsync("counted"));
        Assert.Equal(0, await CountAsync()); // nothing has changed: nothing is written

        await MakeOldAsync(held, days: 91);
        await CountAsync();
        Assert.Equal(4, await SoldUnitsAsync("counted"));
        await MakeOldAsync(sold, days: 91);
        await CountAsync();
        Assert.Equal(0, await SoldUnitsAsync("counted"));
    }

    [Fact]
    public async Task Counting_waits_for_a_product_without_keeping_others_that_come_after_it()
    {
        var products = new List<Guid>();
        for (var i = 0; i < 20; i++)
        {
            products.Add((await app.GivenProductAsync(sku: $"IN-TURN-{i}", onHand: 100)).Id);
        }
        await OrderAsync(Guid.CreateVersion7(), [.. Enumerable.Range(0, 20).Select(i => ($"IN-TURN-{i}", 1))]);
        products.Sort((a, b) => string.CompareOrdinal(a.ToString(), b.ToString())); // as the database orders them
        var counting = Task.FromResult(0);
        await app.QueryAsync(async db =>
        {
            // As whoever takes a deleted account's name away does: product after product, in the order of their ids.
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlAsync($"SELECT FROM products WHERE id = {products[0]} FOR NO KEY UPDATE");
            counting = CountAsync();
            await Eventually.IsTrue(() => app.QueryAsync(look => look.Database.SqlQuery<bool>(
                $"""SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%sold_units%') AS "Value" """).SingleAsync()));
            await db.Database.ExecuteSqlAsync($"SELECT FROM products WHERE id = ANY ({products.ToArray()}) ORDER BY id FOR NO KEY UPDATE NOWAIT");
            await transaction.CommitAsync();
            return true;
        });
        Assert.True(await counting >= 20);
    }

    [Fact]
    public async Task Products_of_the_same_orders_are_bought_together_if_it_happened_twice()
    {
        foreach (var name in new[] { "pair-a", "pair-b", "pair-c", "pair-d" })
        {
            await app.GivenProductAsync(name, sku: name.ToUpperInvariant(), onHand: 100, category: "hats");
        }
        var orders = new List<Guid>();
        foreach (var skus in new[] { "A B", "A B", "A B C", "A C", "A D" })
        {
            orders.Add(Guid.CreateVersion7());
            await OrderAsync(orders[^1], [.. skus.Split(' ').Select(x => ($"PAIR-{x}", 1))]);
        }
        await PairAsync();
        Assert.Equal(["pair-b", "pair-c"], (await RelatedAsync("pair-a")).BoughtTogether.Select(p => p.Slug)); // D once only
        Assert.Equal(["pair-a"], (await RelatedAsync("pair-c")).BoughtTogether.Select(p => p.Slug));
        Assert.Empty((await RelatedAsync("pair-d")).BoughtTogether);
        Assert.DoesNotContain("pair-b", (await RelatedAsync("pair-a")).Related.Select(p => p.Slug)); // nothing twice
        Assert.Equal(0, await PairAsync());

        await app.DeliverAsync(new OrderCancelled(orders[3], "A1", "guest:1", Guid.NewGuid(), Guid.NewGuid(), "a@example.org", "en"));
        await MakeOldAsync(orders[0], days: 366);
        await PairAsync();
        Assert.Equal(["pair-b"], (await RelatedAsync("pair-a")).BoughtTogether.Select(p => p.Slug));
        (await app.Staff.PostAsync("/products/pair-b/retire", null)).EnsureSuccessStatusCode();
        Assert.Empty((await RelatedAsync("pair-a")).BoughtTogether); // at once, though the pair is counted
        Assert.NotEmpty((await RelatedAsync("pair-b")).BoughtTogether); // its own page goes on helping
        await PairAsync();
        Assert.Equal(0, await app.QueryAsync(db => db.BoughtTogether.CountAsync(p => db.Products.Any(x => x.Id == p.OtherId && x.Slug == "pair-b"))));
    }

    [Fact]
    public async Task Of_many_that_are_bought_together_eight_are_kept_and_four_are_shown()
    {
        await app.GivenProductAsync("many", sku: "MANY", onHand: 100);
        var lines = new List<(string, int)> { ("MANY", 1) };
        for (var i = 0; i < 10; i++)
        {
            await app.GivenProductAsync($"many-{i}", sku: $"MANY-{i}", onHand: 100);
            lines.Add(($"MANY-{i}", 1));
        }
        await OrderAsync(Guid.CreateVersion7(), [.. lines]);
        await OrderAsync(Guid.CreateVersion7(), [.. lines]);
        await OrderAsync(Guid.CreateVersion7(), ("MANY", 1), ("MANY-7", 1));
        await PairAsync();
        var together = (await RelatedAsync("many")).BoughtTogether;
        Assert.Equal(4, together.Count);
        Assert.Equal("many-7", together[0].Slug);
        Assert.Equal(8, await app.QueryAsync(db => db.BoughtTogether.CountAsync(p => db.Products.Any(x => x.Id == p.ProductId && x.Slug == "many"))));
    }

    [Fact]
    public async Task Related_products_are_of_the_category_first_then_of_the_department()
    {
        var (own, sibling) = ("tools", "decoration");
        await app.QueryAsync(db =>
        {
            var garden = new Category { Id = Guid.CreateVersion7(), Slug = "garden", Name = "Garden", Description = "", Position = 0 };
            db.AddRange(garden, Below(own), Below(sibling));
            return db.SaveChangesAsync();
            Category Below(string slug) => new() { Id = Guid.CreateVersion7(), ParentId = garden.Id, Slug = slug, Name = slug, Description = "", Position = 0 };
        });
        await app.GivenProductAsync("rake", category: own, price: 20, brand: "Hof");
        await app.GivenProductAsync("spade", category: own, price: 300, brand: "Other"); // neither price nor brand
        await app.GivenProductAsync("fork", category: own, price: 25, brand: "Other");
        await app.GivenProductAsync("hoe", category: own, price: 25, brand: "Hof");
        await app.GivenProductAsync("shears", category: own, price: 25, brand: "Hof", onHand: 0);
        await app.GivenProductAsync("broom", category: own, price: 25, brand: "Hof", retired: true);
        await app.GivenProductAsync("pot", category: sibling, price: 20, brand: "Hof");
        await app.GivenProductAsync("lamp", category: sibling, price: 20, brand: "Hof", sku: "GARDEN-LAMP");
        await OrderAsync(Guid.CreateVersion7(), ("GARDEN-LAMP", 1));
        await CountAsync();
        var related = await RelatedAsync("rake");
        Assert.Equal(["hoe", "fork", "spade", "shears", "lamp", "pot"], related.Related.Select(p => p.Slug));
        Assert.Empty(related.BoughtTogether);
        for (var i = 0; i < 5; i++)
        {
            await app.GivenProductAsync($"rake-{i}", category: own);
        }
        Assert.Equal(8, (await RelatedAsync("rake")).Related.Count);
    }

    [Fact]
    public async Task What_is_like_a_product_is_told_at_an_address_that_it_had()
    {
        await app.GivenProductAsync("related-before", category: "bowls");
        await app.GivenProductAsync("related-beside", category: "bowls");
        await app.MoveAsync("related-before", "related-after");
        Assert.Equal((await RelatedAsync("related-after")).Related.Select(p => p.Slug), (await RelatedAsync("related-before")).Related.Select(p => p.Slug));
    }

    [Fact]
    public async Task It_is_three_commands_and_is_asked_for_anew_each_time()
    {
        await app.GivenProductAsync("kept");
        using var commands = new DatabaseCommands();
        using var response = await app.Anyone.GetAsync("/products/kept/related");
        Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
        Assert.True(commands.Seen.Count == 3, string.Join("\n\n", commands.Seen));
        using var unknown = await app.Anyone.GetAsync("/products/nothing-here/related");
        await unknown.AssertProblemAsync(HttpStatusCode.NotFound, "unknown-product");
        Assert.Null(unknown.Headers.CacheControl?.MaxAge);
    }

    private Task OrderAsync(Guid id, params IReadOnlyList<(string Sku, int Quantity)> lines) =>
        app.DeliverAsync(new OrderPlaced(id, [.. lines.Select(line => new OrderPlaced.Line(line.Sku, line.Quantity, 1000m))]));

    private Task<int> MakeOldAsync(Guid order, int days) => app.QueryAsync(db => db.Reservations.Where(r => r.OrderId == order)
        .ExecuteUpdateAsync(set => set.SetProperty(r => r.HeldAt, r => r.HeldAt.AddDays(-days))));

    private Task<int> CountAsync() => app.QueryAsync(db => db.CountSoldUnitsAsync(DateTimeOffset.UtcNow, CancellationToken.None));

    private Task<int> PairAsync() => app.QueryAsync(db => db.PairProductsAsync(DateTimeOffset.UtcNow, CancellationToken.None));

    private Task<int> SoldUnitsAsync(string slug) => app.QueryAsync(db => db.Products.Where(p => p.Slug == slug).Select(p => p.SoldUnits).SingleAsync());

    private async Task<RelatedProducts> RelatedAsync(string slug) => (await app.Anyone.GetFromJsonAsync<RelatedProducts>($"/products/{slug}/related"))!;
}
