using Avanii.Catalog.Categories;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Products;
using Avanii.Catalog.Stock;

namespace Avanii.Catalog.Tests.Products;

/// <summary>Products with options, ratings and sales, each test's under a brand of its own.</summary>
internal sealed class Shelf(CatalogApp app, string brand)
{
    private static int s_created;

    /// <summary>Puts a product on sale, with a variant for each row: its option values, price, units, and price before a sale.</summary>
    public async Task AddAsync(
        string slug,
        string[]? options = null,
        (string[] Values, decimal Price, int OnHand, decimal? CompareAt)[]? variants = null,
        string category = "mugs",
        string? brand1 = null,
        decimal? rating = null,
        int ratings = 0,
        int sold = 0,
        decimal price = 10)
    {
        await app.QueryAsync(async db =>
        {
            var number = Interlocked.Increment(ref s_created);
            var tree = await CategoryTree.LoadAsync(db, CancellationToken.None);
            var product = new Product
            {
                Id = Guid.CreateVersion7(),
                Slug = slug,
                Name = $"Thing {slug}",
                Brand = brand1 ?? brand,
                Description = brand,
                Details = "",
                VatClass = VatClass.Standard,
                OptionNames = options ?? [],
                CreatedAt = DateTimeOffset.UnixEpoch.AddYears(40).AddMinutes(number),
                RatingAverage = rating,
                RatingCount = ratings,
                SoldUnits = sold,
            };
            product.PlaceIn(tree.PathTo(tree.Find(category)!.Id));
            foreach (var variant in variants ?? [([], price, 20, null)])
            {
                var sku = $"{slug.ToUpperInvariant()}-{product.Variants.Count}";
                product.AddVariant(new Variant
                {
                    Sku = sku,
                    Position = product.Variants.Count,
                    OptionValues = variant.Values,
                    Price = variant.Price,
                    CompareAtPrice = variant.CompareAt,
                    Stock = new StockItem(sku, variant.OnHand, CatalogApp.LowThreshold),
                });
            }
            db.Products.Add(product);
            return await db.SaveChangesAsync();
        });
    }

    /// <returns>Slugs of this shelf's products in the list, and the list.</returns>
    public async Task<(string[] Slugs, ProductPage Page)> ListAsync(string query = "")
    {
        var page = await app.Anyone.GetPageAsync($"?q=\"{Uri.EscapeDataString(brand)}\"&sort=name&limit=100&facets=true&{query}");
        return ([.. page.Items.Select(p => p.Slug)], page);
    }

    public static string Show(IEnumerable<FacetValue> values) => string.Join(' ', values.Select(v => $"{v.Value}:{v.Count}{(v.Chosen ? "!" : "")}"));

    public static string Show(ProductPage page, string option) => Show(page.Facets!.Options.Single(o => o.Parameter == option).Values);
}
