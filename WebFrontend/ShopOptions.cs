using System.ComponentModel.DataAnnotations;

namespace Avanii.Web;

/// <summary>What the storefront says of itself; section <c>Shop</c>. Prices, taxes and delivery come from the services; where it is, from <see cref="PublicAddress"/>.</summary>
public sealed class ShopOptions
{
    public const string Section = "Shop";

    [Required, StringLength(40)]
    public string Name { get; set; } = "Avanii";

    /// <summary>How numbers and dates are written.</summary>
    [Required]
    public string Culture { get; set; } = "en-IE";

    /// <summary>The clock that dates are shown by (IANA name).</summary>
    [Required]
    public string TimeZone { get; set; } = "Europe/Dublin";

    [Required]
    public BankAccount BankTransfer { get; set; } = new();
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
