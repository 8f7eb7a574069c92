using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;

namespace Avanii.Orders.Tests.Orders;

/// <summary>The state machine by itself: every move from every state.</summary>
public sealed class OrderTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_week = TimeSpan.FromDays(7);

    public static TheoryData<OrderStatus, OrderStatus, bool> Moves => new()
    {
        { OrderStatus.Placed, OrderStatus.Confirmed, true },
        { OrderStatus.Placed, OrderStatus.Rejected, true },
        { OrderStatus.Placed, OrderStatus.Cancelled, true },
        { OrderStatus.Placed, OrderStatus.Expired, true },
        { OrderStatus.Confirmed, OrderStatus.Cancelled, true },
        { OrderStatus.Confirmed, OrderStatus.Rejected, false },
        { OrderStatus.Confirmed, OrderStatus.Expired, false },
        { OrderStatus.Rejected, OrderStatus.Confirmed, false },
        { OrderStatus.Rejected, OrderStatus.Cancelled, false },
        { OrderStatus.Rejected, OrderStatus.Expired, false },
        { OrderStatus.Cancelled, OrderStatus.Confirmed, false },
        { OrderStatus.Cancelled, OrderStatus.Rejected, false },
        { OrderStatus.Cancelled, OrderStatus.Expired, false },
        { OrderStatus.Expired, OrderStatus.Confirmed, false },
        { OrderStatus.Expired, OrderStatus.Rejected, false },
        { OrderStatus.Expired, OrderStatus.Cancelled, false },
    };

    [Theory]
    [MemberData(nameof(Moves))]
    public void An_order_moves_only_where_its_life_allows(OrderStatus from, OrderStatus to, bool allowed)
    {
        var order = In(from);
        var lines = order.History.Count;
        if (allowed)
        {
            Assert.True(Move(order, to));
            Assert.Equal(to, order.Status);
            Assert.Equal(lines + 1, order.History.Count);
            Assert.Null(order.Deadline);
        }
        else
        {
            Assert.Throws<IllegalOrderMoveException>(() => Move(order, to));
            Assert.Equal(from, order.Status);
            Assert.Equal(lines, order.History.Count);
        }
    }

    [Theory]
    [InlineData(OrderStatus.Confirmed)]
    [InlineData(OrderStatus.Rejected)]
    [InlineData(OrderStatus.Cancelled)]
    [InlineData(OrderStatus.Expired)]
    public void What_has_happened_already_changes_nothing(OrderStatus status)
    {
        var order = In(status);
        Assert.False(Move(order, status));
        Assert.Equal(2, order.History.Count);
    }

    [Fact]
    public void A_confirmation_that_is_repeated_after_the_order_moved_on_changes_nothing()
    {
        var order = In(OrderStatus.Confirmed);
        Move(order, OrderStatus.Cancelled);
        Assert.False(Move(order, OrderStatus.Confirmed));
        Assert.Equal(OrderStatus.Cancelled, order.Status);
    }

    [Fact]
    public void A_price_that_fell_is_taken_into_the_order_and_delivery_stays_as_agreed()
    {
        var order = In(OrderStatus.Placed); // 2 x 30.00, delivery free from 50.00
        order.Confirm([new("MUG", 2, 20.00m)], s_noon, s_week);
        Assert.Equal((40.00m, 0m, 40.00m), (order.Subtotal, order.Delivery, order.Total));
        Assert.Equal(20.00m, order.Lines.Single().UnitPrice);
    }

    [Fact]
    public void No_confirmation_makes_an_order_dearer()
    {
        var order = In(OrderStatus.Placed);
        order.Confirm([new("MUG", 2, 40.00m)], s_noon, s_week);
        Assert.Equal(60.00m, order.Total);
    }

    [Fact]
    public void A_placed_order_has_a_deadline() => Assert.Equal(s_noon.AddMinutes(30), In(OrderStatus.Placed).Deadline);

    [Fact]
    public void A_transfer_that_does_not_come_ends_the_order_and_paying_the_courier_has_no_deadline()
    {
        var byTransfer = In(OrderStatus.Confirmed, PaymentMethod.BankTransfer);
        Assert.Equal(s_noon + s_week, byTransfer.Deadline);
        Assert.True(byTransfer.Expire(s_noon + s_week));
        Assert.Equal(OrderStatus.Expired, byTransfer.Status);
        Assert.Null(In(OrderStatus.Confirmed).Deadline);
    }

    private static Order In(OrderStatus status, PaymentMethod payment = PaymentMethod.OnDelivery)
    {
        var line = Shopper.Line("MUG", 30.00m, 2);
        var quote = new CheckoutQuote(Guid.CreateVersion7(), 1, Guid.CreateVersion7(), [line], [], 60.00m, 0, 60.00m, [], "EUR");
        var request = new PlaceOrderRequest(1, 60.00m, new OrderContact("ada@example.org", null),
            new DeliveryAddress("Ada", "Street 1", null, "1", "Berlin", "DE"), null, payment);
        var order = Order.Place("guest:1", "AV-2345-6789", quote, 0.20m, request, "en", s_noon, TimeSpan.FromMinutes(30));
        if (status != OrderStatus.Placed)
        {
            Move(order, status);
        }
        return order;
    }

    private static bool Move(Order order, OrderStatus to) => to switch
    {
        OrderStatus.Confirmed => order.Confirm([new("MUG", 2, 30.00m)], s_noon, s_week),
        OrderStatus.Rejected => order.Reject([new("MUG", StockRejectionReason.SoldOut, 1, null)], s_noon),
        OrderStatus.Cancelled => order.Cancel(Actors.Shopper, s_noon),
        _ => order.Expire(s_noon),
    };
}
