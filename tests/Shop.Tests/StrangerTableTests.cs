using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Avanii.Web.Contracts;

namespace Avanii.Shop.Tests;

/// <summary>Every endpoint of every service, asked by everybody who might, at the Gateway and behind it.</summary>
[Collection(StrangerTableCollection.Name)]
public sealed class StrangerTableTests(StrangerTableStack shop)
{
    /// <summary>What an endpoint answers to whom. A bad token is none, where one is asked for.</summary>
    /// <param name="Nobody">Without a token.</param>
    /// <param name="Guest">One who has nothing to do with the cart and the order that are asked for.</param>
    /// <param name="Shopper">The same with an account.</param>
    /// <param name="OtherStaff">Staff of all areas but <paramref name="Area"/>.</param>
    /// <param name="Allowed">Staff of that area alone, or the cart's and the order's owner: more than 401 and 403, whatever it is.</param>
    /// <param name="Bad">Expired, forged, not signed, not for the shop.</param>
    private sealed record Row(int Nobody, int Guest, int Shopper, int OtherStaff, int Allowed, int Bad, string? Area = null);

    private static Row Open(int answer) => new(answer, answer, answer, answer, answer, Bad: answer);

    /// <summary>Everybody has their own: nothing names somebody else's. Guests may be left out; the owner below is one.</summary>
    private static Row Own(int answer, int? guest = null) => new(401, guest ?? answer, answer, answer, guest ?? answer, 401);

    /// <summary>What is named belongs to one; for the others it is not there.</summary>
    private static Row Theirs(int owner, string? seenBy = null) => new(401, 404, 404, 404, owner, 401, seenBy);

    private static Row For(string area, int answer) => new(401, 403, 403, 403, answer, 401, area);

