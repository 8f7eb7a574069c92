using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Avanii.Cart.Contracts;
using Avanii.Orders.Contracts;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;

namespace Avanii.Web.Pages.Checkout;

/// <summary>What a shopper types to order, and what the page showed when they did. The limits are those of <see cref="PlaceOrderRequest"/>.</summary>
public sealed class CheckoutForm
{
    [Display(Name = "E-mail")]
    [Required(ErrorMessage = "Please enter your e-mail address, so that we can reach you about the order.")]
    [MailAddress(ErrorMessage = "That is no e-mail address yet: it should look like name@example.com.")]
    [StringLength(254, ErrorMessage = "An e-mail address has 254 characters at most.")]
    public string? Email { get; set; }

    [Display(Name = "Phone")]
    [StringLength(40, ErrorMessage = "A phone number has 40 characters at most.")]
    public string? Phone { get; set; }

    [Display(Name = "Full name")]
    [Required(ErrorMessage = "Please enter the name for the delivery.")]
    [StringLength(100, ErrorMessage = "Please shorten the name to 100 characters.")]
    public string? Name { get; set; }

    [Display(Name = "Street and number")]
    [Required(ErrorMessage = "Please enter street and number.")]
    [StringLength(200, ErrorMessage = "Please shorten the street to 200 characters.")]
    public string? Street { get; set; }

    [Display(Name = "Flat, floor, company")]
    [StringLength(200, ErrorMessage = "Please shorten this to 200 characters.")]
    public string? Extra { get; set; }

    [Display(Name = "Postal code")]
    [Required(ErrorMessage = "Please enter the postal code.")]
    [StringLength(20, ErrorMessage = "A postal code has 20 characters at most.")]
    public string? PostalCode { get; set; }

    [Display(Name = "City")]
    [Required(ErrorMessage = "Please enter the city.")]
    [StringLength(100, ErrorMessage = "Please shorten the city to 100 characters.")]
    public string? City { get; set; }

    [Display(Name = "Country")]
    [Required(ErrorMessage = "Please choose the country.")]
    [RegularExpression("^[A-Z]{2}$", ErrorMessage = "Please choose a country from the list.")]
    public string? Country { get; set; }

    [Display(Name = "Note for the delivery")]
    [StringLength(500, ErrorMessage = "Please shorten the note to 500 characters.")]
    public string? Note { get; set; }

    [Display(Name = "Payment")]
    [Required(ErrorMessage = "Please choose how to pay.")]
    [EnumDataType(typeof(PaymentMethod), ErrorMessage = "Please choose how to pay.")]
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
