using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Avanii.Web;

/// <summary>What the storefront says of itself; section <c>Shop</c>. Prices, taxes and delivery come from the services; where it is, from <see cref="PublicAddress"/>.</summary>
public sealed class ShopOptions
{
    public const string Section = "Shop";

    [Required, StringLength(40)]
    public string Name { get; set; } = "Avanii";

    /// <summary>The language of the pages, and how numbers and dates are written, for everybody who has chosen nothing else.</summary>
    [Required, KnownCultures]
    public string Culture { get; set; } = "en-IE";

    /// <summary>What a visitor may choose instead. A language without texts of its own shows the English ones.</summary>
    [Required, KnownCultures]
    public IReadOnlyList<string> OtherCultures { get; set; } = [];

    /// <summary>The clock that dates are shown by (IANA name).</summary>
    [Required]
    public string TimeZone { get; set; } = "Europe/Dublin";

    [Required]
    public BankAccount BankTransfer { get; set; } = new();
}

/// <summary>A name, or names, that .NET knows and that belong to a country: <c>de-DE</c>, not <c>de</c>, which has no currency.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class KnownCulturesAttribute() : ValidationAttribute("{0} has a culture that does not exist, or is of no country: such as de-DE.")
{
    public override bool IsValid(object? value) => (value as IEnumerable<string> ?? [(string)value!]).All(IsKnown);

    private static bool IsKnown(string name)
    {
        try
        {
            return CultureInfo.GetCultureInfo(name, predefinedOnly: true) is { IsNeutralCulture: false, Name.Length: > 0 };
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }
}

/// <summary>Where a shopper who pays by bank transfer sends the money.</summary>
public sealed class BankAccount
{
    [Required]
    public string Holder { get; set; } = "Avanii Shop";

    [Required, RegularExpression("^[A-Z]{2}[0-9A-Z ]{13,40}$")]
    public string Iban { get; set; } = "IE64 IRCE 9205 0112 3456 78"; // the register's published sample for Ireland: a shop sets its own

    [Required]
    public string Bic { get; set; } = "IRCEIE2D";

    /// <summary>How long the order waits for the money.</summary>
    [Range(1, 60)]
    public int Days { get; set; } = 7;
}
