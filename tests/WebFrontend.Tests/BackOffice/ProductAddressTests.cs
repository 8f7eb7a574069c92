using System.Net;
using Avanii.Web.BackOffice;
using Avanii.Web.Contracts;
using Avanii.Web.Tests.Accounts;

namespace Avanii.Web.Tests.BackOffice;

/// <summary>Staff give a product another address.</summary>
public sealed class ProductAddressTests : IClassFixture<AccountShop>
{
    private const string Change = "PUT /api/catalog/products/mug/slug";
    private readonly AccountShop _shop;

    public ProductAddressTests(AccountShop shop)
    {
        _shop = shop;
        _shop.Gateway.Reset();
        _shop.Gateway.On("PUT", "/api/catalog/products/mug/slug", () => new { });
        _shop.Gateway.On("GET", "/api/catalog/products/mug", () => StubGateway.Mug() with { Version = 7 });
        _shop.Gateway.On("GET", "/api/catalog/products/old-mug", () => StubGateway.Mug() with { Version = 7 }); // an address that the mug had
    }

    [Theory]
    [InlineData("mug")]
    [InlineData(" /p/mug ")]
    [InlineData("https://shop.example/p/mug?sku=MUG-SEA#reviews")]
    [InlineData("https://shop.example/p/mug/reviews")]
    [InlineData("old-mug")]
    public async Task However_it_is_named_the_product_moves_from_where_it_is_now(string typed)
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        Assert.Contains("old links and search engines are led to the new address", (await sam.Browser.GetAsync("/addresses")).Text, StringComparison.Ordinal);
        var moved = await sam.SubmitAsync("/addresses", "account-form", ("Form.From", typed), ("Form.To", " sea-mug "));
        Assert.Equal("/addresses?done=moved&slug=sea-mug", moved.Location);
        Assert.Equal("""{"slug":"sea-mug"}""", _shop.Gateway.Only(Change).Body);
        Assert.Equal("\"7\"", _shop.Gateway.Only(Change).Headers["If-Match"]); // as it was looked at
        Assert.Equal((AuditActions.MovedProduct, "mug → sea-mug"), Assert.Single(await sam.DidInCatalogueAsync()));
        var page = await sam.Browser.GetAsync(moved.Location!);
        Assert.Contains("href=\"/p/sea-mug\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("Sam changed a product’s address mug → sea-mug", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "sea-mug", "Please enter the product’s address.", 422)]
    [InlineData("mug", "", "Please enter the new short name.", 422)]
    [InlineData("mug", "Sea Mug", "Please use lower-case letters", 422)]
    [InlineData("mug", "sea--mug", "Please use lower-case letters", 422)]
    [InlineData("mug", "../staff", "Please use lower-case letters", 422)]
    [InlineData("mug", "mug", "The product has this address already.", 422)]
    [InlineData("old-mug", "mug", "The product has this address already.", 422)]
    [InlineData("nowhere", "sea-mug", "No product has this address.", 404)]
    [InlineData("<b>", "sea-mug", "No product has this address.", 404)]
    public async Task What_cannot_be_is_said_beside_its_field_and_kept(string from, string to, string message, int status)
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        var page = await sam.SubmitAsync("/addresses", "account-form", ("Form.From", from), ("Form.To", to));
        Assert.Equal(status, (int)page.Status);
        Assert.Contains(message, page.Text, StringComparison.Ordinal);
        Assert.Equal((from, to), (page.Form("account-form")["Form.From"], page.Form("account-form")["Form.To"]));
        Assert.DoesNotContain(_shop.Gateway.Calls, call => call.Method != "GET");
        Assert.Empty(await sam.DidInCatalogueAsync());
    }

    [Theory]
    [InlineData(409, "slug-taken", HttpStatusCode.Conflict, "Another product has this address, or had it")]
    [InlineData(412, "changed-meanwhile", HttpStatusCode.Conflict, "A colleague has changed the product meanwhile")]
    [InlineData(503, "away", HttpStatusCode.ServiceUnavailable, "The catalogue does not answer just now.")]
    public async Task What_the_catalogue_refuses_is_said_and_not_written_down(int status, string problem, HttpStatusCode answer, string message)
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        _shop.Gateway.Refuse("PUT", "/api/catalog/products/mug/slug", status, problem);
        var page = await sam.SubmitAsync("/addresses", "account-form", ("Form.From", "mug"), ("Form.To", "cup"));
        Assert.Equal(answer, page.Status);
        Assert.Contains(message, page.Text, StringComparison.Ordinal);
        Assert.Equal("cup", page.Form("account-form")["Form.To"]);
        Assert.Empty(await sam.DidInCatalogueAsync());
    }

    [Fact]
    public async Task The_link_after_a_move_leads_only_to_a_product()
    {
        using var sam = await _shop.StaffAsync(StaffAreas.Catalogue);
        var page = await sam.Browser.GetAsync("/addresses?done=moved&slug=..%2Fstaff");
        Assert.DoesNotContain("../staff", page.Html, StringComparison.Ordinal);
    }
}
