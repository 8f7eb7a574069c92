using System.Diagnostics.CodeAnalysis;
using Avanii.Catalog.Contracts;

namespace Avanii.Cart;

/// <summary>The cart's own copy of what the catalogue says about a SKU. Facts and availability come apart and in any order, so each
/// has its version, and what is older than the copy is ignored.</summary>
public sealed class KnownVariant
{
    /// <summary>Nothing of this kind was heard yet: older than whatever comes.</summary>
    public const long NotHeard = -1;

    public string Sku { get; private set; } = "";

    /// <summary>Null as long as only its availability, or only that it is retired, was heard.</summary>
    public string? ProductName { get; private set; }

    public string? ProductSlug { get; private set; }

    public string? Options { get; private set; }

    public decimal Price { get; private set; }

    public decimal? CompareAtPrice { get; private set; }

    public decimal VatRate { get; private set; }

    public string? ImageHash { get; private set; }

    public bool Retired { get; private set; }

    public long Version { get; private set; }

    public Availability Availability { get; private set; }

    public long AvailabilityVersion { get; private set; }

    /// <summary>When the catalogue is to be asked again, because something showed that the copy may be old; null while it is believed.</summary>
    public DateTimeOffset? AskAgainAt { get; private set; }

    /// <summary>Enough was heard to put it into a cart.</summary>
    [MemberNotNullWhen(true, nameof(ProductName), nameof(ProductSlug), nameof(Options))]
    public bool IsComplete => ProductName is not null;

    /// <summary>It can be ordered, as far as is known.</summary>
    public bool Orderable => !Retired && Availability != Availability.SoldOut;
}
