using System.ComponentModel.DataAnnotations;

namespace Avanii.ServiceDefaults.Messaging;

/// <summary>A message that a consumer has worked off; written in the transaction of that work.</summary>
public sealed class InboxMessage
{
    /// <summary>The consumer's queue.</summary>
    [MaxLength(100)]
    public required string Consumer { get; init; }

    public Guid MessageId { get; init; }

    public DateTimeOffset AcceptedAt { get; private set; }
}
