using System.Net;
using Avanii.Orders.Contracts;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests.Mail;

public sealed class OrderLinkTests : IClassFixture<ShopApp>
{
    private const string Guest = "guest:019c0000-0000-7000-8000-00000000000a";
    private static readonly string s_path = $"/orders/{StubGateway.OrderId}";
    private readonly ShopApp _app;

    public OrderLinkTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    private OrderLink Link => _app.Services.GetRequiredService<OrderLink>();

    [Fact]
    public async Task The_link_opens_the_order_in_any_browser_as_the_guest_who_placed_it()
    {
        using var browser = _app.Open();
        var page = await browser.GetAsync(Opened());
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("AV-7K3M-Q2XD", page.Text, StringComparison.Ordinal);
        Assert.Equal("no-referrer", page.Response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Contains("<meta name=\"robots\" content=\"noindex\"", page.Html, StringComparison.Ordinal);
        Assert.True(page.Response.Headers.CacheControl!.NoStore);
        Assert.DoesNotContain(page.Response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], cookie => cookie.StartsWith("avanii-guest", StringComparison.Ordinal));
        var call = Assert.Single(_app.Gateway.Calls, call => call.Path == "/api" + s_path);
        Assert.Equal((Guest, Roles.Guest), await SubjectAsync(call));
        // Nothing else is asked on the guest's behalf, and this browser is nobody as before.
        foreach (var other in _app.Gateway.Calls.Where(other => other != call))
        {
            Assert.Equal(Roles.Visitor, (await SubjectAsync(other)).Role);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(s_path)).Status);
        Assert.Contains("No orders have been placed with this browser", (await browser.GetAsync("/orders")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_opens_no_other_order_and_a_changed_key_opens_none()
    {
        using var browser = _app.Open();
        var key = Link.KeyOf(StubGateway.OrderId, Guest);
        var other = Guid.CreateVersion7();
        _app.Gateway.On("GET", $"/api/orders/{other}", () => StubGateway.Order(OrderStatus.Confirmed) with { Id = other });
        foreach (var address in new[]
        {
            $"/orders/{other}?key={key}",
            $"{s_path}?key={(key[20] == 'A' ? key[..20] + "B" + key[21..] : key[..20] + "A" + key[21..])}",
            $"{s_path}?key={key}A", $"{s_path}?key={key[..^4]}", $"{s_path}?key=", $"{s_path}?key=%00", $"{s_path}?key={new string('a', 5000)}",
            $"{s_path}?key={Link.KeyOf(StubGateway.OrderId, "account:019c0000-0000-7000-8000-00000000000b")}",
        })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(address)).Status);
        }
        Assert.DoesNotContain(_app.Gateway.Calls, call => call.Path.StartsWith("/api/orders/0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_order_can_be_called_off_by_its_key()
    {
        _app.Gateway.On("POST", $"/api{s_path}/cancel", () => StubGateway.Order(OrderStatus.Cancelled));
        using var browser = _app.Open();
        var address = Opened();
        var page = await browser.GetAsync(address);
        var answer = await browser.PostAsync($"{s_path}/cancel", page.Form($"action=\"{s_path}/cancel\""));
        Assert.Equal(HttpStatusCode.Found, answer.Status);
        Assert.Equal(address, answer.Location);
        Assert.Equal((Guest, Roles.Guest), await SubjectAsync(Assert.Single(_app.Gateway.Calls, call => call.Method == "POST")));
    }

    [Fact]
    public async Task While_it_is_undecided_the_page_asks_again_with_its_key()
    {
        _app.Gateway.On("GET", "/api" + s_path, () => StubGateway.Order(OrderStatus.Placed));
        using var browser = _app.Open();
        var address = Opened();
        var page = await browser.GetAsync(address);
        Assert.Contains($"data-poll=\"{s_path}?wait=5&amp;{address.Split('?')[1]}\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_that_an_account_has_claimed_asks_to_sign_in()
    {
        _app.Gateway.Refuse("GET", "/api" + s_path, 404, "unknown-order");
        using var browser = _app.Open();
        var page = await browser.GetAsync(Opened());
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("belongs to an account now", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("AV-7K3M-Q2XD", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_sealed_for_something_else_is_no_key()
    {
        var protection = _app.Services.GetRequiredService<Microsoft.AspNetCore.DataProtection.IDataProtectionProvider>();
        var key = Link.KeyOf(StubGateway.OrderId, Guest);
        Assert.Equal(Guest, Link.Open(StubGateway.OrderId, key));
        Assert.Null(new OrderLink(new Elsewhere(protection), _app.Services.GetRequiredService<PublicAddress>()).Open(StubGateway.OrderId, key));
    }

    private string Opened() => new Uri(Link.To(StubGateway.OrderId, Guest)).PathAndQuery;

    private async Task<(string Subject, string Role)> SubjectAsync(StubGateway.Call call) =>
        (await _app.Services.GetRequiredService<ShopperTokens>().ReadAsync(call.Headers["Authorization"]["Bearer ".Length..], CancellationToken.None))!.Value;

    private sealed class Elsewhere(Microsoft.AspNetCore.DataProtection.IDataProtectionProvider inner) : Microsoft.AspNetCore.DataProtection.IDataProtectionProvider
    {
        public Microsoft.AspNetCore.DataProtection.IDataProtector CreateProtector(string purpose) => inner.CreateProtector("another purpose");
    }
}
