using Avanii.Orders.Contracts;
using Avanii.ServiceDefaults;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Avanii.Web.Tests.Accounts;

public sealed class ClaimOrdersTests : IClassFixture<ShopApp>
{
    private readonly ShopApp _app;

    public ClaimOrdersTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
        _app.Gateway.On("GET", "/api/orders/claimable", () => new GuestOrders(2));
        _app.Gateway.On("POST", "/api/orders/claim", () => new GuestOrders(2));
    }

    [Fact]
    public async Task Orders_of_a_guest_with_the_accounts_address_are_offered_and_claimed_by_a_button()
    {
        var account = await _app.GivenAccountAsync();
        using var browser = await _app.OpenAsync(account);
        var page = await browser.GetAsync("/orders");
        Assert.Contains($"You have 2 orders placed as a guest with this address: {account.Email}", page.Text, StringComparison.Ordinal);

        Assert.Equal("/orders", (await browser.PostAsync("/orders/claim", page.Form("/orders/claim"))).Location);
        foreach (var call in _app.Gateway.Calls.Where(call => call.Path.StartsWith("/api/orders/claim", StringComparison.Ordinal)))
        {
            var token = Token(call);
            Assert.Equal((account.Subject, account.Email), (token.Subject, token.GetClaim(JwtValidation.EmailClaim).Value));
        }
        Assert.Contains(_app.Gateway.Calls, call => call.Address == "POST /api/orders/claim");
        // The address goes nowhere else.
        Assert.All(_app.Gateway.Calls.Where(call => !call.Path.StartsWith("/api/orders/claim", StringComparison.Ordinal) && call.Headers.ContainsKey("Authorization")),
            call => Assert.DoesNotContain(Token(call).Claims, claim => claim.Type == JwtValidation.EmailClaim));
    }

    [Fact]
    public async Task Without_such_orders_or_without_an_answer_there_is_no_offer()
    {
        using var browser = await _app.OpenAsync(await _app.GivenAccountAsync());
        _app.Gateway.On("GET", "/api/orders/claimable", () => new GuestOrders(0));
        Assert.DoesNotContain("as a guest", (await browser.GetAsync("/orders")).Text, StringComparison.Ordinal);
        _app.Gateway.Refuse("GET", "/api/orders/claimable", 503, "away");
        var page = await browser.GetAsync("/orders");
        Assert.DoesNotContain("as a guest", page.Text, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.OK, page.Status);
    }

    [Fact]
    public async Task A_guest_is_offered_nothing_and_claims_nothing()
    {
        using var browser = _app.Open();
        await browser.AddToCartAsync();
        var cart = await browser.GetAsync("/cart");
        Assert.DoesNotContain("as a guest", (await browser.GetAsync("/orders")).Text, StringComparison.Ordinal);
        Assert.StartsWith("/account/sign-in", (await browser.PostAsync("/orders/claim", cart.Form("/cart/remove"))).Location, StringComparison.Ordinal);
        Assert.DoesNotContain(_app.Gateway.Calls, call => call.Path.StartsWith("/api/orders/claim", StringComparison.Ordinal));
    }

    private static JsonWebToken Token(StubGateway.Call call) => new(call.Headers["Authorization"]["Bearer ".Length..]);
}
