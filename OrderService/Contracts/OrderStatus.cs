using System.Text.Json.Serialization;

namespace Avanii.Orders.Contracts;

/// <summary>Where an order is in its life (docs/architecture.md).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderStatus>))]
public enum OrderStatus
{
    /// <summary>Accepted; the warehouse has not answered yet.</summary>
    Placed,

    /// <summary>Every line is held for it.</summary>
    Confirmed,

    /// <summary>At least one line could not be had as ordered; nothing is held.</summary>
    Rejected,

    /// <summary>Called off before it was shipped. What had been paid, or comes later, is owed back.</summary>
    Cancelled,

    /// <summary>A deadline passed. What comes later is owed back.</summary>
    Expired,

    /// <summary>The whole total has come; only what is paid in advance is ever in this state.</summary>
    Paid,

    /// <summary>On its way: what was held for it has left the warehouse.</summary>
    Shipped,

    /// <summary>Handed over, and paid.</summary>
    Delivered,

    /// <summary>All that had been paid was given back.</summary>
    Refunded,
}

[JsonConverter(typeof(JsonStringEnumConverter<PaymentMethod>))]
public enum PaymentMethod
{
    OnDelivery,
    BankTransfer,
}
