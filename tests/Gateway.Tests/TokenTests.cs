using System.Net;
using Avanii.ServiceDefaults;
using Avanii.Testing;

namespace Avanii.Gateway.Tests;

public sealed class TokenTests
{
    public static TheoryData<string> BadTokens() =>
        ["expired", "wrong audience", "forged", "unsigned", "unknown key", "nonsense", "visitor"];

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task A_bad_token_opens_no_cart(string kind)
    {
        await using var app = await GatewayApp.StartAsync();
        var token = kind switch
        {
            "expired" => app.Tokens.Create("guest:a", Roles.Guest, TimeSpan.FromMinutes(-1)),
            "wrong audience" => app.Tokens.Create("guest:a", Roles.Guest, audience: "somebody-else"),
            "forged" => TestTokens.ForgedBy("guest:a", Roles.Guest),
            "unsigned" => TestTokens.WithoutSignature("guest:a", Roles.Guest),
            "unknown key" => "eyJhbGciOiJFUzI1NiIsImtpZCI6Im5vYm9keSJ9.e30.AAAA",
            "visitor" => app.Tokens.Create(Roles.Visitor, Roles.Visitor),
            _ => "nonsense",
        };
        using var response = await app.SendAsync(HttpMethod.Get, "/api/cart", token);
        Assert.Equal(kind == "visitor" ? HttpStatusCode.Forbidden : HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }
}
