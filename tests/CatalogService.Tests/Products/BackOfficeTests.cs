using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Avanii.Catalog.Contracts;
using Avanii.ServiceDefaults;
using Avanii.Testing;
using Avanii.Web.Contracts;

namespace Avanii.Catalog.Tests.Products;

public sealed class BackOfficeTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Theory]
    [InlineData("POST", "/products")]
    [InlineData("POST", "/products/some/retire")]
    [InlineData("PUT", "/products/some/slug")]
    [InlineData("PUT", "/variants/SOME/price")]
    [InlineData("POST", "/stock/SOME/receipts")]
    [InlineData("POST", "/images")]
    public async Task Only_staff_and_owner_may_change_the_catalogue(string method, string path)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync("nonsense"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(app.Tokens.Create("staff:1", Roles.Staff, expiresIn: TimeSpan.FromMinutes(-1))));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(app.Tokens.Create("staff:1", Roles.Staff, audience: "somebody-else")));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(TestTokens.ForgedBy("staff:1", Roles.Staff)));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(TestTokens.WithoutSignature("staff:1", Roles.Staff)));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(app.Tokens.Guest("1")));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(app.Tokens.Create("shopper:1", Roles.Shopper)));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(app.Tokens.Staff(StaffAreas.Orders, StaffAreas.Customers, StaffAreas.Settings)));
        Assert.NotInRange((int)await SendAsync(app.Tokens.Staff(StaffAreas.Catalogue)), 401, 403);
        Assert.NotInRange((int)await SendAsync(app.Tokens.Create("owner:1", Roles.Owner)), 401, 403);

        async Task<HttpStatusCode> SendAsync(string? token)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = JsonContent.Create(new { }) };
            request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
            using var response = await app.Anyone.SendAsync(request);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task A_new_product_is_on_sale_and_announced_with_its_variants()
    {
        using var response = await app.Staff.PostAsJsonAsync("/products", NewProduct("new-one") with { Name = "  Crème brûlée 🍮 set  " });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("/products/new-one", response.Headers.Location?.ToString());
        Assert.Equal("Crème brûlée 🍮 set", (await app.Anyone.GetFromJsonAsync<ProductDetails>("/products/new-one"))!.Name);
        var announced = await Eventually.GetAsync(() => Task.FromResult(app.Published<ProductChanged>().SingleOrDefault(p => p.Slug == "new-one")), p => p is not null);
        Assert.Equal(["NEW-ONE-A", "NEW-ONE-B"], announced!.Variants.Select(v => v.Sku));
        Assert.Equal((1L, 12.50m, 0.10m, Availability.SoldOut), (announced.Version, announced.Variants[1].Price, announced.Variants[1].VatRate, announced.Variants[1].Availability));
    }

    [Fact]
    public async Task An_address_and_a_sku_are_given_once()
    {
        (await app.Staff.PostAsJsonAsync("/products", NewProduct("unique"))).EnsureSuccessStatusCode();

        await (await app.Staff.PostAsJsonAsync("/products", NewProduct("unique"))).AssertProblemAsync(HttpStatusCode.Conflict, "slug-taken");
        await (await app.Staff.PostAsJsonAsync("/products", NewProduct("unique-2") with { Variants = NewProduct("unique").Variants }))
            .AssertProblemAsync(HttpStatusCode.Conflict, "sku-taken");
        await (await app.Anyone.GetAsync("/products/unique-2")).AssertProblemAsync(HttpStatusCode.NotFound, "unknown-product");
    }

    [Fact]
    public async Task A_product_that_does_not_fit_together_is_refused()
    {
        var product = NewProduct("wrong");
        var (a, b) = (product.Variants[0], product.Variants[1]);
        foreach (var wrong in new[]
        {
            product with { Variants = [a, b with { OptionValues = [] }] },
            product with { Variants = [a, b with { OptionValues = a.OptionValues }] },
            product with { Variants = [a, b with { Sku = a.Sku }] },
            product with { Variants = [a with { Price = 0 }] },
            product with { Variants = [a with { Price = -1 }] },
            product with { Variants = [a with { Price = 0.001m }] },
            product with { Variants = [a with { Price = 1e20m }] },
            product with { Variants = [a with { CompareAtPrice = a.Price }] },
            product with { Variants = [a with { ImageHash = new string('0', 64) }] },
            product with { Images = [new(new string('0', 64), "Not uploaded")] },
        })
        {
            await (await app.Staff.PostAsJsonAsync("/products", wrong)).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "inconsistent-product");
        }
        await (await app.Staff.PostAsJsonAsync("/products", product with { Category = "shoes" })).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "unknown-category");
    }

    [Fact]
    public async Task A_field_that_breaks_its_rule_is_named()
    {
        var product = NewProduct("wrong");
        var variant = product.Variants[0];
        foreach (var (field, wrong) in new (string, CreateProductRequest)[]
        {
            ("slug", product with { Slug = "Not a slug" }),
            ("slug", product with { Slug = new string('x', 10_000) }),
            ("name", product with { Name = new string('x', 10_000) }),
            ("name", product with { Name = "" }),
            ("brand", product with { Brand = "" }),
            ("description", product with { Description = new string('x', 10_001) }),
            ("details", product with { Details = [.. Enumerable.Repeat("x", 31)] }),
            ("variants", product with { Variants = [] }),
            ("variants", product with { Variants = [.. Enumerable.Repeat(variant, 101)] }),
            ("sku", product with { Variants = [variant with { Sku = "lower case" }] }),
            ("onHand", product with { Variants = [variant with { OnHand = -1 }] }),
            ("onHand", product with { Variants = [variant with { OnHand = 1_000_000_000 }] }),
            ("hash", product with { Images = [new("../../etc", "")] }),
        })
        {
            await (await app.Staff.PostAsJsonAsync("/products", wrong)).AssertInvalidAsync(field);
        }
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"price\": \"much\"}")]
    [InlineData("{\"price\": 1e999}")]
    [InlineData("{\"price\": 5, \"colour\": \"red\"}")]
    public async Task A_body_that_cannot_be_read_is_refused(string json) =>
        await (await app.Staff.PutAsync("/variants/SOME/price", new StringContent(json, Encoding.UTF8, "application/json")))
            .AssertProblemAsync(HttpStatusCode.BadRequest, "unreadable-request");

    [Fact]
    public async Task A_text_with_a_null_character_is_refused() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Staff.PostAsJsonAsync("/products", NewProduct("nul") with { Name = "a\0b" })).StatusCode);

    [Fact]
    public async Task A_body_of_50_megabytes_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/products") { Content = new ByteArrayContent(new byte[50 * 1024 * 1024]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.ExpectContinue = true; // the refusal then comes before the body and not in the middle of it
        await (await app.Staff.SendAsync(request)).AssertProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task A_price_is_changed_in_lists_and_announced_once()
    {
        await app.GivenProductAsync("repriced", sku: "REPRICED", price: 10, colours: ["Sand", "Ink"]);

        for (var i = 0; i < 2; i++) // the second time it is that price already
        {
            Assert.Equal(HttpStatusCode.NoContent, (await app.Staff.PutAsJsonAsync("/variants/REPRICED-INK/price", new ChangePriceRequest(7.5m, 10))).StatusCode);
        }
        Assert.Equal(HttpStatusCode.NoContent, (await app.Staff.PutAsJsonAsync("/variants/REPRICED-SAND/price", new ChangePriceRequest(8, null))).StatusCode);

        var tile = (await app.Anyone.GetPageAsync("?q=REPRICED-INK")).Items.Single();
        Assert.Equal((7.5m, 10m, true), (tile.Price, tile.CompareAtPrice!.Value, tile.PriceVaries));
        var announced = await Eventually.GetAsync(() => Task.FromResult(app.Published<ProductChanged>().Where(p => p.Slug == "repriced").ToList()), p => p.Count == 2);
        Assert.Equal([2L, 3L], announced.Select(p => p.Version)); // in the order in which they happened
        Assert.Equal([8m, 7.5m], announced[1].Variants.Select(v => v.Price));
        Assert.All(announced[1].Variants, v => Assert.Equal(3, v.Version));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(-1, null)]
    [InlineData(0.005, null)]
    [InlineData(1e9, null)]
    [InlineData(10, 10.0)]
    [InlineData(10, 9.0)]
    public async Task A_wrong_price_is_refused(double price, double? compareAtPrice) =>
        await (await app.Staff.PutAsJsonAsync("/variants/ANY/price", new { price, compareAtPrice })).AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "bad-price");

    [Theory]
    [InlineData("UNKNOWN")]
    [InlineData("🍵")]
    public async Task The_price_of_an_unknown_sku_is_not_found(string sku) =>
        await (await app.Staff.PutAsJsonAsync($"/variants/{sku}/price", new ChangePriceRequest(1, null))).AssertProblemAsync(HttpStatusCode.NotFound, "unknown-sku");

    [Fact]
    public async Task Prices_of_two_variants_changed_at_once_both_count()
    {
        var colours = Enumerable.Range(1, 8).Select(i => $"C{i}").ToArray();
        await app.GivenProductAsync("raced", sku: "RACED", price: 10, colours: colours);

        var answers = await Task.WhenAll(colours.Select((c, i) => app.Staff.PutAsJsonAsync($"/variants/RACED-{c}/price", new ChangePriceRequest(20 + i, null))));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.NoContent, a.StatusCode));
        var tile = (await app.Anyone.GetPageAsync("?q=RACED-C1")).Items.Single();
        Assert.Equal((20m, true), (tile.Price, tile.PriceVaries));
        Assert.Equal(Enumerable.Range(20, 8).Select(i => (decimal)i), (await app.Anyone.GetFromJsonAsync<ProductDetails>("/products/raced"))!.Variants.Select(v => v.Price));
    }

    [Fact]
    public async Task A_product_is_retired_and_announced_once()
    {
        await app.GivenProductAsync("to-retire", sku: "TO-RETIRE");

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(HttpStatusCode.NoContent, (await app.Staff.PostAsync("/products/to-retire/retire", null)).StatusCode);
        }

        Assert.True((await app.Anyone.GetFromJsonAsync<ProductDetails>("/products/to-retire"))!.Retired);
        var announced = await Eventually.GetAsync(() => Task.FromResult(app.Published<ProductRetired>().Where(p => p.Slug == "to-retire").ToList()), p => p.Count > 0);
        Assert.Equal(["TO-RETIRE"], announced.Single().Skus);
        await (await app.Staff.PostAsync("/products/never-was/retire", null)).AssertProblemAsync(HttpStatusCode.NotFound, "unknown-product");
    }

    private static CreateProductRequest NewProduct(string slug) => new(
        slug, "Tea", "Nordhof", "Leaves.\n\nAnd water.", ["100 g"], "mugs", VatClass.Reduced, ["Size"],
        [
            new($"{slug.ToUpperInvariant()}-A", ["Small"], 7.90m, null, 10, null),
            new($"{slug.ToUpperInvariant()}-B", ["Large"], 12.50m, 15m, 0, null),
        ],
        []);
}
