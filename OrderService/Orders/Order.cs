using System.Diagnostics;
using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;

namespace Avanii.Orders;

/// <summary>An order and the moves it can make. Whoever moves one holds its row's lock. Asked again for what has already happened,
/// it changes nothing, in whatever state it is by now; asked for what is not allowed, it refuses.</summary>
public sealed class Order
{
    private readonly List<OrderLine> _lines = [];
    private readonly List<HistoryLine> _history = [];
    private readonly List<Payment> _payments = [];

    private Order()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>The short public number, such as <c>AV-7K3M-Q2XD</c>.</summary>
    public string Number { get; private set; } = "";

    /// <summary>Whose it is.</summary>
    public string Subject { get; private set; } = "";

    public Guid CartId { get; private set; }

    /// <summary>The cart's checkout that it was made in. A cart is ordered once in a checkout, under whatever key.</summary>
    public Guid CheckoutId { get; private set; }

    /// <summary>The how-manieth order of its cart, unique among them: of two that are placed at once, the second sees the first's
    /// lines. Null in orders from before it was counted.</summary>
    public int? CartSequence { get; internal set; }

    /// <summary>The guests' carts that had been merged into its cart. Who read one of them before that must not order it any more: its lines
    /// may be in this order.</summary>
    public Guid[] MergedCarts { get; internal set; } = [];

    public OrderStatus Status { get; private set; }

    public DateTimeOffset PlacedAt { get; private set; }

    /// <summary>When it was confirmed, whatever has become of it since; null in orders from before this was noted.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>When it expires unless it moves on before; null when nothing is due.</summary>
    public DateTimeOffset? Deadline { get; private set; }

    public decimal Subtotal { get; private set; }

    public decimal Delivery { get; private set; }

    public decimal DeliveryVatRate { get; private set; }

    public decimal Total { get; private set; }

    public string Currency { get; private set; } = "";

    public OrderContact Contact { get; private set; } = null!;

    public DeliveryAddress Address { get; private set; } = null!;

    public string? Note { get; private set; }

    public PaymentMethod PaymentMethod { get; private set; }

    /// <summary>All that has come for it, in time or too late; it stays when it is given back.</summary>
    public decimal AmountPaid { get; private set; }

    /// <summary>Who carries it, as the shopper is told.</summary>
    public string? Carrier { get; private set; }

    /// <summary>The carrier's number, as the shopper is told.</summary>
    public string? Tracking { get; private set; }

    /// <summary>Of a refunded order: its goods are to be sold again. Null before, and in orders that were refunded before this was noted.</summary>
    public bool? Restocked { get; private set; }

    /// <summary>The language of its mails.</summary>
    public string Culture { get; private set; } = "";

    public IReadOnlyList<OrderLine> Lines => _lines;

    public IReadOnlyList<HistoryLine> History => _history;

    public IReadOnlyList<Payment> Payments => _payments;

    /// <summary>Confirmed or over: nothing to wait for.</summary>
    public bool IsDecided => Status != OrderStatus.Placed;

    /// <summary>It may still be called off: nothing has left the warehouse.</summary>
    public bool CanCancel => Status is OrderStatus.Placed or OrderStatus.Confirmed or OrderStatus.Paid;

    /// <summary>Its goods have left the warehouse, wherever they are by now.</summary>
    public bool WasShipped => HasBeen(OrderStatus.Shipped);

    /// <summary>What was paid for an order that came to nothing, and has not been given back.</summary>
    public decimal RefundDue => Status is OrderStatus.Cancelled or OrderStatus.Expired ? AmountPaid : 0;

    /// <summary>The checkout was accepted; the warehouse is asked next.</summary>
    public static Order Place(
        string subject, string number, CheckoutQuote quote, decimal deliveryVatRate, PlaceOrderRequest request, string culture, DateTimeOffset at, TimeSpan decideWithin)
    {
        at = AsKept(at);
        var order = new Order
        {
            Id = Guid.CreateVersion7(at),
            Number = number,
            Subject = subject,
            CartId = quote.CartId,
            CheckoutId = quote.CheckoutId,
            Status = OrderStatus.Placed,
            PlacedAt = at,
            Deadline = at + decideWithin,
            Subtotal = quote.Subtotal,
            Delivery = quote.Delivery,
            DeliveryVatRate = deliveryVatRate,
            Total = quote.Total,
            Currency = quote.Currency,
            Contact = request.Contact,
            Address = request.Address,
            Note = request.Note,
            PaymentMethod = request.PaymentMethod,
            Culture = culture,
        };
        order._lines.AddRange(quote.Lines.Select((line, position) => new OrderLine(position, line)));
        order.WriteHistory(OrderStatus.Placed, at, MovedBy.Shopper, cause: null);
        return order;
    }

