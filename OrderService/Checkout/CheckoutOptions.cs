using System.ComponentModel.DataAnnotations;

namespace Avanii.Orders;

/// <summary>Section <c>Checkout</c> of the configuration.</summary>
public sealed class CheckoutOptions : IValidatableObject
{
    public const string Section = "Checkout";

    /// <summary>The shop's currency, ISO 4217.</summary>
    [Required, RegularExpression("[A-Z]{3}")]
    public string Currency { get; init; } = "EUR";

    /// <summary>Flat, tax included.</summary>
    [Range(0, 1000)]
    public decimal DeliveryPrice { get; init; }

    /// <summary>From this subtotal on delivery costs nothing; without it, it always costs something.</summary>
    [Range(0, 1_000_000)]
    public decimal? DeliveryFreeFrom { get; init; }

    /// <summary>The share of tax that the delivery price includes.</summary>
    [Range(0, 1)]
    public decimal DeliveryVatRate { get; init; }

    /// <summary>Where the shop delivers to, ISO 3166-1 alpha-2.</summary>
    [MinLength(1)]
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>Working days from the order to the door at best; 0: the shop does not say.</summary>
    [Range(0, 60)]
    public int FastestDeliveryDays { get; init; } = 2;

    /// <summary>The same, as a rule at most.</summary>
    [Range(0, 60)]
    public int SlowestDeliveryDays { get; init; } = 4;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var country in Countries.Where(c => c.Length != 2 || !c.All(char.IsAsciiLetterUpper)))
        {
            yield return new ValidationResult($"{Section}:Countries: '{country}' is no country's two letters.");
        }
        if (SlowestDeliveryDays < FastestDeliveryDays)
        {
            yield return new ValidationResult($"{Section}:SlowestDeliveryDays: {SlowestDeliveryDays} is less than {FastestDeliveryDays}.");
        }
        if (decimal.Round(DeliveryPrice, 2) != DeliveryPrice)
        {
            yield return new ValidationResult($"{Section}:DeliveryPrice: {DeliveryPrice} has more than two decimals.");
        }
    }
}
