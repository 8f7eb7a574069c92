using System.Net;

namespace Avanii.Web.Tests.Security;

/// <summary>Forms of other sites, at every address that takes a form.</summary>
public sealed class EveryFormTests : IClassFixture<ShopApp>
{
    private readonly ShopApp _app;

    public EveryFormTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    [Fact]
    public async Task What_another_site_posts_is_refused_by_every_form()
    {
        var forms = EveryEndpoint.Forms(_app);
        Assert.Contains("/cart/items", forms);
        Assert.Contains("/checkout", forms);
        Assert.Superset(new HashSet<string> { "/wishlist/items", "/wishlist/share", "/wishlist/withdraw", "/back-in-stock/ask" }, forms.ToHashSet());
        Assert.Superset(new HashSet<string>
        {
            $"/reviews/{StubGateway.OrderId}", $"/reviews/{StubGateway.OrderId}/publish", "/synonyms/add", $"/synonyms/{StubGateway.OrderId}", $"/synonyms/{StubGateway.OrderId}/delete", "/addresses",
        }, forms.ToHashSet());
        foreach (var form in forms)
        {
            foreach (var (site, origin) in (ValueTuple<string?, string?>[])[("cross-site", "https://elsewhere.example"), ("same-site", null), (null, "null"), (null, null)])
            {
                using var browser = _app.Open();
                await browser.AddToCartAsync();
                _app.Gateway.Forget();
                browser.FetchSite = site;
                var page = await browser.PostAsync(form, Browser.Fields(("sku", "MUG-SEA"), ("quantity", "3"), ("_handler", "checkout"), ("__RequestVerificationToken", "CfDJ8made-up")), origin);
                Assert.True(page.Status is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest, $"{form} from {site ?? origin ?? "nowhere"}: {page.Status}");
                Assert.False(page.SetsCookies, $"{form} sets a cookie");
                Assert.All(_app.Gateway.Calls, call => Assert.Equal("GET", call.Method));
            }
        }
    }

    [Fact]
    public async Task A_token_of_another_browser_is_no_token()
    {
        using var attacker = _app.Open();
        await attacker.AddToCartAsync();
        var theirs = (await attacker.GetAsync("/checkout")).Form("checkout")["__RequestVerificationToken"];
        using var victim = _app.Open();
        await victim.AddToCartAsync();
        await victim.GetAsync("/checkout"); // has a cookie of its own to go with a token
        _app.Gateway.Forget();
        foreach (var form in EveryEndpoint.Forms(_app).Where(form => form is not ("/cart/items" or "/language" or "/wishlist/items" or "/back-in-stock/ask" or "/p/mug/reviews/report"))) // which have none
        {
            var page = await victim.PostAsync(form, Browser.Fields(("sku", "MUG-SEA"), ("__RequestVerificationToken", theirs)));
            Assert.True(page.Status is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden, $"{form}: {page.Status}");
            Assert.All(_app.Gateway.Calls, call => Assert.Equal("GET", call.Method));
        }
    }
}