    /// <summary>Every line is held in the warehouse. A price that fell meanwhile is the shopper's gain; what delivery costs stays as
    /// agreed, also when the subtotal is now below the limit from which it is free.</summary>
    /// <param name="reserved">What is held, and at which prices.</param>
    /// <param name="at">When.</param>
    /// <param name="payWithin">How long it waits for its payment: one that does not come must not hold stock for ever. Null when
    /// nothing is due before it is delivered.</param>
    /// <returns>False when the order was confirmed before.</returns>
    /// <exception cref="IllegalOrderMoveException">The order is over: what is held for it is released by the event that said so.</exception>
    /// <exception cref="InvalidDataException">Not every line is held in its quantity.</exception>
    public bool Confirm(IReadOnlyList<StockReserved.Line> reserved, DateTimeOffset at, TimeSpan? payWithin)
    {
        if (HasBeen(OrderStatus.Confirmed))
        {
            return false;
        }
        if (Status == OrderStatus.Placed && _lines.Find(line => !reserved.Any(held => held.Sku == line.Sku && held.Quantity == line.Quantity)) is { } missing)
        {
            throw new InvalidDataException($"{missing.Quantity} units of {missing.Sku} are to be held for order {Id}, and it is not said that they are.");
        }
        Move(OrderStatus.Confirmed, at, MovedBy.Catalogue, "every line is held", OrderStatus.Placed);
        Deadline = AsKept(at) + payWithin;
        ConfirmedAt = AsKept(at);
        foreach (var line in _lines)
        {
            line.LowerPrice(reserved.First(held => held.Sku == line.Sku).UnitPrice);
        }
        Subtotal = _lines.Sum(line => line.Total);
        Total = Subtotal + Delivery;
        return true;
    }

    /// <summary>The warehouse could not hold the order as it was placed, because of these lines.</summary>
    /// <returns>False when the order was rejected before.</returns>
    /// <exception cref="IllegalOrderMoveException">The order was confirmed or is over.</exception>
    public bool Reject(IReadOnlyList<StockRejected.Line> reasons, DateTimeOffset at)
    {
        if (HasBeen(OrderStatus.Rejected))
        {
            return false;
        }
        var cause = string.Join(", ", reasons.Select(reason => $"{reason.Sku} {Words(reason.Reason)}"));
        Move(OrderStatus.Rejected, at, MovedBy.Catalogue, cause, OrderStatus.Placed);
        foreach (var reason in reasons)
        {
            _lines.Find(line => line.Sku == reason.Sku)?.Reject(reason);
        }
        return true;
    }

    /// <summary>Money has come: the whole total makes a confirmed order paid. For an order that came to nothing, whatever comes is
    /// kept in the books and owed back (<see cref="RefundDue"/>).</summary>
    /// <returns>False when it was booked before.</returns>
    /// <exception cref="WrongAmountException">It is not the order's total.</exception>
    /// <exception cref="IllegalOrderMoveException">Nothing is owed: the order was paid by another payment, or is none to be paid in
    /// advance, or was never confirmed, or what was paid for it was given back.</exception>
    public bool Pay(Payment payment)
    {
        if (_payments.Exists(earlier => earlier.Reference == payment.Reference))
        {
            return false;
        }
        if (Status is OrderStatus.Cancelled or OrderStatus.Expired)
        {
            Book(payment);
            return true;
        }
        if (!PaymentMethod.IsPrepaid() || payment.Method != PaymentMethod)
        {
            throw new IllegalOrderMoveException(Id, Status, OrderStatus.Paid, $"it is to be paid by {PaymentMethod}");
        }
        if (HasBeen(OrderStatus.Paid))
        {
            throw new IllegalOrderMoveException(Id, Status, OrderStatus.Paid, $"it was paid by {_payments[0].Reference}, so this money is to be sent back");
        }
        if (Status == OrderStatus.Confirmed && payment.Amount != Total)
        {
            throw new WrongAmountException(Id, payment.Amount, Total);
        }
        Move(OrderStatus.Paid, payment.RecordedAt, MovedBy.Staff(payment.RecordedBy), $"{payment.Method} {payment.Reference}", OrderStatus.Confirmed);
        Book(payment);
        return true;
    }

    /// <summary>Its goods leave the warehouse.</summary>
    /// <returns>False when it was shipped before; who carried it then stays.</returns>
    /// <exception cref="IllegalOrderMoveException">It is not confirmed, or is to be paid in advance and was not, or is over.</exception>
    public bool Ship(string? carrier, string? tracking, MovedBy by, DateTimeOffset at)
    {
        if (HasBeen(OrderStatus.Shipped))
        {
            return false;
        }
        if (Status == OrderStatus.Confirmed && PaymentMethod.IsPrepaid())
        {
            throw new IllegalOrderMoveException(Id, Status, OrderStatus.Shipped, "it is to be paid in advance and has not been paid");
        }
        Move(OrderStatus.Shipped, at, by, cause: null, PaymentMethod.IsPrepaid() ? OrderStatus.Paid : OrderStatus.Confirmed);
        (Carrier, Tracking) = (carrier, tracking);
        return true;
    }

