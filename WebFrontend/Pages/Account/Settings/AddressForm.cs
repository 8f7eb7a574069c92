using System.ComponentModel.DataAnnotations;
using Avanii.Web.Accounts;

namespace Avanii.Web.Pages.Account.Settings;

/// <summary>An address as it is typed. The limits are the checkout's.</summary>
public sealed class AddressForm
{
    private const string NoControls = @"\P{Cc}*", NoControlsMessage = "Please leave out control characters.";

    [Display(Name = "Full name")]
    [Required(ErrorMessage = "Please enter the name for the delivery.")]
    [StringLength(100, ErrorMessage = "Please shorten the name to 100 characters.")]
    [RegularExpression(NoControls, ErrorMessage = NoControlsMessage)]
    public string? Name { get; set; }

    [Display(Name = "Street and number")]
    [Required(ErrorMessage = "Please enter street and number.")]
    [StringLength(200, ErrorMessage = "Please shorten the street to 200 characters.")]
    [RegularExpression(NoControls, ErrorMessage = NoControlsMessage)]
    public string? Street { get; set; }

    [Display(Name = "Flat, floor, company")]
    [StringLength(200, ErrorMessage = "Please shorten this to 200 characters.")]
    [RegularExpression(NoControls, ErrorMessage = NoControlsMessage)]
    public string? Extra { get; set; }

    [Display(Name = "Postal code")]
    [Required(ErrorMessage = "Please enter the postal code.")]
    [StringLength(20, ErrorMessage = "A postal code has 20 characters at most.")]
    [RegularExpression(NoControls, ErrorMessage = NoControlsMessage)]
    public string? PostalCode { get; set; }

    [Display(Name = "City")]
    [Required(ErrorMessage = "Please enter the city.")]
    [StringLength(100, ErrorMessage = "Please shorten the city to 100 characters.")]
    [RegularExpression(NoControls, ErrorMessage = NoControlsMessage)]
    public string? City { get; set; }

    [Display(Name = "Country")]
    [Required(ErrorMessage = "Please choose the country.")]
    [RegularExpression("^[A-Z]{2}$", ErrorMessage = "Please choose a country from the list.")]
    public string? Country { get; set; }

    [Display(Name = "Phone")]
    [StringLength(40, ErrorMessage = "A phone number has 40 characters at most.")]
    [RegularExpression(NoControls, ErrorMessage = NoControlsMessage)]
    public string? Phone { get; set; }

    public bool IsDefault { get; set; }

    public void Show(SavedAddress address) =>
        (Name, Street, Extra, PostalCode, City, Country, Phone, IsDefault) =
        (address.Name, address.Street, address.Extra, address.PostalCode, address.City, address.Country, address.Phone, address.IsDefault);

    public SavedAddress ToAddress(Guid accountId, Guid? id) => new()
    {
        Id = id ?? Guid.Empty,
        AccountId = accountId,
        Name = Trim(Name)!,
        Street = Trim(Street)!,
        Extra = Trim(Extra),
        PostalCode = Trim(PostalCode)!,
        City = Trim(City)!,
        Country = Country!,
        Phone = Trim(Phone),
        IsDefault = IsDefault,
    };

    private static string? Trim(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
