using System.Net;
using Avanii.Testing;

namespace Avanii.Gateway.Tests;

/// <summary>What stands before the services on the open internet.</summary>
public sealed class PublicHostTests
{
    [Fact]
    public async Task Who_makes_up_an_address_keeps_their_own_and_the_services_are_told_the_true_one()
    {
        await using var app = await GatewayApp.StartAsync(new()
        {
            ["ForwardedHeaders:Hops"] = "2", ["RateLimits:Session:Burst"] = "1", ["RateLimits:Session:PerMinute"] = "1",
        });
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(app, "203.0.113.9, 198.51.100.2")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await AskAsync(app, "6.6.6.6, 203.0.113.9, 198.51.100.2")).StatusCode);
        using var other = await AskAsync(app, "203.0.113.8, 198.51.100.2");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal("203.0.113.8", Assert.Single(other.Headers.GetValues("X-Was-Asked-For")));
    }

    [Fact]
    public async Task Without_proxies_nobody_is_believed()
    {
        await using var app = await GatewayApp.StartAsync(new() { ["RateLimits:Session:Burst"] = "1", ["RateLimits:Session:PerMinute"] = "1" });
        using var first = await AskAsync(app, "203.0.113.9");
        Assert.Equal("127.0.0.1", Assert.Single(first.Headers.GetValues("X-Was-Asked-For")));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await AskAsync(app, "203.0.113.8")).StatusCode);
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData(null, false)]
    public async Task Answers_tell_nothing_of_the_server_and_over_tls_to_come_by_tls_only(string? scheme, bool told)
    {
        await using var app = await GatewayApp.StartAsync(new() { ["ForwardedHeaders:Hops"] = "2" });
        using var answer = await AskAsync(app, "203.0.113.9, 198.51.100.2", scheme);
        Assert.Equal(told, answer.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Who_sends_headers_too_slowly_is_hung_up_on()
    {
        await using var app = await GatewayApp.StartAsync(new() { ["Connections:HeadersTimeout"] = "00:00:01" });
        using var client = app.CreateClient();
        using var connection = await RawConnection.OpenAsync(client.BaseAddress!);
        await connection.SayAsync("GET /alive HTTP/1.1\r\nHost: api.example\r\nX-Slow: ");
        Assert.StartsWith("HTTP/1.1 408", await connection.HearUntilEndAsync(TimeSpan.FromSeconds(20)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_that_are_too_long_are_refused()
    {
        await using var app = await GatewayApp.StartAsync();
        using var client = app.CreateClient();
        client.DefaultRequestHeaders.Add("X-Long", new string('x', 17_000));
        using var answer = await client.GetAsync("/alive");
        Assert.Equal(431, (int)answer.StatusCode);
    }

    private static async Task<HttpResponseMessage> AskAsync(GatewayApp app, string chain, string? scheme = null)
    {
        using var client = app.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/session");
        request.Headers.Add("X-Forwarded-For", chain);
        if (scheme is not null)
        {
            request.Headers.Add("X-Forwarded-Proto", scheme);
        }
        return await client.SendAsync(request);
    }
}
