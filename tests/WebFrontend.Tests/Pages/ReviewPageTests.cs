using System.Net;
using Avanii.Catalog.Contracts;
using Avanii.Web.Tests.Accounts;

namespace Avanii.Web.Tests.Pages;

/// <summary>What is said of the mug, and the page to say something.</summary>
public sealed class ReviewPageTests : IClassFixture<ShopApp>
{
    private readonly ShopApp _app;

    public ReviewPageTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
        foreach (var slug in new[] { "mug", "beaker" }) // an address that it had
        {
            _app.Gateway.On("GET", $"/api/catalog/products/{slug}", () => StubGateway.Mug());
            _app.Gateway.On("GET", $"/api/catalog/products/{slug}/reviews", () => StubGateway.Reviews);
            _app.Gateway.On("GET", $"/api/catalog/products/{slug}/reviews/mine", () => new MyReview(true, null, null));
            _app.Gateway.On("PUT", $"/api/catalog/products/{slug}/reviews/mine",
                () => new OwnReview(StubGateway.ReviewId, 4, "Warm", "For hours.", "Mia", DateTimeOffset.UnixEpoch, ReviewState.Pending, null, null, null));
        }
    }

    [Theory]
    [InlineData("/p/beaker/reviews?sort=highest&cursor=a%2Bb&done=reported", "/p/mug/reviews?sort=highest&cursor=a%2Bb&done=reported")]
    [InlineData("/p/beaker/review?done=removed", "/p/mug/review?done=removed")]
    [InlineData("/p/beaker/review", "/p/mug/review")]
    public async Task An_address_that_the_product_had_leads_to_the_one_that_it_has(string path, string present)
    {
        using var browser = await _app.OpenAsync(await _app.GivenAccountAsync());
        var page = await browser.GetAsync(path);
        Assert.Equal((HttpStatusCode.MovedPermanently, present), (page.Status, page.Location));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(present)).Status);
    }

    [Fact]
    public async Task What_was_typed_before_the_product_moved_is_saved()
    {
        using var browser = await _app.OpenAsync(await _app.GivenAccountAsync());
        var fields = (await browser.GetAsync("/p/mug/review")).Form("entry-form");
        (fields["Form.Rating"], fields["Form.Title"], fields["Form.Text"], fields["Form.Name"]) = ("4", "Warm", "For hours.", "Mia");
        var saved = await browser.PostAsync("/p/beaker/review", fields);
        Assert.Equal((HttpStatusCode.Found, "/p/mug/review?done=saved"), (saved.Status, saved.Location));
        Assert.Contains("For hours.", Assert.Single(_app.Gateway.Calls, call => call.Method == "PUT").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_product_of_which_the_catalogue_knows_nothing_any_more_is_not_found_and_the_catalogue_is_not_said_to_be_away()
    {
        _app.Gateway.Refuse("GET", "/api/catalog/products/mug/reviews/mine", 404, "unknown-product");
        using var browser = await _app.OpenAsync(await _app.GivenAccountAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/p/mug/review")).Status);
    }
}
