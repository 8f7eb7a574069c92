using System.Diagnostics.CodeAnalysis;

namespace Avanii.ServiceDefaults.Idempotency;

/// <summary>What a client calls one try at changing something: the same with each repetition of it.</summary>
/// <remarks>After the IETF draft "The Idempotency-Key HTTP Header Field"
/// (https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/).</remarks>
public static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    public const int MaxLength = 100;

    /// <returns>Whether it can be a key: 1 to 100 visible ASCII characters.</returns>
    public static bool IsKey([NotNullWhen(true)] string? key) => key is { Length: >= 1 and <= MaxLength } && key.All(c => c is >= '!' and <= '~');
}
