using System.Net;
using Avanii.ServiceDefaults;
using CliWrap;
using CliWrap.Buffered;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Avanii.Gateway.Tests;

public sealed class RateLimitTests
{
    [Fact]
    public async Task The_defaults_let_an_office_shop_and_slow_a_script_down()
    {
        await using var app = await GatewayApp.StartAsync();
        var limits = app.Services.GetRequiredService<IOptions<RateLimitOptions>>().Value;
        Assert.Equal((200, 3000), (limits.Browse.Burst, limits.Browse.PerMinute));
        Assert.Equal((100, 600), (limits.Search.Burst, limits.Search.PerMinute));
        Assert.Equal((120, 60), (limits.Export.Burst, limits.Export.PerMinute));
        Assert.Equal((100, 1200), (limits.Cart.Burst, limits.Cart.PerMinute));
        Assert.Equal((20, 30), (limits.Checkout.Burst, limits.Checkout.PerMinute));
        Assert.Equal((20, 30), (limits.Reviews.Burst, limits.Reviews.PerMinute));
        Assert.Equal((30, 60), (limits.Session.Burst, limits.Session.PerMinute));
    }

    [Theory]
    [InlineData("Browse", "GET", "/api/catalog/products")]
    [InlineData("Search", "GET", "/api/catalog/products?q=mug")]
    [InlineData("Browse", "GET", "/api/catalog/search/suggestions?q=mug")]
    [InlineData("Search", "GET", "/api/catalog/products?pageSize=10&Q=mug")]
    [InlineData("Export", "GET", "/api/catalog/products/export")]
    [InlineData("Export", "GET", "/api/catalog/products/export?q=mug&limit=1")]
    [InlineData("Cart", "GET", "/api/cart")]
    [InlineData("Cart", "PUT", "/api/wishlist/items/MUG-1")]
    [InlineData("Browse", "GET", "/api/wishlist/shared/a-token")]
    [InlineData("Checkout", "POST", "/api/orders")]
    [InlineData("Browse", "GET", "/api/catalog/products/a-mug/reviews/mine")]
    [InlineData("Reviews", "PUT", "/api/catalog/products/a-mug/reviews/mine")]
    [InlineData("Reviews", "POST", "/api/catalog/reviews/17/reports")]
    [InlineData("Session", "POST", "/api/session")]
    public async Task Who_asks_too_often_is_told_when_to_come_back(string limit, string method, string path)
    {
        await using var app = await GatewayApp.StartAsync(new() { [$"RateLimits:{limit}:Burst"] = "2", [$"RateLimits:{limit}:PerMinute"] = "1" });
        var token = app.Tokens.Guest("a");
        for (var i = 0; i < 2; i++)
        {
            using var allowed = await app.SendAsync(new HttpMethod(method), path, token);
            Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
        }
        using var refused = await app.SendAsync(new HttpMethod(method), path, token);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }

    [Fact]
    public async Task The_limit_is_for_the_address_that_the_shop_signed_into_the_token()
    {
        await using var app = await GatewayApp.StartAsync(new() { ["RateLimits:Cart:Burst"] = "1", ["RateLimits:Cart:PerMinute"] = "1" });
        async Task<HttpStatusCode> AskAsync(string address) =>
            (await app.SendAsync(HttpMethod.Get, "/api/cart", app.Tokens.Create("guest:a", Roles.Guest, address: address))).StatusCode;
        Assert.Equal(HttpStatusCode.OK, await AskAsync("203.0.113.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync("203.0.113.1"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("203.0.113.2"));
    }

    [Fact]
    public async Task Limits_that_make_no_sense_stop_the_gateway_at_its_start()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var result = await Cli.Wrap("dotnet")
            .WithArguments([typeof(RateLimitOptions).Assembly.Location])
            .WithEnvironmentVariables(environment => environment
                .Set("RateLimits__Cart__Burst", "0")
                .Set("ASPNETCORE_URLS", "http://127.0.0.1:0"))
            .WithWorkingDirectory(AppContext.BaseDirectory)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(deadline.Token);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Burst", result.StandardError, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.StandardError, StringComparison.Ordinal);
    }
}
