using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Avanii.ServiceDefaults;
using Avanii.Testing;
using Avanii.Web.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests;

public sealed class SessionTests(ShopApp shop) : IClassFixture<ShopApp>
{
    [Theory]
    [InlineData("guest:0199", Roles.Guest)]
    [InlineData("shopper:0199", Roles.Shopper)]
    public async Task Guests_and_shoppers_renew_their_tokens(string subject, string role)
    {
        using var answer = await RenewAsync(subject, role);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        Assert.Equal((subject, role), await Tokens.ReadAsync(token, CancellationToken.None));
    }

    [Theory]
    [InlineData(Roles.Staff)]
    [InlineData(Roles.Owner)]
    public async Task A_token_of_the_back_office_cannot_be_renewed(string role)
    {
        using var answer = await RenewAsync("staff:cli:ada", role);
        await answer.AssertProblemAsync(HttpStatusCode.Forbidden, "not-renewable");
    }

    [Fact]
    public async Task A_visitor_does_not_become_somebody_by_asking()
    {
        using var answer = await RenewAsync(Roles.Visitor, Roles.Visitor);
        await answer.AssertProblemAsync(HttpStatusCode.Unauthorized, "bad-token");
    }

    private ShopperTokens Tokens => shop.Services.GetRequiredService<ShopperTokens>();

    private async Task<HttpResponseMessage> RenewAsync(string subject, string role)
    {
        using var client = shop.CreateClient();
        var (token, _) = await Tokens.CreateAsync(subject, role, clientAddress: null, CancellationToken.None);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await client.PostAsync("/api/session", null);
    }
}
