using Avanii.Catalog.Data.DemoCatalogue;
using Avanii.Catalog.Products;
using Avanii.Catalog.Reviews;
using Avanii.Catalog.Sales;
using Avanii.Catalog.Stock;

namespace Avanii.Catalog.Data;

/// <summary>Gives the demo goods a past: orders that were shipped, and what their buyers said. The same each time, but for the date.</summary>
internal static class SeedOpinions
{
    private const int DaysOfSales = 75; // all of it counts as sold lately
    private const int SingleOrders = 160;

    /// <param name="db">In the transaction that has saved the goods.</param>
    /// <param name="products">The demo goods.</param>
    /// <param name="now">What the past counts from.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task AddOpinionsAsync(this CatalogDbContext db, IReadOnlyCollection<Product> products, DateTimeOffset now, CancellationToken ct)
    {
        var opinions = DemoOpinions.Load();
        var bySlug = products.ToDictionary(p => p.Slug);
        db.Reviews.AddRange(opinions.Reviews.Select(demo => Write(demo, publish: true)));
        db.Reviews.AddRange(opinions.Waiting.Select(demo => Write(demo, publish: false)));
        AddOrders(db, opinions.Baskets, products, bySlug, now);
        await db.SaveChangesAsync(ct);
        await db.CountRatingsAsync([.. products.Select(p => p.Id)], ct);
        await db.CountSoldUnitsAsync(now, ct);
        await db.PairProductsAsync(now, ct);

        Review Write(DemoReview demo, bool publish)
        {
            var at = now.AddDays(-demo.DaysAgo).AddMinutes(-7 * demo.Title.Length); // not all at the same hour
            var review = Review.Write(bySlug[demo.Product].Id, subject: null, demo.Rating, demo.Title, demo.Text, demo.Name, at); // a demo buyer has no account
            if (publish)
            {
                review.Publish();
            }
            if (demo.Reply is not null)
            {
                review.Answer(demo.Reply, at.AddDays(1));
            }
            return review;
        }
    }

    /// <summary>Orders that are over: their units left long ago, and what is on hand is what is left.</summary>
    private static void AddOrders(
        CatalogDbContext db, IReadOnlyList<DemoBasket> baskets, IReadOnlyCollection<Product> products, Dictionary<string, Product> bySlug, DateTimeOffset now)
    {
        var random = new Random(11);
        var onSale = products.Where(p => p.RetiredAt is null).OrderBy(p => p.Slug, StringComparer.Ordinal).ToList();
        foreach (var basket in baskets)
        {
            for (var i = 0; i < basket.Orders; i++)
            {
                AddOrder([.. basket.Products.Select(slug => bySlug[slug])]);
            }
        }
        for (var i = 0; i < SingleOrders; i++)
        {
            // The square makes some sell far better than others.
            AddOrder([onSale[(int)(onSale.Count * Math.Pow(random.NextDouble(), 2))]]);
        }

        void AddOrder(IReadOnlyList<Product> bought)
        {
            var at = now - (TimeSpan.FromDays(DaysOfSales) * random.NextDouble());
            var order = new OrderDecision { OrderId = Guid.CreateVersion7(at), Outcome = OrderOutcome.Reserved, DecidedAt = at };
            db.Add(order);
            foreach (var variant in bought.Select(product => product.Variants[random.Next(product.Variants.Count)]))
            {
                db.Add(new Reservation
                {
                    OrderId = order.OrderId,
                    Sku = variant.Sku,
                    Quantity = random.Next(4) == 0 ? 2 : 1,
                    UnitPrice = variant.Price,
                    State = ReservationState.Sold,
                    HeldAt = at,
                });
            }
        }
    }
}
