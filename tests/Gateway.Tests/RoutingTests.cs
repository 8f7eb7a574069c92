using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Avanii.ServiceDefaults;
using Avanii.Web.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Gateway.Tests;

public sealed class RoutingTests
{
    [Theory]
    [InlineData("GET", "/api/catalog/products?category=mugs&limit=2", "GET /products?category=mugs&limit=2")]
    [InlineData("GET", "/api/catalog/products/a-mug", "GET /products/a-mug")]
    [InlineData("GET", "/api/catalog/products/export?limit=9", "GET /products/export?limit=9")]
    [InlineData("GET", "/api/catalog/categories", "GET /categories")]
    [InlineData("GET", "/api/catalog/products/a-mug/reviews?sort=lowest", "GET /products/a-mug/reviews?sort=lowest")]
    [InlineData("GET", "/api/catalog/products/a-mug/related", "GET /products/a-mug/related")]
    [InlineData("GET", "/api/orders/delivery", "GET /orders/delivery")]
    [InlineData("GET", "/api/wishlist/shared/a-token", "GET /wishlist/shared/a-token")]
    [InlineData("POST", "/api/session", "POST /api/session")]
    public async Task Whoever_asks_is_led_to_the_service(string method, string path, string arrives)
    {
        await using var app = await GatewayApp.StartAsync();
        using var response = await app.SendAsync(new HttpMethod(method), path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(arrives, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("GET", "/api/cart", "GET /cart")]
    [InlineData("POST", "/api/cart/items", "POST /cart/items")]
    [InlineData("PUT", "/api/cart/items/MUG-1", "PUT /cart/items/MUG-1")]
    [InlineData("DELETE", "/api/cart/items/MUG-1", "DELETE /cart/items/MUG-1")]
    [InlineData("GET", "/api/wishlist", "GET /wishlist")]
    [InlineData("PUT", "/api/wishlist/items/MUG-1", "PUT /wishlist/items/MUG-1")]
    [InlineData("DELETE", "/api/wishlist/share", "DELETE /wishlist/share")]
    [InlineData("POST", "/api/wishlist/shared/a-token", "POST /wishlist/shared/a-token")]
    [InlineData("POST", "/api/orders", "POST /orders")]
    [InlineData("GET", "/api/orders/17?wait=5", "GET /orders/17?wait=5")]
    [InlineData("POST", "/api/orders/17/cancel", "POST /orders/17/cancel")]
    [InlineData("GET", "/api/catalog/products/a-mug/reviews/mine", "GET /products/a-mug/reviews/mine")]
    [InlineData("PUT", "/api/catalog/products/a-mug/reviews/mine", "PUT /products/a-mug/reviews/mine")]
    [InlineData("DELETE", "/api/catalog/products/a-mug/reviews/mine", "DELETE /products/a-mug/reviews/mine")]
    [InlineData("POST", "/api/catalog/reviews/17/reports", "POST /reviews/17/reports")]
    public async Task What_is_somebodys_own_is_for_those_with_a_token(string method, string path, string arrives)
    {
        await using var app = await GatewayApp.StartAsync();
        using var response = await app.SendAsync(new HttpMethod(method), path, app.Tokens.Guest("a"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(arrives, await response.Content.ReadAsStringAsync());

        using var stranger = await app.SendAsync(new HttpMethod(method), path);
        await AssertProblemAsync(stranger, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Changing_the_catalogue_is_for_the_back_office()
    {
        await using var app = await GatewayApp.StartAsync();
        await AssertProblemAsync(await app.SendAsync(HttpMethod.Put, "/api/catalog/variants/MUG-1/price"), HttpStatusCode.Unauthorized);
        await AssertProblemAsync(await app.SendAsync(HttpMethod.Put, "/api/catalog/variants/MUG-1/price", app.Tokens.Guest("a")), HttpStatusCode.Forbidden);
        using var staff = await app.SendAsync(HttpMethod.Put, "/api/catalog/variants/MUG-1/price", app.Tokens.Staff());
        Assert.Equal("PUT /variants/MUG-1/price", await staff.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("GET", "/api/catalog/messaging", "GET /messaging")]
    [InlineData("GET", "/api/cart/messaging", "GET /messaging")]
    [InlineData("GET", "/api/orders/messaging", "GET /messaging")]
    [InlineData("GET", "/api/orders/messaging/errors/order-confirm-order", "GET /messaging/errors/order-confirm-order")]
    [InlineData("POST", "/api/cart/messaging/errors/cart-end-checkout/replay?messageId=1", "POST /messaging/errors/cart-end-checkout/replay?messageId=1")]
    [InlineData("DELETE", "/api/catalog/messaging/errors/catalog-reserve-stock?messageId=1", "DELETE /messaging/errors/catalog-reserve-stock?messageId=1")]
    [InlineData("POST", "/api/orders/messaging/outbox/1/retry", "POST /messaging/outbox/1/retry")]
    [InlineData("GET", "/api/web/messaging", "GET /api/web/messaging")]
    [InlineData("POST", "/api/web/messaging/errors/web-send-mail/replay", "POST /api/web/messaging/errors/web-send-mail/replay")]
    [InlineData("GET", "/api/staff", "GET /api/staff")]
    [InlineData("DELETE", "/api/staff/invitations/1", "DELETE /api/staff/invitations/1")]
    [InlineData("POST", "/api/customers/find", "POST /api/customers/find")]
    [InlineData("GET", "/api/orders/all?status=Paid", "GET /orders/all?status=Paid")]
    [InlineData("POST", "/api/orders/17/payments", "POST /orders/17/payments")]
    [InlineData("POST", "/api/orders/17/ship", "POST /orders/17/ship")]
    [InlineData("POST", "/api/orders/17/deliver", "POST /orders/17/deliver")]
    [InlineData("POST", "/api/orders/17/refund", "POST /orders/17/refund")]
    public async Task What_staff_do_is_for_the_back_office(string method, string path, string arrives)
    {
        await using var app = await GatewayApp.StartAsync();
        await AssertProblemAsync(await app.SendAsync(new HttpMethod(method), path), HttpStatusCode.Unauthorized);
        await AssertProblemAsync(await app.SendAsync(new HttpMethod(method), path, app.Tokens.Guest("a")), HttpStatusCode.Forbidden);
        using var staff = await app.SendAsync(new HttpMethod(method), path, app.Tokens.Staff());
        Assert.Equal(arrives, await staff.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(StaffAreas.Catalogue, "POST", "/api/catalog/products")]
    [InlineData(StaffAreas.Catalogue, "PUT", "/api/catalog/products/a-mug/slug")]
    [InlineData(StaffAreas.Catalogue, "PUT", "/api/catalog/variants/MUG-1/price")]
    [InlineData(StaffAreas.Catalogue, "POST", "/api/catalog/stock/MUG-1/receipts")]
    [InlineData(StaffAreas.Catalogue, "POST", "/api/catalog/images")]
    [InlineData(StaffAreas.Catalogue, "GET", "/api/catalog/reviews?state=Pending")]
    [InlineData(StaffAreas.Catalogue, "GET", "/api/catalog/reviews/17")]
    [InlineData(StaffAreas.Catalogue, "POST", "/api/catalog/reviews/17/publish")]
    [InlineData(StaffAreas.Catalogue, "POST", "/api/catalog/reviews/17/reject")]
    [InlineData(StaffAreas.Catalogue, "PUT", "/api/catalog/reviews/17/reply")]
    [InlineData(StaffAreas.Catalogue, "PUT", "/api/catalog/products/a-mug/reviews/17")]
    [InlineData(StaffAreas.Orders, "GET", "/api/orders/all")]
    [InlineData(StaffAreas.Orders, "POST", "/api/orders/17/payments")]
    [InlineData(StaffAreas.Orders, "POST", "/api/orders/17/ship")]
    [InlineData(StaffAreas.Orders, "POST", "/api/orders/17/deliver")]
    [InlineData(StaffAreas.Orders, "POST", "/api/orders/17/refund")]
    [InlineData(StaffAreas.Settings, "GET", "/api/catalog/messaging")]
    [InlineData(StaffAreas.Settings, "POST", "/api/cart/messaging/outbox/republish")]
    [InlineData(StaffAreas.Settings, "GET", "/api/web/messaging")]
    [InlineData(StaffAreas.Settings, "PUT", "/api/staff/019c0000-0000-7000-8000-000000000001")]
    [InlineData(StaffAreas.Customers, "GET", "/api/customers/019c0000-0000-7000-8000-000000000001")]
    [InlineData(StaffAreas.Settings, "DELETE", "/api/orders/messaging/errors/order-confirm-order")]
    public async Task Staff_get_into_their_own_areas_only_and_the_owner_into_all(string area, string method, string path)
    {
        await using var app = await GatewayApp.StartAsync();
        foreach (var other in StaffAreas.All.Where(other => other != area))
        {
            await AssertProblemAsync(await app.SendAsync(new HttpMethod(method), path, app.Tokens.Staff(other)), HttpStatusCode.Forbidden);
        }
        // A shopper's token that names an area is still a shopper's.
        await AssertProblemAsync(await app.SendAsync(new HttpMethod(method), path, app.Tokens.Create("account:1", Roles.Shopper, areas: [area])), HttpStatusCode.Forbidden);
        using var staff = await app.SendAsync(new HttpMethod(method), path, app.Tokens.Staff(area));
        Assert.Equal(HttpStatusCode.OK, staff.StatusCode);
        using var owner = await app.SendAsync(new HttpMethod(method), path, app.Tokens.Create("owner:1", Roles.Owner));
        Assert.Equal(HttpStatusCode.OK, owner.StatusCode);
    }

    [Fact]
    public async Task Every_policy_that_a_route_names_exists()
    {
        await using var app = await GatewayApp.StartAsync();
        var policies = app.Services.GetRequiredService<IAuthorizationPolicyProvider>();
        var named = app.Services.GetRequiredService<IConfiguration>().GetSection("ReverseProxy:Routes").GetChildren()
            .Select(route => route["AuthorizationPolicy"]).OfType<string>().Distinct().ToList();
        Assert.Superset(StaffAreas.All.Select(Policies.Area).ToHashSet(), named.ToHashSet());
        foreach (var name in named)
        {
            Assert.True(await policies.GetPolicyAsync(name) is not null, $"{name} is no policy.");
        }
    }

    [Fact]
    public async Task Unknown_addresses_and_services_that_are_away_are_problem_documents()
    {
        await using var app = await GatewayApp.StartAsync();
        await AssertProblemAsync(await app.SendAsync(HttpMethod.Get, "/api/nothing"), HttpStatusCode.NotFound);
        await AssertProblemAsync(await app.SendAsync(HttpMethod.Get, "/api/catalog/health"), HttpStatusCode.NotFound);
        await AssertProblemAsync(await app.SendAsync(HttpMethod.Get, "/api/catalog/openapi/v1.json"), HttpStatusCode.NotFound);
        await app.StopUpstreamAsync();
        await AssertProblemAsync(await app.SendAsync(HttpMethod.Get, "/api/catalog/products"), HttpStatusCode.BadGateway);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_given_up()
    {
        await using var app = await GatewayApp.StartAsync(new() { ["ReverseProxy:Clusters:orders:HttpRequest:ActivityTimeout"] = "00:00:00.2" });
        await AssertProblemAsync(await app.SendAsync(HttpMethod.Get, "/api/orders/slow", app.Tokens.Guest("a")), HttpStatusCode.GatewayTimeout);
    }

    [Theory]
    [InlineData(50 * 1024 * 1024)]
    [InlineData(17 * 1024)]
    public async Task A_body_that_is_too_large_is_refused(int bytes)
    {
        await using var app = await GatewayApp.StartAsync();
        using var response = await app.SendAsync(HttpMethod.Post, "/api/cart/items", app.Tokens.Guest("a"), new ByteArrayContent(new byte[bytes]));
        await AssertProblemAsync(response, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task The_process_says_that_it_lives_and_that_it_is_ready()
    {
        await using var app = await GatewayApp.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await app.SendAsync(HttpMethod.Get, "/alive")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.SendAsync(HttpMethod.Get, "/health")).StatusCode);
    }

    [Fact]
    public async Task One_page_shows_every_services_interface()
    {
        await using var app = await GatewayApp.StartAsync();
        using var page = await app.SendAsync(HttpMethod.Get, "/docs");
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("https://", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal); // everything it needs is here
        foreach (var service in new[] { "session", "catalog", "cart", "orders" })
        {
            using var document = await app.SendAsync(HttpMethod.Get, $"/docs/openapi/{service}.json");
            Assert.Equal("GET /openapi/v1.json", await document.Content.ReadAsStringAsync());
        }
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        using (response)
        {
            Assert.Equal(status, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
            Assert.False(string.IsNullOrEmpty(problem.GetProperty("title").GetString()));
        }
    }
}