    /// <summary>It was handed over; what is paid on delivery was paid.</summary>
    /// <returns>False when it was delivered before.</returns>
    /// <exception cref="IllegalOrderMoveException">It is not on its way.</exception>
    public bool Deliver(MovedBy by, DateTimeOffset at)
    {
        if (HasBeen(OrderStatus.Delivered))
        {
            return false;
        }
        Move(OrderStatus.Delivered, at, by, cause: null, OrderStatus.Shipped);
        if (!PaymentMethod.IsPrepaid())
        {
            Book(new Payment
            {
                Reference = Payment.OnDelivery,
                Method = PaymentMethod,
                Amount = Total,
                RecordedAt = AsKept(at),
                RecordedBy = by.Subject ?? by.Actor,
                TraceId = CurrentTraceId(),
            });
        }
        return true;
    }

    /// <summary>All that was paid was given back.</summary>
    /// <returns>False when it was refunded before.</returns>
    /// <exception cref="IllegalOrderMoveException">Nothing was paid.</exception>
    public bool Refund(string reason, bool restock, MovedBy by, DateTimeOffset at)
    {
        if (HasBeen(OrderStatus.Refunded))
        {
            return false;
        }
        if (AmountPaid == 0)
        {
            throw new IllegalOrderMoveException(Id, Status, OrderStatus.Refunded, "nothing was paid");
        }
        Move(OrderStatus.Refunded, at, by, reason, OrderStatus.Paid, OrderStatus.Shipped, OrderStatus.Delivered, OrderStatus.Cancelled, OrderStatus.Expired);
        Restocked = restock;
        return true;
    }

    /// <summary>The order is called off before it was shipped.</summary>
    /// <returns>False when it was called off before.</returns>
    /// <exception cref="IllegalOrderMoveException">It was rejected, has expired or was shipped.</exception>
    public bool Cancel(MovedBy by, string? reason, DateTimeOffset at)
    {
        if (HasBeen(OrderStatus.Cancelled))
        {
            return false;
        }
        Move(OrderStatus.Cancelled, at, by, reason, OrderStatus.Placed, OrderStatus.Confirmed, OrderStatus.Paid);
        return true;
    }

    /// <summary>Its deadline has passed.</summary>
    /// <returns>False when it had expired before.</returns>
    /// <exception cref="IllegalOrderMoveException">It has moved on, or nothing is due yet.</exception>
    public bool Expire(DateTimeOffset at)
    {
        if (HasBeen(OrderStatus.Expired))
        {
            return false;
        }
        if (Deadline is null || at < Deadline)
        {
            throw new IllegalOrderMoveException(Id, Status, OrderStatus.Expired, "nothing is due");
        }
        var cause = Status == OrderStatus.Placed ? "the warehouse did not answer in time" : "the payment did not come in time";
        Move(OrderStatus.Expired, at, MovedBy.Deadline, cause, OrderStatus.Placed, OrderStatus.Confirmed);
        return true;
    }

    private bool HasBeen(OrderStatus status) => Status == status || _history.Exists(line => line.Status == status);

    // Every move ends what was due; who begins to wait for something says so after it.
    private void Move(OrderStatus to, DateTimeOffset at, MovedBy by, string? cause, params ReadOnlySpan<OrderStatus> from)
    {
        if (!from.Contains(Status))
        {
            throw new IllegalOrderMoveException(Id, Status, to);
        }
        Status = to;
        Deadline = null;
        WriteHistory(to, at, by, cause);
    }

    private void Book(Payment payment)
    {
        _payments.Add(payment);
        AmountPaid += payment.Amount;
    }

    private void WriteHistory(OrderStatus status, DateTimeOffset at, MovedBy by, string? cause) =>
        _history.Add(new HistoryLine(_history.Count, status, AsKept(at), by, cause, CurrentTraceId()));

    private static string? CurrentTraceId() => Activity.Current?.TraceId.ToHexString();

    // Microseconds, as the database keeps them: the first answer and later ones agree.
    internal static DateTimeOffset AsKept(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));

    private static string Words(StockRejectionReason reason) => reason switch
    {
        StockRejectionReason.SoldOut => "is sold out",
        StockRejectionReason.PriceChanged => "costs more now",
        StockRejectionReason.Retired => "is no longer sold",
        _ => "cannot be had",
    };
}
