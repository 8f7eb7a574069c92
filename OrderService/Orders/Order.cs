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

    /// <summary>The language of its mails.</summary>
    public string Culture { get; private set; } = "";

    public IReadOnlyList<OrderLine> Lines => _lines;

    public IReadOnlyList<HistoryLine> History => _history;

    /// <summary>Confirmed or over: nothing to wait for.</summary>
    public bool IsDecided => Status != OrderStatus.Placed;

    /// <summary>The shopper may still call it off.</summary>
    public bool CanCancel => Status is OrderStatus.Placed or OrderStatus.Confirmed;

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
        order.WriteHistory(OrderStatus.Placed, at, Actors.Shopper, cause: null);
        return order;
    }

    /// <summary>Every line is held in the warehouse. A price that fell meanwhile is the shopper's gain; what delivery costs stays as
    /// agreed, also when the subtotal is now below the limit from which it is free.</summary>
    /// <returns>False when the order was confirmed before.</returns>
    /// <exception cref="IllegalOrderMoveException">The order is over: what is held for it is released by the event that said so.</exception>
    public bool Confirm(IReadOnlyList<StockReserved.Line> reserved, DateTimeOffset at, TimeSpan transferWithin)
    {
        if (HasBeen(OrderStatus.Confirmed))
        {
            return false;
        }
        // Who pays the courier owes nothing before it is shipped; a transfer that does not come must not hold stock for ever.
        DateTimeOffset? deadline = PaymentMethod == PaymentMethod.BankTransfer ? AsKept(at) + transferWithin : null;
        Move(OrderStatus.Confirmed, at, Actors.Catalogue, "every line is held", deadline, OrderStatus.Placed);
        ConfirmedAt = AsKept(at);
        foreach (var line in _lines)
        {
            if (reserved.FirstOrDefault(r => r.Sku == line.Sku) is { } held)
            {
                line.LowerPrice(held.UnitPrice);
            }
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
        Move(OrderStatus.Rejected, at, Actors.Catalogue, cause, deadline: null, OrderStatus.Placed);
        foreach (var reason in reasons)
        {
            _lines.Find(line => line.Sku == reason.Sku)?.Reject(reason);
        }
        return true;
    }

    /// <summary>The order is called off.</summary>
    /// <returns>False when it was called off before.</returns>
    /// <exception cref="IllegalOrderMoveException">It was rejected or has expired.</exception>
    public bool Cancel(string actor, DateTimeOffset at)
    {
        if (HasBeen(OrderStatus.Cancelled))
        {
            return false;
        }
        Move(OrderStatus.Cancelled, at, actor, cause: null, deadline: null, OrderStatus.Placed, OrderStatus.Confirmed);
        return true;
    }

    /// <summary>Its deadline has passed.</summary>
    /// <returns>False when it had expired before.</returns>
    /// <exception cref="IllegalOrderMoveException">It has moved on, or nothing is due.</exception>
    public bool Expire(DateTimeOffset at)
    {
        if (HasBeen(OrderStatus.Expired))
        {
            return false;
        }
        if (Deadline is null)
        {
            throw new IllegalOrderMoveException(Id, Status, OrderStatus.Expired);
        }
        var cause = Status == OrderStatus.Placed ? "the warehouse did not answer in time" : "the transfer did not come in time";
        Move(OrderStatus.Expired, at, Actors.Deadline, cause, deadline: null, OrderStatus.Placed, OrderStatus.Confirmed);
        return true;
    }

    private bool HasBeen(OrderStatus status) => Status == status || _history.Exists(line => line.Status == status);

    private void Move(OrderStatus to, DateTimeOffset at, string actor, string? cause, DateTimeOffset? deadline, params ReadOnlySpan<OrderStatus> from)
    {
        if (!from.Contains(Status))
        {
            throw new IllegalOrderMoveException(Id, Status, to);
        }
        Status = to;
        Deadline = deadline;
        WriteHistory(to, at, actor, cause);
    }

    private void WriteHistory(OrderStatus status, DateTimeOffset at, string actor, string? cause) =>
        _history.Add(new HistoryLine(_history.Count, status, AsKept(at), actor, cause, Activity.Current?.TraceId.ToHexString()));

    // Microseconds, as the database keeps them: the first answer and later ones agree.
    private static DateTimeOffset AsKept(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));

    private static string Words(StockRejectionReason reason) => reason switch
    {
        StockRejectionReason.SoldOut => "is sold out",
        StockRejectionReason.PriceChanged => "costs more now",
        StockRejectionReason.Retired => "is no longer sold",
        _ => "cannot be had",
    };
}
