using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Avanii.Cart.Contracts;
using Avanii.Orders.Contracts;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Avanii.Web.Texts;

namespace Avanii.Web.Pages.Checkout;

/// <summary>What a shopper types to order, and what the page showed when they did. The limits are those of <see cref="PlaceOrderRequest"/>.</summary>
public sealed class CheckoutForm
{
    [Display(Name = nameof(ShopTexts.Email), ResourceType = typeof(ShopTexts))]
    [Required(ErrorMessageResourceType = typeof(CheckoutTexts), ErrorMessageResourceName = nameof(CheckoutTexts.EmailMissing))]
    [MailAddress(ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.EmailNotYet))]
    [StringLength(254, ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.EmailTooLong))]
    public string? Email { get; set; }

    [Display(Name = nameof(ShopTexts.Phone), ResourceType = typeof(ShopTexts))]
    [StringLength(40, ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.PhoneTooLong))]
    public string? Phone { get; set; }

    [Display(Name = nameof(ShopTexts.FullName), ResourceType = typeof(ShopTexts))]
    [Required(ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.DeliveryNameMissing))]
    [StringLength(100, ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.NameTooLong))]
    public string? Name { get; set; }

    [Display(Name = nameof(ShopTexts.Street), ResourceType = typeof(ShopTexts))]
    [Required(ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.StreetMissing))]
    [StringLength(200, ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.StreetTooLong))]
    public string? Street { get; set; }

    [Display(Name = nameof(ShopTexts.Extra), ResourceType = typeof(ShopTexts))]
    [StringLength(200, ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.ExtraTooLong))]
    public string? Extra { get; set; }

    [Display(Name = nameof(ShopTexts.PostalCode), ResourceType = typeof(ShopTexts))]
    [Required(ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.PostalCodeMissing))]
    [StringLength(20, ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.PostalCodeTooLong))]
    public string? PostalCode { get; set; }

    [Display(Name = nameof(ShopTexts.City), ResourceType = typeof(ShopTexts))]
    [Required(ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.CityMissing))]
    [StringLength(100, ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.CityTooLong))]
    public string? City { get; set; }

    [Display(Name = nameof(ShopTexts.Country), ResourceType = typeof(ShopTexts))]
    [Required(ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.CountryMissing))]
    [RegularExpression("^[A-Z]{2}$", ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.CountryUnknown))]
    public string? Country { get; set; }

    [Display(Name = nameof(CheckoutTexts.Note), ResourceType = typeof(CheckoutTexts))]
    [StringLength(500, ErrorMessageResourceType = typeof(CheckoutTexts), ErrorMessageResourceName = nameof(CheckoutTexts.NoteTooLong))]
    public string? Note { get; set; }

    [Display(Name = nameof(CheckoutTexts.Payment), ResourceType = typeof(CheckoutTexts))]
    [Required(ErrorMessageResourceType = typeof(CheckoutTexts), ErrorMessageResourceName = nameof(CheckoutTexts.PaymentMissing))]
    [EnumDataType(typeof(PaymentMethod), ErrorMessageResourceType = typeof(CheckoutTexts), ErrorMessageResourceName = nameof(CheckoutTexts.PaymentMissing))]
    public PaymentMethod? Payment { get; set; }

    /// <summary>Somebody who is signed in wants the address kept in their book.</summary>
    public bool KeepAddress { get; set; }

    /// <summary>The cart's checkout id: a double click, a reload and a second tab post the same.</summary>
    public string? IdempotencyKey { get; set; }

    public string? CartVersion { get; set; }

    public string? Total { get; set; }

    public string? Fingerprint { get; set; }

    /// <summary>The prices that the page showed, as JSON.</summary>
    public string? Seen { get; set; }

    /// <summary>Takes over what the page now shows; the shopper's own words stay.</summary>
    public void Show(CheckoutQuote quote)
    {
        IdempotencyKey = quote.CheckoutId.ToString();
        CartVersion = quote.CartVersion.ToString(CultureInfo.InvariantCulture);
        Total = quote.Total.ToString(CultureInfo.InvariantCulture);
        Fingerprint = quote.Fingerprint;
        Seen = JsonSerializer.Serialize(SeenPrices.Of(quote), JsonSerializerOptions.Web);
    }

    /// <summary>Fills in an address of the shopper's book.</summary>
    public void Show(SavedAddress address) =>
        (Name, Street, Extra, PostalCode, City, Country, Phone) =
        (address.Name, address.Street, address.Extra, address.PostalCode, address.City, address.Country, address.Phone);

    /// <returns>The address as it was ordered to, for the shopper's book.</returns>
    public SavedAddress ToAddress(Guid accountId) => new()
    {
        AccountId = accountId,
        Name = Trim(Name)!,
        Street = Trim(Street)!,
        Extra = Trim(Extra),
        PostalCode = Trim(PostalCode)!,
        City = Trim(City)!,
        Country = Country!,
        Phone = Trim(Phone),
    };

    /// <returns>What <see cref="Seen"/> says, or null when that is not as the page made it.</returns>
    public SeenPrices? ReadSeen()
    {
        try
        {
            var seen = JsonSerializer.Deserialize<SeenPrices>(Seen ?? "null", JsonSerializerOptions.Web);
            return seen?.Lines is { Count: <= CartLimits.MaxLines } lines && lines.All(line => line?.Sku is not null) ? seen : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>Null when the hidden fields are not as the page made them.</returns>
    public PlaceOrderRequest? ToRequest() =>
        Guid.TryParse(IdempotencyKey, out _)
        && long.TryParse(CartVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        && decimal.TryParse(Total, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var total)
        && (string.IsNullOrEmpty(Seen) || ReadSeen() is not null) // a page of the release before has none
            ? new PlaceOrderRequest(
                version,
                total,
                new OrderContact(Trim(Email)!, Trim(Phone)),
                new DeliveryAddress(Trim(Name)!, Trim(Street)!, Trim(Extra), Trim(PostalCode)!, Trim(City)!, Country!),
                Trim(Note),
                Payment!.Value,
                string.IsNullOrEmpty(Fingerprint) ? null : Fingerprint,
                ReadSeen())
            : null;

    private static string? Trim(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
