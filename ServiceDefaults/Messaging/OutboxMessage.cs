using System.ComponentModel.DataAnnotations;

namespace Avanii.ServiceDefaults.Messaging;

/// <summary>An event that was decided on in a transaction and is to be published after it.</summary>
public sealed class OutboxMessage
{
    /// <summary>Order of writing. Writers of one aggregate hold its row lock when they write here, so within an aggregate it is
    /// the order of what happened.</summary>
    public long Sequence { get; private set; }

    /// <summary>The message's id on the bus: the same however often it is published.</summary>
    public Guid MessageId { get; init; }

    /// <summary>What it is about, such as <c>order:0199...</c>; its messages are published one after the other.</summary>
    [MaxLength(100)]
    public required string Aggregate { get; init; }

    /// <summary>Full name of the event's record.</summary>
    [MaxLength(200)]
    public required string Type { get; init; }

    /// <summary>The event as JSON.</summary>
    public required string Body { get; init; }

    /// <summary>W3C trace context of the request that caused it, so that the trace goes on in the consumer.</summary>
    [MaxLength(60)]
    public string? TraceParent { get; init; }

    [MaxLength(512)]
    public string? TraceState { get; init; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When the broker confirmed it; null while it waits.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>Not to be tried before this moment.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>It cannot be published, whatever is tried; its aggregate waits behind it for a person.</summary>
    public DateTimeOffset? ParkedAt { get; private set; }

    [MaxLength(1000)]
    public string? LastError { get; private set; }
}
