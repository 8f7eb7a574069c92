using System.Net;
using Avanii.ServiceDefaults;
using Avanii.Testing;

namespace Avanii.Cart.Tests.Carts;

public sealed class TokenTests(CartApp app) : IClassFixture<CartApp>
{
    public static TheoryData<string> BadTokens => ["none", "garbage", "expired", "other audience", "forged", "unsigned"];

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task A_token_that_is_not_right_opens_no_cart(string kind)
    {
        var token = kind switch
        {
            "none" => null,
            "garbage" => "abc.def.ghi",
            "expired" => app.Tokens.Create("guest:1", Roles.Guest, expiresIn: TimeSpan.FromMinutes(-1)),
            "other audience" => app.Tokens.Create("guest:1", Roles.Guest, audience: "somebody-else"),
            "forged" => TestTokens.ForgedBy("guest:1", Roles.Guest),
            _ => TestTokens.WithoutSignature("guest:1", Roles.Guest),
        };
        var response = await app.ClientWith(token).GetAsync("/cart");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Somebody_who_only_looks_has_no_cart() =>
        Assert.Equal(HttpStatusCode.Forbidden, (await app.ClientWith(app.Tokens.Create("visitor:1", Roles.Visitor)).GetAsync("/cart")).StatusCode);
}
