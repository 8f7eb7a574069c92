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
}

/// <summary>The share of tax that prices of a class include, such as 0.20 for 20 %.</summary>
public sealed class VatOptions
{
    public const string Section = "Vat";

    /// <summary>No state takes half; a rate of 20 is a slip.</summary>
    private const string Highest = "0.5";

    [Range(typeof(decimal), "0", Highest, ParseLimitsInInvariantCulture = true)]
    public decimal Standard { get; init; } = -1; // refused unless configured

    [Range(typeof(decimal), "0", Highest, ParseLimitsInInvariantCulture = true)]
    public decimal Reduced { get; init; } = -1;

    public decimal Of(VatClass vatClass) => vatClass == VatClass.Reduced ? Reduced : Standard;
}
