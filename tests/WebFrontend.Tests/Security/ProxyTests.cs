using System.Net;
using Avanii.ServiceDefaults;

namespace Avanii.Web.Tests.Security;

public sealed class ProxyTests
{
    [Theory]
    [InlineData("203.0.113.9, 198.51.100.2", "203.0.113.9")]
    [InlineData("6.6.6.6, 203.0.113.9, 198.51.100.2", "203.0.113.9")] // the caller has made up the first one
    [InlineData("127.0.0.1, 6.6.6.6, 203.0.113.9, 198.51.100.2", "203.0.113.9")]
    [InlineData("rubbish, 203.0.113.9, 198.51.100.2", "203.0.113.9")]
    [InlineData("2001:db8::9, 198.51.100.2", "2001:db8::9")]
    [InlineData("203.0.113.9", "203.0.113.9")] // from the gateway, which has no proxy before it inside
    [InlineData(null, "127.0.0.1")]
    public async Task Of_a_chain_of_addresses_only_what_the_proxies_added_is_believed(string? chain, string address)
    {
        await using var shop = await ShopInstance.StartAsync(settings: new() { ["ForwardedHeaders:Hops"] = "2" });
        Assert.Equal(address, await AddressAsync(shop, chain));
    }

    [Fact]
    public async Task Without_proxies_nobody_is_believed()
    {
        await using var shop = await ShopInstance.StartAsync();
        Assert.Equal("127.0.0.1", await AddressAsync(shop, "203.0.113.9, 198.51.100.2"));
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http, https, https", true)]
    [InlineData("https, http, http", false)]
    [InlineData(null, false)]
    public async Task Over_tls_browsers_are_told_to_come_by_tls_only_and_over_plain_http_nothing_is_promised(string? scheme, bool told)
    {
        await using var shop = await ShopInstance.StartAsync(environment: "Production", settings: new() { ["ForwardedHeaders:Hops"] = "2" });
        using var answer = await shop.SendAsync(HttpMethod.Get, "/", null, null, [("X-Forwarded-For", "6.6.6.6, 203.0.113.9, 198.51.100.2"), .. scheme is null ? [] : new[] { ("X-Forwarded-Proto", scheme) }]);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(told ? ["max-age=31536000; includeSubDomains"] : [], answer.Headers.TryGetValues("Strict-Transport-Security", out var values) ? values : []);
    }

    private static async Task<string> AddressAsync(ShopInstance shop, string? chain)
    {
        var account = await shop.CreateAccountAsync();
        var token = await shop.SeenByGatewayAsync(await shop.SignInAsync(account), chain is null ? [] : [("X-Forwarded-For", chain)]);
        return token!.GetClaim(JwtValidation.ClientAddressClaim).Value;
    }
}
