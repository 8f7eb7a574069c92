using System.Net;
using System.Text.Json;
using Avanii.Cart.Contracts;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Avanii.Web.Tests.Accounts;

public sealed class GuestMergeTests : IClassFixture<ShopApp>
{
    private const string Merge = "/api/cart/merge";
    private readonly ShopApp _app;

    public GuestMergeTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
        _app.Gateway.On("POST", Merge, () => StubGateway.Cart(2));
    }

    [Fact]
    public async Task A_browser_that_signed_in_brings_its_guests_cart_once_and_is_that_guest_no_longer()
    {
        using var browser = _app.Open();
        await browser.AddToCartAsync();
        var guest = SubjectOf(Calls("POST /api/cart/items").Single());
        var account = await _app.GivenAccountAsync();
        await _app.SignInAsync(browser, account);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/cart")).Status);
        var call = Calls("POST " + Merge).Single();
        Assert.Equal(account.Subject, SubjectOf(call));
        var token = JsonSerializer.Deserialize<MergeGuestCartRequest>(call.Body, JsonSerializerOptions.Web)!.GuestToken;
        Assert.Equal((guest, Roles.Guest), await _app.Services.GetRequiredService<ShopperTokens>().ReadAsync(token, CancellationToken.None));
        Assert.StartsWith("guest:", guest, StringComparison.Ordinal);
        Assert.Equal(token, JsonSerializer.Deserialize<MergeGuestWishlistRequest>(Calls("POST /api/wishlist/merge").Single().Body, JsonSerializerOptions.Web)!.GuestToken);
        Assert.Null(browser.Cookie("avanii-guest"));

        await browser.GetAsync("/cart");
        Assert.Single(Calls("POST " + Merge));
    }

    [Fact]
    public async Task While_wishlists_are_away_the_browser_stays_that_guest_too()
    {
        using var browser = _app.Open();
        await browser.AddToCartAsync();
        await _app.SignInAsync(browser, await _app.GivenAccountAsync());
        _app.Gateway.Refuse("POST", "/api/wishlist/merge", 503, "away");
        await browser.GetAsync("/cart");
        Assert.NotNull(browser.Cookie("avanii-guest"));
        Assert.Single(Calls("POST /api/wishlist/merge"));
    }

    [Fact]
    public async Task While_carts_are_away_the_browser_stays_that_guest_too_and_the_cart_comes_later()
    {
        using var browser = _app.Open();
        await browser.AddToCartAsync();
        await _app.SignInAsync(browser, await _app.GivenAccountAsync());
        _app.Gateway.Refuse("POST", Merge, 503, "away");

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/cart")).Status);
        Assert.NotNull(browser.Cookie("avanii-guest"));
        _app.Gateway.On("POST", Merge, () => StubGateway.Cart(2));
        await browser.GetAsync("/");
        Assert.Single(Calls("POST " + Merge)); // not each page waits for it
        _app.Clock.Advance(TimeSpan.FromSeconds(30));
        await browser.GetAsync("/");
        Assert.Null(browser.Cookie("avanii-guest"));
    }

    [Fact]
    public async Task Whose_cart_cannot_be_merged_keeps_nobody_elses_from_it()
    {
        using var one = _app.Open();
        await one.AddToCartAsync();
        await _app.SignInAsync(one, await _app.GivenAccountAsync());
        using var other = _app.Open();
        await other.AddToCartAsync();
        await _app.SignInAsync(other, await _app.GivenAccountAsync());
        _app.Gateway.Refuse("POST", Merge, 409, "odd");
        await one.GetAsync("/");
        _app.Gateway.On("POST", Merge, () => StubGateway.Cart(2));
        await other.GetAsync("/");
        Assert.NotNull(one.Cookie("avanii-guest"));
        Assert.Null(other.Cookie("avanii-guest"));
    }

    [Fact]
    public async Task Nobody_else_merges_anything()
    {
        using var guest = _app.Open();
        await guest.AddToCartAsync();
        await guest.GetAsync("/cart");
        using var account = await _app.OpenAsync(await _app.GivenAccountAsync());
        await account.GetAsync("/cart");
        Assert.Empty(Calls("POST " + Merge));
    }

    [Theory]
    [InlineData(MergeCutReason.QuantityLimit, "99 instead of 110, because we sell at most 99")]
    [InlineData(MergeCutReason.CartFull, "left out, because a cart holds 100 different things")]
    [InlineData(MergeCutReason.SoldOut, "99 instead of 110, because it is sold out")]
    [InlineData(MergeCutReason.Retired, "99 instead of 110, because we no longer sell it")]
    public async Task What_did_not_fit_is_said_on_the_cart_page(MergeCutReason reason, string text)
    {
        _app.Gateway.On("GET", "/api/cart", () => StubGateway.Cart(2) with { Cuts = [new("MUG-SEA", "Mug <b>“Sea”</b>", 110, 99, reason)] });
        using var browser = await _app.OpenAsync(await _app.GivenAccountAsync());
        var page = await browser.GetAsync("/cart");
        Assert.Contains("Mug <b>“Sea”</b>: " + text, page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("order-undecided", "still being decided")]
    [InlineData("already-ordered", "ordered just before you signed in")]
    public async Task An_order_of_the_guest_that_one_was_leads_back_to_the_cart_which_says_so(string problem, string text)
    {
        _app.Gateway.Refuse("POST", "/api/orders", 409, problem); // without an order's id
        using var browser = await _app.OpenAsync(await _app.GivenAccountAsync());
        var form = (await browser.GetAsync("/checkout")).Form("checkout");
        foreach (var (name, value) in new[] { ("Email", "mia@example.com"), ("Name", "Mia"), ("Street", "Weg 1"), ("PostalCode", "20457"), ("City", "Hamburg"), ("Country", "DE"), ("PaymentMethod", "OnDelivery") })
        {
            form["Form." + name] = value;
        }
        var answer = await browser.PostAsync("/checkout", form);
        Assert.Equal($"/cart?problem={problem}", new Uri(new Uri("http://shop"), answer.Location ?? answer.Text).PathAndQuery);
        Assert.Contains(text, (await browser.GetAsync(answer.Location!)).Text, StringComparison.Ordinal);
    }

    private IEnumerable<StubGateway.Call> Calls(string address) => _app.Gateway.Calls.Where(call => call.Address == address);

    private static string SubjectOf(StubGateway.Call call) => new JsonWebToken(call.Headers["Authorization"]["Bearer ".Length..]).Subject;
}
