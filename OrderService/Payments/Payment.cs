using Avanii.Orders.Contracts;

namespace Avanii.Orders;

/// <summary>Money that came for an order, in time or too late; never changed and never forgotten.</summary>
public sealed class Payment
{
    /// <summary>The reference of what was paid to the courier.</summary>
    public const string OnDelivery = "delivery";

    public Guid OrderId { get; private set; }

    /// <summary>What names it where it came from; once for an order, so that a transfer booked twice is one payment.</summary>
    public required string Reference { get; init; }

    public required PaymentMethod Method { get; init; }

    public required decimal Amount { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Subject of the member of staff who booked it.</summary>
    public required string RecordedBy { get; init; }

    /// <summary>The key of the request that booked it; null for what was paid to the courier, which has none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Where to look for the rest of the story.</summary>
    public string? TraceId { get; init; }
}
