using System.Net;
using Avanii.Testing;
using Avanii.Web.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Tests.Security;

public sealed class RateLimitTests
{
    [Fact]
    public async Task The_defaults_let_an_office_shop_and_slow_a_script_down()
    {
        await using var shop = await ShopInstance.StartAsync();
        var limits = shop.Services.GetRequiredService<IOptions<RateLimitOptions>>().Value;
        Assert.Equal((20, 30), (limits.Checkout.Burst, limits.Checkout.PerMinute));
        Assert.Equal((60, 300), (limits.Search.Burst, limits.Search.PerMinute));
        Assert.Equal((30, 60), (limits.Session.Burst, limits.Session.PerMinute));
        Assert.Equal((20, 60), (limits.Account.Burst, limits.Account.PerMinute));
    }

    [Theory]
    [InlineData("Checkout", "POST", "/checkout")]
    [InlineData("Search", "GET", "/search?q=mug")]
    [InlineData("Session", "POST", "/api/session")]
    [InlineData("Account", "POST", "/account/sign-in")]
    public async Task Who_asks_too_often_is_told_when_to_come_back(string limit, string method, string path)
    {
        await using var shop = await ShopInstance.StartAsync(settings: new() { [$"RateLimits:{limit}:Burst"] = "2", [$"RateLimits:{limit}:PerMinute"] = "1" });
        for (var i = 0; i < 2; i++)
        {
            using var allowed = await shop.SendAsync(new HttpMethod(method), path);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, allowed.StatusCode);
        }
        using var refused = await shop.SendAsync(new HttpMethod(method), path);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        if (limit == "Session")
        {
            await refused.AssertProblemAsync(HttpStatusCode.TooManyRequests, "too-many-requests");
        }
        else
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Contains("That was rather quick", (await Page.ReadAsync(refused)).Text, StringComparison.Ordinal);
        }
        using var other = await shop.SendAsync(HttpMethod.Get, "/cart"); // and only that
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Each_address_has_a_count_of_its_own_and_a_network_of_ipv6_has_one()
    {
        await using var shop = await ShopInstance.StartAsync(settings: new() { ["RateLimits:Session:Burst"] = "1", ["RateLimits:Session:PerMinute"] = "1", ["ForwardedHeaders:Hops"] = "2" });
        async Task<HttpStatusCode> AskAsync(string chain)
        {
            using var answer = await shop.SendAsync(HttpMethod.Post, "/api/session", null, null, ("X-Forwarded-For", chain));
            return answer.StatusCode;
        }
        Assert.Equal(HttpStatusCode.OK, await AskAsync("203.0.113.9, 198.51.100.2"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync("6.6.6.6, 203.0.113.9, 198.51.100.2"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("203.0.113.8, 198.51.100.2"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("2001:db8:1:2::1, 198.51.100.2"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await AskAsync("2001:db8:1:2:ffff::7, 198.51.100.2"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync("2001:db8:1:3::1, 198.51.100.2"));
    }
}
