using System.Net;
using System.Net.Http.Json;
using Avanii.Catalog.Contracts;

namespace Avanii.Catalog.Tests.Products;

public sealed class ListProductsTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task A_category_lists_what_lies_below_it_too_and_nothing_retired()
    {
        await app.GivenProductAsync("hat-a", category: "hats");
        await app.GivenProductAsync("hat-b", category: "clothing");
        await app.GivenProductAsync("hat-retired", category: "hats", retired: true);

        var page = await app.Anyone.GetPageAsync("?category=clothing");

        Assert.Equal(["hat-b", "hat-a"], page.Items.Select(p => p.Slug));
        Assert.Equal(2, page.Total);
        Assert.Null(page.NextCursor);
        var clothing = (await app.Anyone.GetFromJsonAsync<CategoryNode[]>("/categories"))!.Single(c => c.Slug == "clothing");
        Assert.Equal(2, clothing.ProductCount);
        Assert.Equal(1, clothing.Children.Single().ProductCount);
    }

    [Fact]
    public async Task Paging_neither_skips_nor_repeats_while_products_are_added()
    {
        var before = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            before.Insert(0, (await app.GivenProductAsync(category: "bowls")).Slug);
        }

        var seen = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await app.Anyone.GetPageAsync($"?category=bowls&limit=3&cursor={cursor}");
            seen.AddRange(page.Items.Select(p => p.Slug));
            cursor = page.NextCursor;
            await app.GivenProductAsync(category: "bowls"); // at the front of the list that is being paged
        }

        Assert.Equal(before, seen);
    }

    [Theory]
    [InlineData("newest")]
    [InlineData("price")]
    [InlineData("price-desc")]
    [InlineData("name")]
    [InlineData("rating")]
    [InlineData("best-selling")]
    [InlineData("relevance&q=sortable")]
    public async Task Every_order_can_be_paged_through_from_end_to_end(string sort)
    {
        var brand = $"Sorted {sort.Split('&')[0]}";
        var slugs = new List<string>();
        foreach (var (name, price) in new[] { ("Émile", 3m), ("zebra", 1m), ("Apple", 2m), ("apple", 2m), ("Emil", 2m), ("Zoé", 0.01m), ("Ölkanne", 9999.99m) })
        {
            slugs.Add((await app.GivenProductAsync(name: name, price: price, brand: brand, category: "mugs", description: "sortable")).Slug);
        }

        var whole = (await app.Anyone.GetPageAsync($"?category=mugs&limit=100&sort={sort}")).Items;
        var paged = await app.Anyone.GetAllPagesAsync($"?category=mugs&sort={sort}", limit: 2);

        Assert.Equal(whole.Select(p => p.Slug), paged);
        Assert.Equal(paged.Count, paged.Distinct().Count());
        Assert.Subset(paged.ToHashSet(), slugs.ToHashSet());
        var own = whole.Where(p => p.Brand == brand).ToList();
        switch (sort)
        {
            case "price":
                Assert.Equal(own.OrderBy(p => p.Price).Select(p => p.Price), own.Select(p => p.Price));
                break;
            case "price-desc":
                Assert.Equal(own.OrderByDescending(p => p.Price).Select(p => p.Price), own.Select(p => p.Price));
                break;
            case "name":
                Assert.Equal(["apple", "apple", "emil", "émile", "ölkanne", "zebra", "zoé"], own.Select(p => p.Name.ToLowerInvariant()));
                break;
            case "newest":
                Assert.Equal(slugs.AsEnumerable().Reverse(), own.Select(p => p.Slug));
                break;
            default:
                break;
        }
    }

    [Fact]
    public async Task A_tile_shows_the_lowest_price_the_best_stock_and_the_only_sku()
    {
        await app.GivenProductAsync("one-variant", sku: "ONE-1", price: 10, compareAtPrice: 12, onHand: 0, brand: "Tiles");
        await app.GivenProductAsync("two-variants", sku: "TWO", onHand: 3, colours: ["Red", "Blue"], brand: "Tiles");

        var tiles = (await app.Anyone.GetPageAsync("?q=tiles&sort=name")).Items.ToDictionary(t => t.Slug);

        Assert.Equal(("ONE-1", 1, 10m, 12m), (tiles["one-variant"].Sku, tiles["one-variant"].VariantCount, tiles["one-variant"].Price, tiles["one-variant"].CompareAtPrice!.Value));
        Assert.Equal(Availability.SoldOut, tiles["one-variant"].Availability);
        Assert.Equal((null, 2, Availability.Low), (tiles["two-variants"].Sku, tiles["two-variants"].VariantCount, tiles["two-variants"].Availability));
        Assert.Equal("EUR", tiles["two-variants"].Currency);
    }

    [Fact]
    public async Task On_sale_lists_only_what_is_reduced()
    {
        await app.GivenProductAsync("reduced", compareAtPrice: 20, brand: "Bargain");
        await app.GivenProductAsync("not-reduced", brand: "Bargain");

        Assert.Equal(["reduced"], (await app.Anyone.GetPageAsync("?q=bargain&onSale=true")).Items.Select(p => p.Slug));
    }

    [Fact]
    public async Task A_cursor_that_was_tampered_with_is_refused_wherever_it_was_changed()
    {
        await app.GivenProductAsync();
        await app.GivenProductAsync();
        var cursor = (await app.Anyone.GetPageAsync("?limit=1&sort=price")).NextCursor!;

        for (var at = 0; at < cursor.Length; at++)
        {
            var tampered = cursor[..at] + (cursor[at] == 'A' ? 'B' : 'A') + cursor[(at + 1)..];
            await (await app.Anyone.GetAsync($"/products?limit=1&sort=price&cursor={tampered}")).AssertProblemAsync(HttpStatusCode.BadRequest, "bad-cursor");
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("%00")]
    [InlineData("../../etc/passwd")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("' OR 1=1")]
    [InlineData("🍵")]
    public async Task Something_else_than_a_cursor_is_refused(string cursor) =>
        await (await app.Anyone.GetAsync($"/products?cursor={cursor}")).AssertProblemAsync(HttpStatusCode.BadRequest, "bad-cursor");

    [Fact]
    public async Task A_cursor_is_good_for_its_own_list_only()
    {
        await app.GivenProductAsync();
        await app.GivenProductAsync();
        var cursor = (await app.Anyone.GetPageAsync("?limit=1&sort=price")).NextCursor!;

        foreach (var other in new[] { "sort=price-desc", "sort=newest", "sort=name", "sort=price&category=mugs", "sort=price&onSale=true", "sort=price&q=mug" })
        {
            await (await app.Anyone.GetAsync($"/products?{other}&cursor={cursor}")).AssertProblemAsync(HttpStatusCode.BadRequest, "bad-cursor");
        }
        Assert.NotEmpty((await app.Anyone.GetPageAsync($"?limit=50&sort=price&cursor={cursor}")).Items); // another page size is the same list
    }

    [Fact]
    public async Task A_cursor_of_an_endless_length_is_refused() =>
        await (await app.Anyone.GetAsync($"/products?cursor={new string('A', 6000)}")).AssertProblemAsync(HttpStatusCode.BadRequest, "bad-cursor");

    [Fact]
    public async Task An_unknown_order_is_told_which_there_are()
    {
        var problem = await (await app.Anyone.GetAsync("/products?sort=colour")).AssertProblemAsync(HttpStatusCode.BadRequest, "unknown-sort");
        Assert.Contains("price-desc", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shoes")]
    [InlineData("%00")]
    [InlineData("🍵")]
    [InlineData("MUGS")]
    public async Task An_unknown_category_is_not_found(string category) =>
        await (await app.Anyone.GetAsync($"/products?category={category}")).AssertProblemAsync(HttpStatusCode.NotFound, "unknown-category");

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("101")]
    [InlineData("1000000000")]
    public async Task A_page_has_one_to_a_hundred_products(string limit) => await (await app.Anyone.GetAsync($"/products?limit={limit}")).AssertInvalidAsync("limit");

    [Theory]
    [InlineData("limit=many")]
    [InlineData("limit=99999999999999999999")]
    [InlineData("onSale=perhaps")]
    public async Task A_parameter_of_the_wrong_kind_is_refused(string query) =>
        await (await app.Anyone.GetAsync($"/products?{query}")).AssertProblemAsync(HttpStatusCode.BadRequest, "unreadable-request");
}
