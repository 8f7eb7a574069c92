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

    /// <summary>Called off before it was shipped.</summary>
    Cancelled,

    /// <summary>A deadline passed.</summary>
    Expired,
}

[JsonConverter(typeof(JsonStringEnumConverter<PaymentMethod>))]
public enum PaymentMethod
{
    OnDelivery,
    BankTransfer,
}
