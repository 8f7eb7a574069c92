using System.ComponentModel.DataAnnotations;

namespace Avanii.Web.BackInStock;

/// <summary>Somebody waits for a variant that is sold out. It is answered once, and gone then.</summary>
public sealed class BackInStockRequest
{
    public Guid Id { get; init; }

    /// <summary>Proved by its owner: by a link in a letter, or it is the account's.</summary>
    [MaxLength(254)]
    public required string Email { get; init; }

    [MaxLength(254)]
    public required string NormalizedEmail { get; init; }

    /// <summary>Whose it is, if somebody who was signed in asked: the letter goes to the address that the account has by then.</summary>
    public Guid? AccountId { get; init; }

    [MaxLength(40)]
    public required string Sku { get; init; }

    [MaxLength(200)]
    public required string ProductSlug { get; init; }

    /// <summary>With the variant's choices, as the catalogue called it then.</summary>
    [MaxLength(500)]
    public required string ProductName { get; init; }

    /// <summary>What the letter is written in, such as <c>de-DE</c>.</summary>
    [MaxLength(20)]
    public required string Culture { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>The version of what was heard last about the variant, first by who asked: older news is ignored.</summary>
    public long HeardVersion { get; init; }

    /// <summary>Since when it can be had, and the letter is to go; null while it is sold out.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <returns>As accounts' addresses are compared.</returns>
    public static string Normalize(string email) => email.Normalize().ToUpperInvariant();
}
