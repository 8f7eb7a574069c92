using System.Diagnostics.CodeAnalysis;

namespace Avanii.Orders;

/// <summary>The answer that the first successful attempt under a key got, written in the transaction of its order: a failed attempt
/// leaves nothing, and the unique key lets twins make one order only.</summary>
public sealed class StoredAnswer
{
    public const int MaxKeyLength = 100;

    /// <summary>Keys are their owner's: the same words of two shoppers are two keys.</summary>
    public required string Subject { get; init; }

    public required string Key { get; init; }

    public required Guid OrderId { get; init; }

    /// <summary>SHA-256 of what was asked for.</summary>
    public required byte[] RequestHash { get; init; }

    /// <summary>The body as it was sent, to the byte.</summary>
    public required string Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <returns>Whether it can be a key: 1 to 100 visible ASCII characters.</returns>
    public static bool IsKey([NotNullWhen(true)] string? key) => key is { Length: >= 1 and <= MaxKeyLength } && key.All(c => c is >= '!' and <= '~');
}
