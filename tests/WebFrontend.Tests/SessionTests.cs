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
    [Fact]
    public async Task Guests_renew_their_tokens()
    {
        using var answer = await RenewAsync("guest:0199", Roles.Guest);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        Assert.Equal(("guest:0199", Roles.Guest), await Tokens.ReadAsync(token, CancellationToken.None));
    }

    [Theory]
    [InlineData("account:0199", Roles.Shopper)]
    [InlineData("staff:cli:ada", Roles.Staff)]
    [InlineData("staff:cli:ada", Roles.Owner)]
    public async Task Nobody_elses_token_can_be_renewed_by_having_it(string subject, string role)
    {
        using var answer = await RenewAsync(subject, role);
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
