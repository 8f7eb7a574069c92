using Avanii.Orders.Contracts;

namespace Avanii.Orders;

/// <summary>What a way of paying means for an order's life.</summary>
internal static class PaymentTerms
{
    /// <summary>It is shipped only after it was paid; else the courier collects.</summary>
    public static bool IsPrepaid(this PaymentMethod method) => method != PaymentMethod.OnDelivery;

    /// <returns>How long a confirmed order waits for its payment; null when nothing is due before it is delivered.</returns>
    public static TimeSpan? PayWithin(this FulfilmentOptions options, PaymentMethod method) => method switch
    {
        PaymentMethod.OnDelivery => null,
        PaymentMethod.BankTransfer => options.TransferWithin,
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "Nobody has said how long this may take."),
    };
}
