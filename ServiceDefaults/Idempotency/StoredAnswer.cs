using System.ComponentModel.DataAnnotations;

namespace Avanii.ServiceDefaults.Idempotency;

/// <summary>The answer that the first successful attempt under a key got, written in the transaction of its work: a failed attempt
/// leaves nothing, and the unique key lets twins do the work once only.</summary>
public sealed class StoredAnswer
{
    [MaxLength(200)]
    public required string Subject { get; init; }

    [MaxLength(IdempotencyKey.MaxLength)]
    public required string Key { get; init; }

    [MaxLength(100)]
    public required string Operation { get; init; }

    /// <summary>SHA-256 of what was asked for.</summary>
    public required byte[] RequestHash { get; init; }

    public required int Status { get; init; }

    [MaxLength(500)]
    public string? Location { get; init; }

    /// <summary>As it was sent, to the byte.</summary>
    public required string Body { get; init; }

    /// <summary>What came of it, where that has an id.</summary>
    public Guid? Resource { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
