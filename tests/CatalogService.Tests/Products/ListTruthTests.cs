using System.Net.Http.Json;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Products;
using Avanii.Orders.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Catalog.Tests.Products;

/// <summary>Lists and their counts against the tables themselves, asked in the plainest way, after every kind of change there is.</summary>
public sealed class ListTruthTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    private static readonly string[] Colours = ["Sand", "Ink", "Moss", "Rust"];
    private static readonly string[] Sizes = ["S", "M", "L", "XL", "39-41"];

    [Fact]
    public async Task Lists_and_counts_are_those_of_the_tables_after_a_mix_of_changes()
    {
        await app.QueryAsync(db => db.Categories.ExecuteDeleteAsync()); // the generator brings the demo's
        await GenerateAsync(60);
        await CompareAsync(seed: 1, lists: 60);

        await GenerateAsync(150);
        var skus = await app.QueryAsync(db => db.Variants.Where(v => v.Product.RetiredAt == null).OrderBy(v => v.Sku).Select(v => v.Sku).ToListAsync());
        var category = await app.QueryAsync(db => db.Products.Where(p => p.OnlySku == null).Select(p => p.CategoryId).FirstAsync());
        var slug = await app.QueryAsync(db => db.Categories.Where(c => c.Id == category).Select(c => c.Slug).SingleAsync());
        (await app.Staff.PostAsJsonAsync("/products", new CreateProductRequest(
            "new-shirt", "New shirt", "Nordhof", "", [], slug, VatClass.Standard, ["Size", "Colour"],
            [new("NEW-1", ["m", "Ink"], 15, null, 4, null), new("NEW-2", ["L", "Ink"], 16, 20, 0, null)], []))).EnsureSuccessStatusCode();
        for (var i = 0; i < skus.Count; i += 7)
        {
            (await app.Staff.PutAsJsonAsync($"/variants/{skus[i]}/price", new ChangePriceRequest(1 + (i % 400), i % 2 == 0 ? 500 : null))).EnsureSuccessStatusCode();
        }
        foreach (var retired in await app.QueryAsync(db => db.Products.Where(p => p.RetiredAt == null).OrderBy(p => p.Slug).Select(p => p.Slug).Take(5).ToListAsync()))
        {
            (await app.Staff.PostAsync($"/products/{retired}/retire", null)).EnsureSuccessStatusCode();
        }
        foreach (var stock in await app.QueryAsync(db => db.Stock.Where(s => s.Variant.Product.RetiredAt == null && s.OnHand > 0).OrderBy(s => s.Sku).Take(40).ToListAsync()))
        {
            await app.DeliverAsync(new OrderPlaced(Guid.CreateVersion7(), [new(stock.Sku, stock.OnHand, 1_000)])); // the last ones
        }
        await app.QueryAsync(db => db.Database.ExecuteSqlAsync($"""
            UPDATE products SET rating_average = 1 + version % 4 + 0.5, rating_count = length(name), sold_units = length(slug) WHERE length(slug) % 3 > 0
            """));
        await app.QueryAsync(db => db.Database.ExecuteSqlAsync($"UPDATE variants SET option_values = ARRAY['Ink'] WHERE option_values = ARRAY['Sand'] AND price < 100")); // by hand
        await CompareAsync(seed: 2, lists: 120);
    }

    private async Task CompareAsync(int seed, int lists)
    {
        var products = await app.QueryAsync(db => db.Products.AsNoTracking().Where(p => p.RetiredAt == null)
            .Include(p => p.Variants.OrderBy(v => v.Position)).ThenInclude(v => v.Stock).AsSplitQuery().ToListAsync());
        var categories = await app.QueryAsync(db => db.Categories.AsNoTracking().ToListAsync());
        var random = new Random(seed);
        var found = 0;
        for (var i = 0; i < lists; i++)
        {
            var choice = Choice.Make(random, products, [.. categories.Select(c => c.Slug)]);
            var page = await app.Anyone.GetPageAsync($"?facets=true&sort=name&limit=100&{choice.Query}");
            var within = choice.Category is null ? null : categories.Single(c => c.Slug == choice.Category);
            var scope = products.Where(p => within is null || p.CategoryId == within.Id || categories.Single(c => c.Id == p.CategoryId).ParentId == within.Id).ToList();
            var expected = scope.Where(p => choice.Has(p)).ToList();
            found += expected.Count;

            Assert.Equal((choice.Query, expected.Count), (choice.Query, page.Total));
            Assert.Equal(expected.OrderBy(p => p.SortName, StringComparer.Ordinal).ThenBy(p => p.Id).Take(100).Select(p => p.Slug), page.Items.Select(p => p.Slug));
            var facets = page.Facets!;
            Assert.Equal(scope.Count(p => (choice with { InStock = true }).Has(p)), facets.InStock.Count);
            Assert.Equal(scope.Count(p => (choice with { OnSale = true }).Has(p)), facets.OnSale.Count);
            Assert.All(facets.Ratings, r => Assert.Equal(scope.Count(p => (choice with { MinRating = r.Stars }).Has(p)), r.Count));
            AssertCounts(scope.Select(p => p.Brand), facets.Brands, brand => scope.Count(p => (choice with { Brands = [brand] }).Has(p)));
            AssertCounts(Colours, facets.Options.SingleOrDefault(o => o.Parameter == "colour")?.Values, colour => scope.Count(p => (choice with { Colours = [colour] }).Has(p)));
            AssertCounts(Sizes, facets.Options.SingleOrDefault(o => o.Parameter == "size")?.Values, size => scope.Count(p => (choice with { Sizes = [size] }).Has(p)));
            Assert.All(facets.Price.Brackets, b => Assert.Equal(scope.Count(p => (choice with { Min = b.Min, Max = b.Max }).Has(p)), b.Count));
            Assert.All(facets.Categories, c => Assert.Equal(
                expected.Count(p => categories.Single(own => own.Id == p.CategoryId) is var own && (own.Slug == c.Slug || own.ParentId == categories.Single(x => x.Slug == c.Slug).Id)),
                c.Count));
            Assert.True(within is not null || facets.Categories.Sum(c => c.Count) == expected.Count, choice.Query);
        }
        Assert.True(found > lists, "Most of these lists were empty and prove nothing.");
    }

    private static void AssertCounts(IEnumerable<string> values, IReadOnlyList<FacetValue>? shown, Func<string, int> count)
    {
        foreach (var value in values.Distinct())
        {
            Assert.Equal((value, count(value)), (value, shown?.SingleOrDefault(v => v.Value.Equals(value, StringComparison.OrdinalIgnoreCase))?.Count ?? 0));
        }
    }

    private async Task GenerateAsync(int count)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<GenerateProducts>().RunAsync(count, _ => { }, CancellationToken.None);
    }

    private sealed record Choice(
        string? Category, string[] Brands, string[] Colours, string[] Sizes, decimal? Min, decimal? Max, bool InStock, bool OnSale, int? MinRating)
    {
        public string Query => string.Join('&', (IEnumerable<string>)
        [
            .. Category is null ? Array.Empty<string>() : [$"category={Category}"],
            .. Brands.Select(b => $"brand={Uri.EscapeDataString(b)}"),
            .. Colours.Select(c => $"colour={c}"),
            .. Sizes.Select(s => $"size={s}"),
            $"minPrice={Min}", $"maxPrice={Max}", $"inStock={InStock}", $"onSale={OnSale}",
            .. MinRating is null ? Array.Empty<string>() : [$"minRating={MinRating}"],
        ]);

        public static Choice Make(Random random, List<Product> products, string[] categories)
        {
            return new(
                OneIn(3) ? categories[random.Next(categories.Length)] : null,
                OneIn(4) ? Some([.. products.Select(p => p.Brand).Distinct().Order(StringComparer.Ordinal)]) : [],
                OneIn(3) ? Some(ListTruthTests.Colours) : [],
                OneIn(4) ? Some(ListTruthTests.Sizes) : [],
                OneIn(3) ? random.Next(100) : null,
                OneIn(3) ? random.Next(100, 200) : null,
                OneIn(3),
                OneIn(6),
                OneIn(6) ? random.Next(1, 6) : null);

            bool OneIn(int times) => random.Next(times) == 0;

            string[] Some(string[] values) => [.. values.Where(_ => random.Next(2) == 0)];
        }

        public bool Has(Product product) =>
            (Brands.Length == 0 || Brands.Contains(product.Brand))
            && (MinRating is null || product.RatingAverage >= MinRating)
            && product.Variants.Any(v =>
                (Colours.Length == 0 || Colours.Contains(Value(product, v, "Colour"), StringComparer.OrdinalIgnoreCase))
                && (Sizes.Length == 0 || Sizes.Contains(Value(product, v, "Size"), StringComparer.OrdinalIgnoreCase))
                && v.Price >= (Min ?? 0) && v.Price <= (Max ?? decimal.MaxValue)
                && (!InStock || v.Stock.Availability != Availability.SoldOut)
                && (!OnSale || v.CompareAtPrice is not null));

        private static string Value(Product product, Variant variant, string option) =>
            Array.IndexOf(product.OptionNames, option) is var at and >= 0 ? variant.OptionValues[at] : "";
    }
}