    /// <summary>Bodies are <c>{}</c>: who may not is told so before anybody looks what was sent; who may gets 400.</summary>
    private static readonly Dictionary<string, Row> s_table = new()
    {
        // Only a guest's token is renewed by itself; a bad one is told to begin anew.
        ["POST /api/session"] = new(200, 200, 403, OtherStaff: 403, Allowed: 200, Bad: 401),
        ["DELETE /api/session"] = new(401, 204, 204, 204, 204, Bad: 401),

        ["GET /api/staff"] = For(StaffAreas.Settings, 200),
        ["GET /api/staff/log"] = For(StaffAreas.Settings, 200),
        ["GET /api/staff/{id}"] = For(StaffAreas.Settings, 404),
        ["PUT /api/staff/{id}"] = For(StaffAreas.Settings, 400),
        ["DELETE /api/staff/{id}"] = For(StaffAreas.Settings, 428), // says not what they have seen
        ["DELETE /api/staff/{id}/sessions"] = For(StaffAreas.Settings, 404),
        ["POST /api/staff/invitations"] = For(StaffAreas.Settings, 400),
        ["DELETE /api/staff/invitations/{id}"] = For(StaffAreas.Settings, 404),
        ["POST /api/customers/find"] = For(StaffAreas.Customers, 400),
        ["GET /api/customers/{id}"] = For(StaffAreas.Customers, 404),
        ["DELETE /api/customers/{id}/sessions"] = For(StaffAreas.Customers, 404),
        ["POST /api/customers/{id}/reset-link"] = For(StaffAreas.Customers, 404),
        ["GET /api/customers/log"] = For(StaffAreas.Customers, 200),

        ["GET /api/catalog/products"] = Open(200),
        ["GET /api/catalog/products/{slug}"] = Open(200),
        ["GET /api/catalog/products/export"] = Open(200), // what the pages show anyway
        ["GET /api/catalog/categories"] = Open(200),
        ["GET /api/catalog/variants"] = Open(400), // of no SKU
        ["GET /api/catalog/images/{name}"] = Open(404),
        ["HEAD /api/catalog/images/{name}"] = Open(404),
        ["GET /api/catalog/search/suggestions"] = Open(200),
        ["GET /api/catalog/search/report"] = For(StaffAreas.Catalogue, 200),
        ["GET /api/catalog/search/synonyms"] = For(StaffAreas.Catalogue, 200),
        ["GET /api/catalog/search/synonyms/{id}"] = For(StaffAreas.Catalogue, 404),
        ["POST /api/catalog/search/synonyms"] = For(StaffAreas.Catalogue, 400),
        ["PUT /api/catalog/search/synonyms/{id}"] = For(StaffAreas.Catalogue, 400),
        ["DELETE /api/catalog/search/synonyms/{id}"] = For(StaffAreas.Catalogue, 404),
        ["POST /api/catalog/products"] = For(StaffAreas.Catalogue, 400),
        ["PUT /api/catalog/products/{slug}/slug"] = For(StaffAreas.Catalogue, 400),
        ["POST /api/catalog/products/{slug}/retire"] = For(StaffAreas.Catalogue, 404),
        ["PUT /api/catalog/variants/{sku}/price"] = For(StaffAreas.Catalogue, 422), // no price is zero
        ["POST /api/catalog/images"] = For(StaffAreas.Catalogue, 422),
        ["POST /api/catalog/stock/{sku}/receipts"] = For(StaffAreas.Catalogue, 400),

        ["GET /api/catalog/products/{slug}/related"] = Open(200),
        ["GET /api/catalog/products/{slug}/overview"] = Open(200),
        ["GET /api/catalog/products/{slug}/reviews"] = Open(200),
        ["GET /api/catalog/products/{slug}/reviews/mine"] = Own(200),
        ["PUT /api/catalog/products/{slug}/reviews/mine"] = Own(400, guest: 403), // for accounts
        ["DELETE /api/catalog/products/{slug}/reviews/mine"] = Own(204, guest: 403),
        ["POST /api/catalog/reviews/{id}/reports"] = Own(400),
        ["GET /api/catalog/reviews"] = For(StaffAreas.Catalogue, 200),
        ["GET /api/catalog/reviews/{id}"] = For(StaffAreas.Catalogue, 404),
        ["POST /api/catalog/reviews/{id}/publish"] = For(StaffAreas.Catalogue, 428), // says not what they have seen
        ["POST /api/catalog/reviews/{id}/reject"] = For(StaffAreas.Catalogue, 400),
        ["PUT /api/catalog/reviews/{id}/reply"] = For(StaffAreas.Catalogue, 428),

        ["GET /api/cart"] = Own(200),
        ["POST /api/cart/items"] = Own(400),
        ["PUT /api/cart/items/{sku}"] = Own(400),
        ["DELETE /api/cart/items/{sku}"] = Own(200),
        ["POST /api/cart/merge"] = Own(400, guest: 403), // for accounts

        ["GET /api/wishlist"] = Own(200),
        ["GET /api/wishlist/skus"] = Own(200),
        ["PUT /api/wishlist/items/{sku}"] = Own(200),
        ["DELETE /api/wishlist/items/{sku}"] = Own(200),
        ["POST /api/wishlist/merge"] = Own(400, guest: 403), // for accounts
        ["POST /api/wishlist/share"] = Own(200),
        ["DELETE /api/wishlist/share"] = Own(200),
        ["GET /api/wishlist/shared/{token}"] = Open(404), // of nobody

        ["GET /api/orders/delivery"] = Open(200),
        ["GET /api/orders/quote"] = Own(409), // the cart is empty, the owner's by now, too
        ["POST /api/orders"] = Own(400),
        ["GET /api/orders"] = Own(200),
        ["GET /api/orders/{id}"] = Theirs(200, seenBy: StaffAreas.Orders),
        ["POST /api/orders/{id}/cancel"] = Theirs(422, seenBy: StaffAreas.Orders), // staff give a reason
        ["GET /api/orders/claimable"] = Own(403), // for accounts, whose token for this says the address
        ["POST /api/orders/claim"] = Own(403),
        ["GET /api/orders/all"] = For(StaffAreas.Orders, 200),
        ["POST /api/orders/{id}/payments"] = For(StaffAreas.Orders, 400),
        ["POST /api/orders/{id}/ship"] = For(StaffAreas.Orders, 409),
        ["POST /api/orders/{id}/deliver"] = For(StaffAreas.Orders, 409),
        ["POST /api/orders/{id}/refund"] = For(StaffAreas.Orders, 400),
    };

    /// <summary>In no document (see MessagingEndpoints): the same for each service that has messages.</summary>
    private static readonly string[] s_messaging =
    [
        "GET /messaging", "POST /messaging/outbox/{messageId}/retry", "POST /messaging/outbox/republish",
        "GET /messaging/errors/{queue}", "POST /messaging/errors/{queue}/replay", "DELETE /messaging/errors/{queue}",
    ];

    [Fact]
    public async Task Every_endpoint_has_a_row_and_every_row_an_endpoint()
    {
        using var gateway = StrangerTableStack.Client(shop.Gateway);
        var endpoints = (await StrangerTableApi.ReadAsync(gateway)).Select(endpoint => endpoint.Name).ToList();
        Assert.Equal("", string.Join(", ", endpoints.Except(s_table.Keys)));
        Assert.Equal("", string.Join(", ", s_table.Keys.Except(endpoints)));
    }

