using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using static Avanii.Orders.Contracts.OrderStatus;
using static Avanii.Orders.Contracts.PaymentMethod;

namespace Avanii.Orders.Tests.Orders;

/// <summary>The state machine by itself: every move from every state, and walks at random.</summary>
public sealed class OrderTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_week = TimeSpan.FromDays(7);
    private static readonly DateTimeOffset s_late = s_noon + s_week;

    /// <summary>Where an order that is paid in advance may go; after a late payment an order that came to nothing may be refunded.</summary>
    private static readonly Dictionary<OrderStatus, OrderStatus[]> s_prepaid = new()
    {
        [Placed] = [Confirmed, Rejected, Cancelled, Expired],
        [Confirmed] = [Paid, Cancelled, Expired],
        [Paid] = [Shipped, Cancelled, Refunded],
        [Shipped] = [Delivered, Refunded],
        [Delivered] = [Refunded],
        [Cancelled] = [Refunded],
        [Expired] = [Refunded],
        [Rejected] = [],
        [Refunded] = [],
    };

    private static readonly Dictionary<OrderStatus, OrderStatus[]> s_onDelivery = new(s_prepaid)
    {
        [Confirmed] = [Shipped, Cancelled],
        [Shipped] = [Delivered],
    };

    public static TheoryData<PaymentMethod, OrderStatus, OrderStatus> Moves
    {
        get
        {
            var moves = new TheoryData<PaymentMethod, OrderStatus, OrderStatus>();
            foreach (var (method, from, to) in
                from method in new[] { OnDelivery, BankTransfer }
                from start in Enum.GetValues<OrderStatus>()
                where method == BankTransfer || start != Paid // which no order comes into that is paid to the courier
                from to in Enum.GetValues<OrderStatus>()
                where to != Placed
                select (method, start, to))
            {
                moves.Add(method, from, to);
            }
            return moves;
        }
    }

    [Theory]
    [MemberData(nameof(Moves))]
    public void An_order_moves_only_where_its_life_allows(PaymentMethod method, OrderStatus from, OrderStatus to)
    {
        var order = In(from, method);
        var before = Path(order);
        if (before.Contains(to))
        {
            Assert.False(Move(order, to)); // what has happened already changes nothing
            Assert.Equal(before, Path(order));
        }
        // Nothing was paid for it before it came to nothing, so nothing can be given back.
        else if (to == Refunded && from is Cancelled or Expired)
        {
            Assert.Throws<IllegalOrderMoveException>(() => Move(order, to));
        }
        else if (to == Paid && from is Cancelled or Expired) // is booked, and moves nothing
        {
            Assert.True(Move(order, to));
            Assert.Equal((from, order.Total, order.Total), (order.Status, order.AmountPaid, order.RefundDue));
        }
        else if (Graph(method)[from].Contains(to))
        {
            Assert.True(Move(order, to));
            Assert.Equal([.. before, to], Path(order));
            Assert.Equal(to, order.Status);
        }
        else
        {
            Assert.Throws<IllegalOrderMoveException>(() => Move(order, to));
            Assert.Equal(before, Path(order));
            Assert.Equal(from, order.Status);
        }
    }

    [Fact]
    public void Whatever_is_asked_of_it_in_whatever_order_an_order_never_leaves_its_life()
    {
        var ends = new HashSet<OrderStatus>();
        for (var seed = 0; seed < 4000; seed++)
        {
            var random = new Random(seed);
            var method = seed % 2 == 0 ? BankTransfer : OnDelivery;
            var order = In(Placed, method);
            for (var step = 0; step < 14; step++)
            {
                var (before, status, paid, total) = (Path(order), order.Status, order.AmountPaid, order.Total);
                var to = random.GetItems(Enum.GetValues<OrderStatus>(), 1)[0];
                var changed = false;
                try
                {
                    changed = to == Placed ? order.Pay(Transfer(9.99m, "odd")) : Move(order, to);
                }
                catch (Exception e) when (e is IllegalOrderMoveException or WrongAmountException)
                {
                    Assert.Equal((status, paid), (order.Status, order.AmountPaid)); // a refusal leaves everything as it was
                }
                var path = Path(order);
                var why = $"seed {seed}: {string.Join(' ', path)}, asked for {to}";
                Assert.True(path[^1] == order.Status, why);
                Assert.True(path.SequenceEqual(before) || path.SequenceEqual([.. before, order.Status]), why);
                Assert.True(path.Count == before.Count || Graph(method)[status].Contains(order.Status), why);
                Assert.True(path.Distinct().Count() == path.Count, why);
                Assert.True(changed || (path.Count == before.Count && order.AmountPaid == paid), why);
                Assert.True(order.Payments.Sum(p => p.Amount) == order.AmountPaid, why);
                Assert.True(order.Status is not (Paid or Delivered or Refunded) || order.AmountPaid > 0, why);
                Assert.True(order.Status != Shipped || method == OnDelivery || order.AmountPaid == order.Total, why);
                Assert.True(order.RefundDue == (order.Status is Cancelled or Expired ? order.AmountPaid : 0), why);
                Assert.True(order.Deadline is null || order.Status is Placed or Confirmed, why);
                Assert.True(order.Status != Placed || order.Deadline is not null, why);
                Assert.True(order.Total <= total, why);
            }
            ends.Add(order.Status);
        }
        Assert.Superset(new HashSet<OrderStatus> { Rejected, Cancelled, Expired, Shipped, Delivered, Refunded }, ends); // the walks went everywhere
    }

    [Fact]
    public void A_line_of_history_says_who_in_person_when_and_why()
    {
        var order = In(Confirmed);
        order.Cancel(MovedBy.Staff("staff:7"), "damaged in the warehouse", s_late);
        var line = order.History[^1];
        Assert.Equal((Cancelled, s_late, "staff", "staff:7", "damaged in the warehouse"), (line.Status, line.At, line.Actor, line.Subject, line.Cause));
    }

    [Fact]
    public void A_price_that_fell_is_taken_into_the_order_and_delivery_stays_as_agreed()
    {
        var order = In(Placed); // 2 x 30.00, delivery free from 50.00
        order.Confirm([new("MUG", 2, 20.00m)], s_noon, s_week);
        Assert.Equal((40.00m, 0m, 40.00m), (order.Subtotal, order.Delivery, order.Total));
        Assert.Equal(20.00m, order.Lines.Single().UnitPrice);
    }

    [Theory]
    [InlineData("MUG", 1)]
    [InlineData("MUG", 3)]
    [InlineData("BOWL", 2)]
    [InlineData(null, 0)]
    public void What_is_not_held_whole_is_not_confirmed(string? sku, int quantity)
    {
        var order = In(Placed); // two mugs
        var refusal = Assert.Throws<InvalidDataException>(() => order.Confirm(sku is null ? [] : [new(sku, quantity, 30.00m)], s_noon, s_week));
        Assert.Contains("2 units of MUG", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((Placed, 1), (order.Status, order.History.Count));
        Assert.False(In(Confirmed).Confirm([], s_noon, s_week)); // of what was confirmed or is over, nothing is to be held any more
        Assert.Throws<IllegalOrderMoveException>(() => In(Cancelled).Confirm([], s_noon, s_week));
    }

    [Fact]
    public void No_confirmation_makes_an_order_dearer()
    {
        var order = In(Placed);
        order.Confirm([new("MUG", 2, 40.00m)], s_noon, s_week);
        Assert.Equal(60.00m, order.Total);
    }

    [Fact]
    public void A_placed_order_has_a_deadline() => Assert.Equal(s_noon.AddMinutes(30), In(Placed).Deadline);

    [Fact]
    public void A_transfer_that_does_not_come_ends_the_order_and_paying_the_courier_has_no_deadline()
    {
        var byTransfer = In(Confirmed, BankTransfer);
        Assert.Equal(s_noon + s_week, byTransfer.Deadline);
        Assert.Throws<IllegalOrderMoveException>(() => byTransfer.Expire(s_late.AddMicroseconds(-1)));
        Assert.True(byTransfer.Expire(s_late));
        Assert.Equal(Expired, byTransfer.Status);
        Assert.Null(In(Confirmed).Deadline);
    }

    [Theory]
    [InlineData(59.99)]
    [InlineData(60.01)]
    [InlineData(600)]
    public void Only_the_exact_total_pays_an_order(double amount)
    {
        var order = In(Confirmed, BankTransfer);
        Assert.Throws<WrongAmountException>(() => order.Pay(Transfer((decimal)amount)));
        Assert.Equal((Confirmed, 0m), (order.Status, order.AmountPaid));
    }

    [Fact]
    public void A_transfer_booked_twice_is_one_payment_and_a_second_transfer_is_refused()
    {
        var order = In(Paid, BankTransfer);
        Assert.False(order.Pay(Transfer()));
        Assert.Throws<IllegalOrderMoveException>(() => order.Pay(Transfer(reference: "another")));
        Assert.Equal((60.00m, 1), (order.AmountPaid, order.Payments.Count));
    }

    [Fact]
    public void All_that_comes_too_late_is_owed_back()
    {
        var order = In(Expired, BankTransfer);
        Assert.True(order.Pay(Transfer(50.00m)));
        Assert.True(order.Pay(Transfer(10.00m, "the rest")));
        Assert.False(order.Pay(Transfer(50.00m)));
        Assert.Equal((Expired, 60.00m), (order.Status, order.RefundDue));
        Assert.True(order.Refund("came too late", restock: true, MovedBy.Staff("staff:1"), s_late));
        Assert.Equal((Refunded, 0m, 60.00m), (order.Status, order.RefundDue, order.AmountPaid));
    }

    [Fact]
    public void A_paid_order_that_is_called_off_owes_what_was_paid()
    {
        var order = In(Paid, BankTransfer);
        order.Cancel(MovedBy.Shopper, null, s_noon);
        Assert.Equal(60.00m, order.RefundDue);
    }

    private static Dictionary<OrderStatus, OrderStatus[]> Graph(PaymentMethod method) => method == BankTransfer ? s_prepaid : s_onDelivery;

    private static List<OrderStatus> Path(Order order) => [.. order.History.Select(line => line.Status)];

    private static Payment Transfer(decimal amount = 60.00m, string reference = "RF18") => new()
    {
        Reference = reference,
        Method = BankTransfer,
        Amount = amount,
        RecordedAt = s_noon,
        RecordedBy = "staff:1",
    };

    private static Order In(OrderStatus status, PaymentMethod payment = OnDelivery)
    {
        var line = Shopper.Line("MUG", 30.00m, 2);
        var quote = new CheckoutQuote(Guid.CreateVersion7(), 1, Guid.CreateVersion7(), [line], [], 60.00m, 0, 60.00m, [], "EUR");
        var request = new PlaceOrderRequest(1, 60.00m, new OrderContact("ada@example.org", null),
            new DeliveryAddress("Ada", "Street 1", null, "1", "Berlin", "DE"), null, payment);
        var order = Order.Place("guest:1", "AV-2345-6789", quote, 0.20m, request, "en", s_noon, TimeSpan.FromMinutes(30));
        OrderStatus[] way = status switch
        {
            Placed => [],
            Paid => [Confirmed, Paid],
            Shipped when payment == BankTransfer => [Confirmed, Paid, Shipped],
            Shipped => [Confirmed, Shipped],
            Delivered or Refunded when payment == BankTransfer => [Confirmed, Paid, Shipped, Delivered],
            Delivered or Refunded => [Confirmed, Shipped, Delivered],
            _ => [status],
        };
        foreach (var step in status == Refunded ? [.. way, Refunded] : way)
        {
            Assert.True(Move(order, step));
        }
        return order;
    }

    private static bool Move(Order order, OrderStatus to) => to switch
    {
        Confirmed => order.Confirm([new("MUG", 2, 30.00m)], s_noon, order.PaymentMethod == BankTransfer ? s_week : null),
        Rejected => order.Reject([new("MUG", StockRejectionReason.SoldOut, 1, null)], s_noon),
        Paid => order.Pay(Transfer()),
        Shipped => order.Ship("DHL", "42", MovedBy.Staff("staff:1"), s_noon),
        Delivered => order.Deliver(MovedBy.Staff("staff:1"), s_noon),
        Refunded => order.Refund("came back", restock: true, MovedBy.Staff("staff:1"), s_noon),
        Cancelled => order.Cancel(MovedBy.Shopper, null, s_noon),
        _ => order.Expire(s_late),
    };
}
