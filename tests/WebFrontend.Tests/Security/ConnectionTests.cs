using Avanii.ServiceDefaults;
using Avanii.Testing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Tests.Security;

/// <summary>Clients that take more than their share of the server.</summary>
public sealed class ConnectionTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Who_sends_headers_too_slowly_is_hung_up_on()
    {
        await using var shop = await ShopInstance.StartAsync(settings: new() { ["Connections:HeadersTimeout"] = "00:00:01" });
        using var connection = await RawConnection.OpenAsync(shop.Address);
        await connection.SayAsync("GET / HTTP/1.1\r\nHost: shop.example\r\nX-Slow: ");
        Assert.StartsWith("HTTP/1.1 408", await connection.HearUntilEndAsync(s_patience), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_sends_a_body_too_slowly_is_hung_up_on()
    {
        await using var shop = await ShopInstance.StartAsync(settings: new() { ["Connections:BodyGracePeriod"] = "00:00:01.5" });
        using var connection = await RawConnection.OpenAsync(shop.Address);
        await connection.SayAsync("POST /api/session HTTP/1.1\r\nHost: shop.example\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");
        Assert.StartsWith("HTTP/1.1 408", await connection.HearUntilEndAsync(s_patience), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_keeps_a_connection_for_nothing_loses_it()
    {
        await using var shop = await ShopInstance.StartAsync(settings: new() { ["Connections:KeepAlive"] = "00:00:01" });
        using var connection = await RawConnection.OpenAsync(shop.Address);
        await connection.SayAsync("GET /alive HTTP/1.1\r\nHost: shop.example\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200", await connection.HearUntilEndAsync(s_patience), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_that_are_too_long_are_refused()
    {
        await using var shop = await ShopInstance.StartAsync();
        using var answer = await shop.SendAsync(HttpMethod.Get, "/", null, null, ("X-Long", new string('x', 17_000)));
        Assert.Equal(431, (int)answer.StatusCode);
        using var fits = await shop.SendAsync(HttpMethod.Get, "/", null, null, ("X-Long", new string('x', 12_000)));
        Assert.True(fits.IsSuccessStatusCode);
    }

    [Fact]
    public async Task The_defaults_are_those_that_were_thought_about()
    {
        await using var shop = await ShopInstance.StartAsync();
        var limits = shop.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
        Assert.Equal((TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(130)), (limits.RequestHeadersTimeout, limits.KeepAliveTimeout));
        Assert.Equal((16 * 1024, 256 * 1024L, 5000L), (limits.MaxRequestHeadersTotalSize, limits.MaxRequestBodySize, limits.MaxConcurrentConnections));
        Assert.Equal((240.0, TimeSpan.FromSeconds(5)), (limits.MinRequestBodyDataRate!.BytesPerSecond, limits.MinRequestBodyDataRate.GracePeriod));
        Assert.Equal(0, shop.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.Hops);
    }
}