    [Fact]
    public async Task Everybody_gets_the_answer_of_the_table()
    {
        using var gateway = StrangerTableStack.Client(shop.Gateway);
        var wrong = new ConcurrentBag<string>();
        foreach (var endpoint in await StrangerTableApi.ReadAsync(gateway))
        {
            var row = s_table.GetValueOrDefault(endpoint.Name) ?? throw new InvalidOperationException($"{endpoint.Name} has no row.");
            var content = endpoint.Name == "POST /api/session" ? null : endpoint.Body is null && !endpoint.BodyIsRequired ? null : "{}";
            await AskAsync(endpoint.Method, shop.Gateway, Filled(endpoint.Path), content, row, wrong);
            await AskAsync(endpoint.Method, shop.Service(endpoint.Service), Filled(endpoint.OwnPath), content, row, wrong);
        }
        Assert.True(wrong.IsEmpty, string.Join("\n", wrong.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Messages_are_for_staff_of_the_settings()
    {
        var wrong = new ConcurrentBag<string>();
        foreach (var service in (string[])["catalog", "cart", "orders", "web"])
        {
            foreach (var name in s_messaging)
            {
                var (method, path) = (name.Split(' ')[0], Filled(name.Split(' ')[1]));
                var row = For(StaffAreas.Settings, name switch
                {
                    "GET /messaging" => 200,
                    "POST /messaging/outbox/republish" or "DELETE /messaging/errors/{queue}" => 400, // without since, without a message's id
                    _ => 404,
                });
                await AskAsync(method, shop.Gateway, $"/api/{service}{path}", null, row, wrong);
                await AskAsync(method, shop.Service(service), service == "web" ? $"/api/web{path}" : path, null, row, wrong);
            }
        }
        Assert.True(wrong.IsEmpty, string.Join("\n", wrong.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("/api/catalog/products")]
    [InlineData("/api/cart")]
    [InlineData("/api/orders")]
    [InlineData("/docs")]
    public async Task Nobody_answers_trace(string path)
    {
        using var gateway = StrangerTableStack.Client(shop.Gateway, shop.Tokens.Owner());
        gateway.DefaultRequestHeaders.Add("X-Secret", "do not echo");
        using var response = await gateway.SendAsync(new(HttpMethod.Trace, path));
        Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.MethodNotAllowed, HttpStatusCode.NotFound]);
        Assert.DoesNotContain("do not echo", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task AskAsync(string method, Uri address, string path, string? body, Row row, ConcurrentBag<string> wrong)
    {
        var tokens = shop.Tokens;
        List<(string Who, string? Token, int Expected)> callers =
        [
            ("nobody", null, row.Nobody), ("a guest", tokens.Guest(), row.Guest), ("another shopper", tokens.Shopper(), row.Shopper),
            ("staff of other areas", tokens.Staff(StaffAreas.All.Where(area => area != row.Area)), row.OtherStaff),
            .. tokens.Bad.Select(bad => ($"a token that is {bad.Key}", (string?)bad.Value, row.Bad)),
        ];
        if (row.Nobody == 401 && row.Guest != 204)
        {
            callers.Add(("somebody who only looks", tokens.Visitor(), 403));
        }
        // Last: it may change something.
        callers.Add(row.Area is { } area ? ("staff of the area", tokens.Staff([area]), row.Allowed) : ("its owner", shop.Victim, row.Allowed));
        foreach (var (who, token, expected) in callers)
        {
            using var client = StrangerTableStack.Client(address, token);
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
            using var response = await client.SendAsync(request);
            var type = response.Content.Headers.ContentType?.MediaType;
            if ((int)response.StatusCode != expected)
            {
                wrong.Add($"{method} {path} at {address.Port} asked by {who}: {(int)response.StatusCode} instead of {expected}");
            }
            else if (expected >= 400 && method != "HEAD" && type != "application/problem+json")
            {
                wrong.Add($"{method} {path} at {address.Port} asked by {who}: {type ?? "no type"} instead of a problem");
            }
            else if (expected == 401 && response.Headers.WwwAuthenticate.Count == 0 && !path.EndsWith("/session", StringComparison.Ordinal))
            {
                wrong.Add($"{method} {path} at {address.Port} asked by {who}: it is not said what to bring");
            }
        }
    }

    private string Filled(string path) => path
        .Replace("{id}", shop.VictimsOrder.ToString(), StringComparison.Ordinal)
        .Replace("{sku}", StrangerTableStack.Sku, StringComparison.Ordinal)
        .Replace("{slug}", path.EndsWith("/retire", StringComparison.Ordinal) ? "nothing" : StrangerTableStack.Slug, StringComparison.Ordinal)
        .Replace("{name}", new string('a', 64) + "-320.webp", StringComparison.Ordinal)
        .Replace("{token}", new string('a', 24), StringComparison.Ordinal)
        .Replace("{messageId}", Guid.Empty.ToString(), StringComparison.Ordinal)
        .Replace("{queue}", "nobodys-queue", StringComparison.Ordinal);
}
