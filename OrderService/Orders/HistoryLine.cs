using Avanii.Orders.Contracts;

namespace Avanii.Orders;

/// <summary>One thing that happened to an order; written in the transaction in which it happened.</summary>
public sealed class HistoryLine
{
    private HistoryLine()
    {
    }

    internal HistoryLine(int position, OrderStatus status, DateTimeOffset at, MovedBy by, string? cause, string? traceId)
        => (Position, Status, At, Actor, Subject, Cause, TraceId) = (position, status, at, by.Actor, by.Subject, cause, traceId);

    public Guid OrderId { get; private set; }

    public int Position { get; private set; }

    /// <summary>What the order became.</summary>
    public OrderStatus Status { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Who did it: one of <see cref="Actors"/>.</summary>
    public string Actor { get; private set; } = "";

    /// <summary>Which member of staff; nobody outside the back office is told.</summary>
    public string? Subject { get; private set; }

    /// <summary>Why, in a few words for a person.</summary>
    public string? Cause { get; private set; }

    /// <summary>Where to look for the rest of the story.</summary>
    public string? TraceId { get; private set; }
}

/// <summary>Who can move an order.</summary>
public static class Actors
{
    public const string Shopper = "shopper";
    public const string Staff = "staff";
    public const string Catalogue = "catalogue";
    public const string Deadline = "deadline";

    /// <summary>The account that a guest's order was added to: the order stays what it was.</summary>
    public const string Account = "account";
}

/// <summary>Who moves an order: one of <see cref="Actors"/>, and of staff which member.</summary>
public readonly record struct MovedBy(string Actor, string? Subject)
{
    public static readonly MovedBy Shopper = new(Actors.Shopper, null);
    public static readonly MovedBy Catalogue = new(Actors.Catalogue, null);
    public static readonly MovedBy Deadline = new(Actors.Deadline, null);

    public static MovedBy Staff(string subject) => new(Actors.Staff, subject);
}
