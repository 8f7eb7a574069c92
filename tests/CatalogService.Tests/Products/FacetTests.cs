using System.Net;
using System.Net.Http.Json;
using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Tests.Products;

public sealed class FacetTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    private static readonly string[] ColourAndSize = ["Colour", "Size"];

    [Fact]
    public async Task Colour_and_size_are_true_for_one_and_the_same_variant_which_is_in_stock_reduced_and_in_the_price_range()
    {
        var shelf = new Shelf(app, "Samesame");
        await shelf.AddAsync("ss-shirt", ColourAndSize, [(["Red", "S"], 10, 5, 15), (["Blue", "M"], 20, 5, null), (["Red", "L"], 30, 0, null)]);

        foreach (var (query, found) in new[]
        {
            ("colour=Red&size=S", true), ("colour=red&size=s", true), ("colour=Red&size=M", false), ("colour=Red&colour=Blue&size=M", true), ("option.Colour=Red&size=S", true),
            ("colour=Red&size=L", true), ("colour=Red&size=L&inStock=true", false), ("colour=Red&inStock=true", true),
            ("colour=Blue&onSale=true", false), ("size=S&onSale=true", true),
            ("minPrice=20", true), ("size=S&minPrice=20", false), ("size=M&minPrice=20&maxPrice=20", true), ("size=M&maxPrice=19.99", false), ("minPrice=11&maxPrice=19", false),
        })
        {
            var (slugs, page) = await shelf.ListAsync(query);
            Assert.True(slugs.Length == (found ? 1 : 0) && page.Total == slugs.Length, query);
        }
    }

    [Fact]
    public async Task Who_chose_a_colour_is_led_to_a_variant_of_it_that_can_be_had()
    {
        var shelf = new Shelf(app, "Fitting");
        await shelf.AddAsync("fi-shirt", ColourAndSize, [(["Red", "S"], 10, 5, null), (["Blue", "S"], 20, 0, null), (["Blue", "M"], 20, 5, null)]);

        Assert.Equal("FI-SHIRT-2", Assert.Single((await shelf.ListAsync("colour=blue")).Page.Items).Variant);
        Assert.Equal("FI-SHIRT-1", Assert.Single((await shelf.ListAsync("colour=Blue&size=S")).Page.Items).Variant);
        Assert.Null(Assert.Single((await shelf.ListAsync("minPrice=20")).Page.Items).Variant);
    }

    [Theory]
    [InlineData("colour=Ink&maxPrice=20", "FR-SHIRT-1")]
    [InlineData("colour=Ink&onSale=true", "FR-SHIRT-2")]
    [InlineData("colour=Ink&minPrice=40", "FR-SHIRT-4")]
    [InlineData("colour=Ink&minPrice=40&maxPrice=55", "FR-SHIRT-3")] // sold out, but what was asked for
    [InlineData("colour=Ink&size=L&minPrice=30&inStock=true", "FR-SHIRT-4")]
    [InlineData("colour=Sand", "FR-SHIRT-5")] // written with spaces around
    public async Task Who_narrowed_a_list_is_led_to_a_variant_of_which_all_that_holds(string query, string variant)
    {
        var shelf = new Shelf(app, "Narrowed");
        if ((await shelf.ListAsync()).Slugs.Length == 0)
        {
            await shelf.AddAsync("fr-shirt", [" Colour", "Size"],
            [
                (["Ink", "S"], 30, 9, null), (["Ink", "M"], 19, 3, null), (["Ink", "L"], 25, 3, 35), (["Ink", "L"], 50, 0, null), (["Ink", "L"], 60, 3, null), ([" Sand ", "S"], 30, 9, null),
            ]);
            await shelf.AddAsync("fr-odd", ["Colour", "Size"], [(["Pine"], 30, 9, null)]); // fewer values than options
        }
        Assert.Equal(variant, Assert.Single((await shelf.ListAsync(query)).Page.Items).Variant);
        Assert.Empty((await shelf.ListAsync("size=XS")).Slugs);
        Assert.Empty((await shelf.ListAsync("colour=Pine&size=S")).Slugs);
    }

    [Fact]
    public async Task A_count_follows_what_is_chosen_in_other_facets_and_not_in_its_own()
    {
        var shelf = new Shelf(app, "Countwise");
        await shelf.AddAsync("cw-1", ColourAndSize, [(["Red", "S"], 10, 5, null), (["Red", "M"], 10, 5, null), (["Blue", "S"], 10, 0, null)]);
        await shelf.AddAsync("cw-2", ColourAndSize, [(["Red", "M"], 50, 5, 60)]);
        await shelf.AddAsync("cw-3", ColourAndSize, [(["Green", "XL"], 90, 5, null)], brand1: "Other Co");
        await shelf.AddAsync("cw-4", ["Scent"], [(["Cedar"], 5, 5, null)], brand1: "Other Co");

        var (_, all) = await shelf.ListAsync();
        Assert.Equal("Red:2 Blue:1 Green:1", Shelf.Show(all, "colour"));
        Assert.Equal("S:1 M:2 XL:1", Shelf.Show(all, "size"));
        Assert.Equal("Cedar:1", Shelf.Show(all, "option.scent"));
        Assert.Equal("Countwise:2 Other Co:2", Shelf.Show(all.Facets!.Brands));
        Assert.Equal((4, 1, 5m, 90m), (all.Facets.InStock.Count, all.Facets.OnSale.Count, all.Facets.Price.Lowest!.Value, all.Facets.Price.Highest!.Value));

        var (slugs, red) = await shelf.ListAsync("colour=Red");
        Assert.Equal(["cw-1", "cw-2"], slugs);
        Assert.Equal("Red:2! Blue:1 Green:1", Shelf.Show(red, "colour"));
        Assert.Equal("S:1 M:2", Shelf.Show(red, "size"));
        Assert.Equal("Countwise:2", Shelf.Show(red.Facets!.Brands));
        Assert.Equal((10m, 50m), (red.Facets.Price.Lowest!.Value, red.Facets.Price.Highest!.Value));

        var (_, mediumOther) = await shelf.ListAsync("size=M&brand=Other+Co&inStock=true");
        Assert.Empty(mediumOther.Items);
        Assert.Equal("Countwise:2 Other Co:0!", Shelf.Show(mediumOther.Facets!.Brands));
        Assert.Equal("M:0! XL:1", Shelf.Show(mediumOther, "size"));
        Assert.Equal((0, true), (mediumOther.Facets.InStock.Count, mediumOther.Facets.InStock.Chosen));
        Assert.Null((await app.Anyone.GetPageAsync("?limit=1")).Facets);
    }

    [Fact]
    public async Task Categories_are_counted_below_the_one_that_is_listed_and_in_two_levels_for_a_search()
    {
        var shelf = new Shelf(app, "Treewise");
        await shelf.AddAsync("tw-1", category: "mugs");
        await shelf.AddAsync("tw-2", category: "mugs", brand1: "Else");
        await shelf.AddAsync("tw-3", category: "bowls");
        await shelf.AddAsync("tw-4", category: "hats");

        Assert.Equal("kitchen 3 (bowls 1 (), mugs 2 ()), clothing 1 (hats 1 ())", Show((await shelf.ListAsync()).Page.Facets!.Categories.OrderByDescending(c => c.Count)));
        Assert.Equal("bowls 1 (), mugs 2 ()", Show((await shelf.ListAsync("category=kitchen")).Page.Facets!.Categories));
        Assert.Equal("mugs 1 ()", Show((await shelf.ListAsync("category=kitchen&brand=Else")).Page.Facets!.Categories));
        Assert.Equal("", Show((await shelf.ListAsync("category=mugs")).Page.Facets!.Categories));

        static string Show(IEnumerable<CategoryFacet> categories) => string.Join(", ", categories.Select(c => $"{c.Slug} {c.Count} ({Show(c.Children)})"));
    }

    [Fact]
    public async Task Price_brackets_part_the_list_and_hold_what_they_say()
    {
        var shelf = new Shelf(app, "Bracketed");
        for (var i = 1; i <= 40; i++)
        {
            await shelf.AddAsync($"br-{i:D2}", ["Size"], [(["S"], i * 2.5m, 5, null), (["M"], i * 2.5m + (i == 20 ? 49.99m : 0), 5, null)]);
        }

        var price = (await shelf.ListAsync("minPrice=10&maxPrice=20")).Page.Facets!.Price; // its own choice does not narrow it

        Assert.Equal((2.5m, 100m, 10m, 20m), (price.Lowest, price.Highest, price.ChosenMin, price.ChosenMax));
        Assert.InRange(price.Brackets.Count, 4, 6);
        Assert.Equal(41, price.Brackets.Sum(b => b.Count)); // one product is in two of them
        foreach (var (bracket, next) in price.Brackets.Zip(price.Brackets.Skip(1)))
        {
            Assert.Equal(next.Min, bracket.Max + 0.01m);
        }
        foreach (var bracket in price.Brackets)
        {
            Assert.InRange(bracket.Count, 4, 12);
            var (slugs, page) = await shelf.ListAsync($"minPrice={bracket.Min}&maxPrice={bracket.Max}");
            Assert.Equal(bracket.Count, slugs.Length);
            Assert.Equal(bracket with { Chosen = true }, page.Facets!.Price.Brackets.Single(b => b.Chosen));
        }
    }

    [Theory]
    [InlineData("minPrice=30&maxPrice=10", "10", "30", 1)] // upside down
    [InlineData("minPrice=-5&maxPrice=20", "0", "20", 1)]
    [InlineData("minPrice=-5&maxPrice=-9", "0", "0", 0)]
    [InlineData("maxPrice=99999999999999999999999999999999999999999", null, "99999.99", 1)]
    [InlineData("minPrice=99999999999999999999999999999999999999999", "99999.99", null, 0)]
    [InlineData("minPrice=20.001&maxPrice=%2020.00%20", "20", "20", 1)]
    [InlineData("minPrice=&maxPrice=", null, null, 1)]
    public async Task A_price_range_is_taken_as_it_was_meant(string query, string? min, string? max, int found)
    {
        var shelf = new Shelf(app, "Pricey");
        if ((await shelf.ListAsync()).Slugs.Length == 0)
        {
            await shelf.AddAsync("pr-1", price: 20);
        }
        var (slugs, page) = await shelf.ListAsync(query);

        Assert.Equal(found, slugs.Length);
        Assert.Equal((Amount(min), Amount(max)), (page.Facets!.Price.ChosenMin, page.Facets.Price.ChosenMax));

        static decimal? Amount(string? text) => text is null ? null : decimal.Parse(text);
    }

    [Theory]
    [InlineData("minPrice=cheap")]
    [InlineData("maxPrice=1,50")] // would be 150
    [InlineData("maxPrice=1e3")]
    [InlineData("maxPrice=NaN")]
    [InlineData("maxPrice=%00")]
    public async Task A_price_that_is_no_number_is_refused(string query) =>
        await (await app.Anyone.GetAsync($"/products?{query}")).AssertProblemAsync(HttpStatusCode.BadRequest, "bad-price");

    [Theory]
    [InlineData("0")]
    [InlineData("6")]
    [InlineData("-1")]
    public async Task Stars_are_one_to_five(string stars) => await (await app.Anyone.GetAsync($"/products?minRating={stars}")).AssertInvalidAsync("minRating");

    [Theory]
    [InlineData("inStock=perhaps")]
    [InlineData("minRating=many")]
    [InlineData("facets=7")]
    public async Task A_choice_of_the_wrong_kind_is_refused(string query) =>
        await (await app.Anyone.GetAsync($"/products?{query}")).AssertProblemAsync(HttpStatusCode.BadRequest, "unreadable-request");

    [Fact]
    public async Task An_unknown_value_finds_nothing_and_is_shown_as_chosen()
    {
        var shelf = new Shelf(app, "Unknowing");
        await shelf.AddAsync("un-1", ["Colour"], [(["Red"], 10, 5, null)]);

        foreach (var value in new[] { "No such", "🍵", "%", "' OR 1=1 --", "\0", new string('x', 1500) })
        {
            var text = Uri.EscapeDataString(value);
            var page = (await shelf.ListAsync($"colour={text}")).Page;
            Assert.Empty(page.Items);
            Assert.Equal(new FacetValue(value, 0, Chosen: true), page.Facets!.Options.Single().Values.Single(v => v.Chosen));
            Assert.Equal(["Red", value], page.Facets.Options.Single().Values.Select(v => v.Value));
            page = (await shelf.ListAsync($"brand={text}&option.{text}={text}")).Page;
            Assert.Empty(page.Items);
            Assert.Equal(new FacetValue(value, 0, Chosen: true), page.Facets!.Brands.Single(v => v.Chosen));
        }
        Assert.Single((await shelf.ListAsync("colour=%20red%20&brand=&brand=%20&size=&option.=x")).Slugs); // blanks are no choice
        Assert.Single((await shelf.ListAsync("colour=Nothing&colour=Red")).Slugs);
    }

    [Fact]
    public async Task Too_many_values_at_once_are_refused()
    {
        foreach (var query in new[] { Many("brand=b{0}", 31), Many("colour=c{0}", 31), Many("option.o{0}=x", 7) })
        {
            await (await app.Anyone.GetAsync($"/products?{query}")).AssertProblemAsync(HttpStatusCode.BadRequest, "too-many-values");
        }
        (await app.Anyone.GetAsync($"/products?{Many("brand=b{0}", 30)}&{Many("option.o{0}=x", 6)}")).EnsureSuccessStatusCode();

        static string Many(string pattern, int count) => string.Join('&', Enumerable.Range(0, count).Select(i => string.Format(null, pattern, i)));
    }

    [Fact]
    public async Task A_facet_shows_its_most_frequent_values_and_all_chosen_ones()
    {
        var shelf = new Shelf(app, "Manifold");
        await shelf.AddAsync("mf-1", ["Colour"], [.. Enumerable.Range(0, 60).Select(i => (new[] { $"Tone {i:D2}" }, 10m, 5, (decimal?)null))]);
        await shelf.AddAsync("mf-2", ["Colour"], [(["Tone 59"], 10, 5, null)]);

        var values = (await shelf.ListAsync("colour=Tone+58&colour=Beige")).Page.Facets!.Options.Single().Values;

        Assert.Equal(30, values.Count);
        Assert.Equal(("Tone 59", 2), (values[0].Value, values[0].Count));
        Assert.Equal(["Tone 58", "Beige"], values.Where(v => v.Chosen).Select(v => v.Value));
    }

    [Theory]
    [InlineData("Size", "size", "XXS S M L XL XXL 3XL")]
    [InlineData("Size", "size", "36 38 40 104")]
    [InlineData("Volume", "option.volume", "50ml 2cl 250ml 0.5l 750ml 1l 1.5l")]
    [InlineData("Width", "option.width", "9cm 10cm 21.5cm 1m")]
    public async Task Sizes_come_from_small_to_large(string option, string parameter, string inOrder)
    {
        var shelf = new Shelf(app, $"Ordered{inOrder.Length}");
        var values = inOrder.Split(' ');
        await shelf.AddAsync($"or-{inOrder.Length}", [option], [.. values.OrderByDescending(v => v, StringComparer.Ordinal).Select(v => (new[] { v }, 10m, 5, (decimal?)null))]);

        // Fifty millilitres are more than two centilitres.
        var expected = inOrder.StartsWith("50ml", StringComparison.Ordinal) ? ["2cl", "50ml", .. values[2..]] : values;
        Assert.Equal(expected, (await shelf.ListAsync()).Page.Facets!.Options.Single(o => o.Parameter == parameter).Values.Select(v => v.Value));
    }

    [Fact]
    public async Task Ratings_are_counted_from_so_many_stars_up()
    {
        var shelf = new Shelf(app, "Starry");
        foreach (var (slug, rating) in new (string, decimal?)[] { ("st-1", 5m), ("st-2", 4.00m), ("st-3", 3.99m), ("st-4", 1.2m), ("st-5", null) })
        {
            await shelf.AddAsync(slug, rating: rating, ratings: rating is null ? 0 : 3);
        }

        var (slugs, page) = await shelf.ListAsync("minRating=4");

        Assert.Equal(["st-1", "st-2"], slugs);
        Assert.Equal(["4:2 True", "3:3 False", "2:3 False", "1:4 False"], page.Facets!.Ratings.Select(r => $"{r.Stars}:{r.Count} {r.Chosen}"));
        Assert.Equal((5m, 3), (page.Items[0].Rating, page.Items[0].RatingCount));
    }

    [Fact]
    public async Task What_an_order_holds_is_gone_from_what_is_in_stock_at_once()
    {
        var shelf = new Shelf(app, "Dwindling");
        await shelf.AddAsync("dw-1", ["Size"], [(["S"], 10, 3, null), (["M"], 10, 5, null)]);
        Assert.Equal("S:1 M:1", Shelf.Show((await shelf.ListAsync("inStock=true")).Page, "size"));

        await app.DeliverAsync(new OrderPlaced(Guid.CreateVersion7(), [new("DW-1-0", 3, 10)]));

        Assert.Equal("M:1", Shelf.Show((await shelf.ListAsync("inStock=true")).Page, "size"));
        Assert.Empty((await shelf.ListAsync("inStock=true&size=S")).Slugs);
        using var receipt = new HttpRequestMessage(HttpMethod.Post, "/stock/DW-1-0/receipts") { Content = JsonContent.Create(new { quantity = 1 }) };
        receipt.Headers.Add("Idempotency-Key", "note");
        (await app.Staff.SendAsync(receipt)).EnsureSuccessStatusCode();
        Assert.Equal(["dw-1"], (await shelf.ListAsync("inStock=true&size=S")).Slugs);
    }

    [Fact]
    public async Task What_commits_after_a_later_change_was_listed_is_listed_all_the_same()
    {
        var shelf = new Shelf(app, "Latecomer");
        await shelf.AddAsync("lc-1", ["Size"], [(["S"], 10, 3, null)]);
        await shelf.AddAsync("lc-2", ["Size"], [(["S"], 10, 3, null)]);

        await app.QueryAsync(async slow =>
        {
            await using var transaction = await slow.Database.BeginTransactionAsync();
            await slow.Database.ExecuteSqlAsync($"UPDATE variants SET price = 70 WHERE sku = 'LC-1-0'");
            await app.QueryAsync(fast => fast.Database.ExecuteSqlAsync($"UPDATE variants SET price = 80 WHERE sku = 'LC-2-0'"));
            Assert.Equal(["lc-2"], (await shelf.ListAsync("minPrice=60")).Slugs);
            await transaction.CommitAsync();
            return 0;
        });

        Assert.Equal(["lc-1", "lc-2"], (await shelf.ListAsync("minPrice=60")).Slugs);
    }

    [Fact]
    public async Task Marks_from_before_a_restore_hide_no_change()
    {
        var shelf = new Shelf(app, "Restored");
        await shelf.AddAsync("re-1", price: 10);
        await app.QueryAsync(async db =>
        {
            // A dump is loaded into a new cluster, whose transactions are numbered anew.
            await db.Database.ExecuteSqlAsync($"""
                ALTER TABLE products DISABLE TRIGGER leave_change_mark;
                UPDATE products SET changed = '9000000000000' WHERE slug = 're-1';
                ALTER TABLE products ENABLE TRIGGER leave_change_mark;
                """);
            return 0;
        });
        Assert.Equal(["re-1"], (await shelf.ListAsync()).Slugs);

        (await app.Staff.PostAsync("/products/re-1/retire", null)).EnsureSuccessStatusCode();

        Assert.Empty((await shelf.ListAsync()).Slugs);
    }
}
