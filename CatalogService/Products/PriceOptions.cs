using System.ComponentModel.DataAnnotations;
using Avanii.Catalog.Contracts;

namespace Avanii.Catalog.Products;

/// <summary>What all prices have in common. Prices include tax.</summary>
public sealed class PriceOptions
{
    public const string Section = "Prices";

    /// <summary>ISO 4217 code of the shop's one currency.</summary>
    [Required, RegularExpression("^[A-Z]{3}$")]
    public string Currency { get; init; } = "";

    [Required]
    public VatRates Vat { get; init; } = new();

    /// <summary>The share of tax for a class, such as 0.20 for 20 %.</summary>
    public sealed class VatRates
    {
        [Range(0, 1)]
        public decimal Standard { get; init; }

        [Range(0, 1)]
        public decimal Reduced { get; init; }

        public decimal Of(VatClass vatClass) => vatClass == VatClass.Reduced ? Reduced : Standard;
    }
}
