using Avanii.Orders.Contracts;

namespace Avanii.Web.Tests.Pages;

public sealed class OrderPageTests : IClassFixture<ShopApp>
{
    private static readonly string s_path = $"/orders/{StubGateway.OrderId}";
    private readonly ShopApp _app;

    public OrderPageTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    [Theory]
    [InlineData(OrderStatus.Placed, "One moment: we are setting it aside", "Ordered")]
    [InlineData(OrderStatus.Confirmed, "Thank you. It is yours.", "Everything reserved")]
    [InlineData(OrderStatus.Paid, "Your payment has arrived.", "Paid")]
    [InlineData(OrderStatus.Shipped, "It is on its way", "Sent on its way")]
    [InlineData(OrderStatus.Delivered, "It has arrived", "Delivered")]
    [InlineData(OrderStatus.Refunded, "We have returned €40.90 that you paid", "Money returned")]
    [InlineData(OrderStatus.Cancelled, "there is nothing to pay", "Called off")]
    [InlineData(OrderStatus.Expired, "there is nothing to pay", "Expired")]
    [InlineData(OrderStatus.Rejected, "That did not work out", "Could not be reserved")]
    public async Task Every_state_is_said_in_words(OrderStatus status, string head, string step)
    {
        var page = await OpenAsync(StubGateway.Order(status) with { Paid = 40.90m, History = [new(status, DateTimeOffset.UnixEpoch, "staff", null)] });
        Assert.Contains(head, page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"What happened {step}", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DHL", "JD0001", "Sent on its way With DHL, tracking number JD0001")]
    [InlineData("<b>DHL</b>", null, "Sent on its way With <b>DHL</b>")]
    [InlineData(null, "JD0001", "Sent on its way Tracking number JD0001")]
    public async Task What_is_on_its_way_says_with_whom(string? carrier, string? tracking, string text)
    {
        var page = await OpenAsync(StubGateway.Order(OrderStatus.Shipped) with
        {
            Shipment = new(carrier, tracking),
            History = [new(OrderStatus.Shipped, DateTimeOffset.UnixEpoch, "staff", null)],
        });
        Assert.Contains(text, page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OrderStatus.Cancelled)]
    [InlineData(OrderStatus.Expired)]
    public async Task Money_that_is_owed_back_is_named(OrderStatus status)
    {
        var page = await OpenAsync(StubGateway.Order(status) with
        {
            Paid = 40.90m,
            RefundDue = 40.90m,
            Payments = [new(PaymentMethod.BankTransfer, 40.90m, "RF18", DateTimeOffset.UnixEpoch)],
        });
        Assert.Contains("You have paid €40.90, which we owe you back", page.Text, StringComparison.Ordinal);
        Assert.Contains("Refund due: €40.90", page.Text, StringComparison.Ordinal);
        Assert.Contains("€40.90 paid, 1 January 1970", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing to pay", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_the_shop_called_it_off_is_said()
    {
        var page = await OpenAsync(StubGateway.Order(OrderStatus.Cancelled) with { History = [new(OrderStatus.Cancelled, DateTimeOffset.UnixEpoch, "staff", "Damaged in the warehouse")] });
        Assert.Contains("Called off Damaged in the warehouse", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OrderStatus.Paid, true)]
    [InlineData(OrderStatus.Shipped, false)]
    public async Task It_can_be_called_off_only_while_it_can(OrderStatus status, bool can)
    {
        var page = await OpenAsync(StubGateway.Order(status) with { CanCancel = can });
        Assert.Equal(can, page.Html.Contains($"action=\"{s_path}/cancel\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_what_is_to_be_transferred_is_asked_for()
    {
        Assert.Contains("Please transfer", (await OpenAsync(StubGateway.Order(OrderStatus.Confirmed))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Please transfer", (await OpenAsync(StubGateway.Order(OrderStatus.Paid))).Text, StringComparison.Ordinal);
        Assert.Contains("Please have €40.90 ready for the courier", (await OpenAsync(
            StubGateway.Order(OrderStatus.Shipped) with { PaymentMethod = PaymentMethod.OnDelivery })).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_of_orders_says_each_ones_state()
    {
        _app.Gateway.On("GET", "/api/orders", () => new OrderPage(
            [.. Enum.GetValues<OrderStatus>().Select(status => new OrderSummary(Guid.NewGuid(), $"AV-{status}", status, DateTimeOffset.UnixEpoch, 10m, "EUR", 1, []))], null));
        using var browser = _app.Open();
        await browser.AddToCartAsync();
        var text = (await browser.GetAsync("/orders")).Text;
        foreach (var state in new[] { "Being reserved", "Confirmed", "Paid", "On its way", "Delivered", "Money returned", "Called off", "Expired", "Did not work out" })
        {
            Assert.Contains($" {state} €10.00", text, StringComparison.Ordinal);
        }
    }

    private async Task<Page> OpenAsync(OrderView order)
    {
        _app.Gateway.On("GET", "/api" + s_path, () => order);
        using var browser = _app.Open();
        await browser.AddToCartAsync();
        return await browser.GetAsync(s_path);
    }
}
