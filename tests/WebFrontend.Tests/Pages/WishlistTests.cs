using System.Net;
using System.Text.Json;
using Avanii.Cart.Contracts;
using Avanii.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Avanii.Web.Tests.Pages;

public sealed class WishlistTests : IClassFixture<ShopApp>
{
    private readonly ShopApp _app;

    public WishlistTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    [Fact]
    public async Task Who_only_looks_has_an_empty_list_and_nothing_is_asked_or_written()
    {
        using var browser = _app.Open();
        var page = await browser.GetAsync("/wishlist");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Nothing on it yet", page.Text, StringComparison.Ordinal);
        Assert.Contains("content=\"noindex\"", page.Html, StringComparison.Ordinal);
        Assert.False(page.SetsCookies);
        Assert.DoesNotContain(_app.Gateway.Calls, call => call.Path.StartsWith("/api/wishlist", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_first_heart_makes_a_guest_and_leads_back()
    {
        using var browser = _app.Open();
        var saved = await browser.PostAsync("/wishlist/items", Browser.Fields(("sku", "MUG-SEA"), ("returnTo", "/p/mug?variant=MUG-SEA")));
        Assert.Equal((HttpStatusCode.Found, "/p/mug?variant=MUG-SEA"), (saved.Status, saved.Location));
        Assert.NotNull(browser.Cookie("avanii-guest"));
        Assert.Single(_app.Gateway.Calls, call => call.Address == "PUT /api/wishlist/items/MUG-SEA");
        var removed = await browser.PostAsync("/wishlist/items", Browser.Fields(("sku", "MUG-SEA"), ("remove", "true"), ("returnTo", "/p/mug")));
        Assert.Equal("/p/mug", removed.Location);
        Assert.Single(_app.Gateway.Calls, call => call.Address == "DELETE /api/wishlist/items/MUG-SEA");
    }

    [Fact]
    public async Task Taking_off_makes_no_guest()
    {
        using var browser = _app.Open();
        var removed = await browser.PostAsync("/wishlist/items", Browser.Fields(("sku", "MUG-SEA"), ("remove", "true")));
        Assert.Equal(("/wishlist", false), (removed.Location, removed.SetsCookies));
        Assert.Empty(_app.Gateway.Calls);
    }

    [Theory]
    [InlineData("//elsewhere.example")]
    [InlineData("https://elsewhere.example/")]
    [InlineData("/\\elsewhere.example")]
    public async Task A_heart_leads_nowhere_else(string returnTo)
    {
        using var browser = _app.Open();
        Assert.Equal("/wishlist", (await browser.PostAsync("/wishlist/items", Browser.Fields(("sku", "MUG-SEA"), ("returnTo", returnTo)))).Location);
    }

    [Theory]
    [InlineData("wishlist-full", 409, "holds 200 things")]
    [InlineData("retired", 409, "no longer sell that, so it was not put on your wishlist")]
    [InlineData("unknown-sku", 404, "don’t know that item")]
    [InlineData("catalogue-away", 503, "could not reach your wishlist")]
    [InlineData("something-new", 409, "could not be done")]
    public async Task A_refused_wish_says_why(string problem, int status, string text)
    {
        _app.Gateway.Refuse("PUT", "/api/wishlist/items/MUG-SEA", status, problem);
        using var browser = _app.Open();
        var refused = await browser.PostAsync("/wishlist/items", Browser.Fields(("sku", "MUG-SEA"), ("returnTo", "/p/mug")));
        Assert.Contains(text, (await browser.GetAsync(refused.Location!)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_shows_what_can_be_bought_what_is_awaited_and_what_is_gone()
    {
        using var browser = await GuestAsync();
        var page = await browser.GetAsync("/wishlist");
        Assert.Contains("3 things you like", page.Text, StringComparison.Ordinal);
        Assert.Equal("MUG-SEA", page.Form("action=\"/cart/items\"")["sku"]); // and the only one
        Assert.Contains("href=\"/back-in-stock?slug=mug&amp;variant=MUG-SAND\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("No longer sold", page.Text, StringComparison.Ordinal);
        Assert.Equal(3, page.Html.Split("name=\"remove\"").Length - 1);
        Assert.True(page.Response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task A_list_is_shared_by_a_link_that_can_be_copied_and_taken_back()
    {
        using var browser = await GuestAsync();
        var form = (await browser.GetAsync("/wishlist")).Form("/wishlist/share");
        form["name"] = "Gifts";
        Assert.Equal("/wishlist", (await browser.PostAsync("/wishlist/share", form)).Location);
        Assert.Equal("Gifts", JsonSerializer.Deserialize<ShareWishlistRequest>(_app.Gateway.Calls.Single(c => c.Address == "POST /api/wishlist/share").Body, JsonSerializerOptions.Web)!.Name);

        _app.Gateway.On("GET", "/api/wishlist", () => StubGateway.Wishlist(StubGateway.ShareToken, "Gifts <b>"));
        var page = await browser.GetAsync("/wishlist");
        Assert.Contains("Shared as “Gifts <b>”", page.Text, StringComparison.Ordinal);
        Assert.Matches($"value=\"http://[^\"]+/wishlist/shared/{StubGateway.ShareToken}\"", page.Html);
        Assert.Equal("/wishlist", (await browser.PostAsync("/wishlist/withdraw", page.Form("/wishlist/withdraw"))).Location);
        Assert.Single(_app.Gateway.Calls, c => c.Address == "DELETE /api/wishlist/share");
    }

    [Fact]
    public async Task A_name_that_is_too_long_says_so()
    {
        using var browser = await GuestAsync();
        var form = (await browser.GetAsync("/wishlist")).Form("/wishlist/share");
        form["name"] = new string('x', 61);
        var refused = await browser.PostAsync("/wishlist/share", form);
        Assert.Contains("at most 60 characters", (await browser.GetAsync(refused.Location!)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_the_link_sees_the_list_and_can_buy_from_it()
    {
        var path = $"/wishlist/shared/{StubGateway.ShareToken}";
        _app.Gateway.On("GET", "/api" + path, () => new SharedWishlistView("For “Mia”", StubGateway.Wishlist().Items, "EUR"));
        using var browser = _app.Open();
        var page = await browser.GetAsync(path);
        Assert.Contains("For “Mia”", page.Title, StringComparison.Ordinal);
        Assert.Contains("content=\"noindex\"", page.Html, StringComparison.Ordinal);
        Assert.Equal(path, page.Form("action=\"/cart/items\"")["returnTo"]);
        Assert.DoesNotContain("action=\"/wishlist", page.Html, StringComparison.Ordinal);
        Assert.True(page.Response.Headers.CacheControl?.NoStore);
        Assert.Equal(["same-origin"], page.Response.Headers.GetValues("Referrer-Policy"));
        Assert.False(page.SetsCookies);
    }

    [Fact]
    public async Task A_link_that_was_taken_back_is_404_and_a_service_that_is_away_503()
    {
        using var browser = _app.Open();
        var page = await browser.GetAsync($"/wishlist/shared/{StubGateway.ShareToken}");
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("not shown any more", page.Text, StringComparison.Ordinal);
        _app.Gateway.Away = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.GetAsync($"/wishlist/shared/{StubGateway.ShareToken}")).Status);
        using var guest = _app.Open();
        await guest.AddToCartAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await guest.GetAsync("/wishlist")).Status);
    }

    [Fact]
    public async Task A_heart_is_full_for_whose_list_it_is_on_and_asks_nothing_for_who_only_looks()
    {
        using var guest = await GuestAsync();
        _app.Gateway.Forget();
        var cookie = $"avanii-guest={guest.Cookie("avanii-guest")}";
        Assert.Contains("name=\"remove\"", await HeartAsync("MUG-SEA", cookie), StringComparison.Ordinal);
        Assert.Single(_app.Gateway.Calls, call => call.Address == "GET /api/wishlist/skus");
        Assert.DoesNotContain("name=\"remove\"", await HeartAsync("MUG-SAND", cookie), StringComparison.Ordinal);
        _app.Gateway.Forget();
        var odd = await HeartAsync("A.B/\"#1", null);
        Assert.DoesNotContain("name=\"remove\"", odd, StringComparison.Ordinal);
        Assert.Contains("id=\"heart-A_2eB_2f_22_231\"", odd, StringComparison.Ordinal); // can stand in a selector
        Assert.Empty(_app.Gateway.Calls);
    }

    private async Task<string> HeartAsync(string sku, string? cookie)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Headers.Cookie = cookie;
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, NullLoggerFactory.Instance);
        RenderFragment heart = builder =>
        {
            builder.OpenComponent<CascadingValue<HttpContext>>(0);
            builder.AddAttribute(1, "Value", (HttpContext)context);
            builder.AddAttribute(2, "ChildContent", (RenderFragment)(inner =>
            {
                inner.OpenComponent<WishlistButton>(0);
                inner.AddAttribute(1, nameof(WishlistButton.Sku), sku);
                inner.AddAttribute(2, nameof(WishlistButton.ProductName), "Mug");
                inner.AddAttribute(3, nameof(WishlistButton.ReturnTo), "/p/mug");
                inner.CloseComponent();
            }));
            builder.CloseComponent();
        };
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<Fragment>(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Fragment.Content)] = heart }))).ToHtmlString());
    }

    private async Task<Browser> GuestAsync()
    {
        var browser = _app.Open();
        await browser.PostAsync("/wishlist/items", Browser.Fields(("sku", "MUG-SEA")));
        return browser;
    }

    private sealed class Fragment : ComponentBase
    {
        [Parameter]
        public RenderFragment Content { get; set; } = null!;

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder) => builder.AddContent(0, Content);
    }
}
