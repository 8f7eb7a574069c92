using System.ComponentModel.DataAnnotations;
using Avanii.Web.Accounts;
using Avanii.Web.Texts;

namespace Avanii.Web.Pages.Account.Settings;

/// <summary>An address as it is typed. The limits are the checkout's.</summary>
public sealed class AddressForm
{
    private const string NoControls = @"\P{Cc}*";

    [Display(Name = nameof(ShopTexts.FullName), ResourceType = typeof(ShopTexts))]
    [Required(ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.DeliveryNameMissing))]
    [StringLength(100, ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.NameTooLong))]
    [RegularExpression(NoControls, ErrorMessageResourceType = typeof(SettingsTexts), ErrorMessageResourceName = nameof(SettingsTexts.NoControls))]
    public string? Name { get; set; }

    [Display(Name = nameof(ShopTexts.Street), ResourceType = typeof(ShopTexts))]
    [Required(ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.StreetMissing))]
    [StringLength(200, ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.StreetTooLong))]
    [RegularExpression(NoControls, ErrorMessageResourceType = typeof(SettingsTexts), ErrorMessageResourceName = nameof(SettingsTexts.NoControls))]
    public string? Street { get; set; }

    [Display(Name = nameof(ShopTexts.Extra), ResourceType = typeof(ShopTexts))]
    [StringLength(200, ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.ExtraTooLong))]
    [RegularExpression(NoControls, ErrorMessageResourceType = typeof(SettingsTexts), ErrorMessageResourceName = nameof(SettingsTexts.NoControls))]
    public string? Extra { get; set; }

    [Display(Name = nameof(ShopTexts.PostalCode), ResourceType = typeof(ShopTexts))]
    [Required(ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.PostalCodeMissing))]
    [StringLength(20, ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.PostalCodeTooLong))]
    [RegularExpression(NoControls, ErrorMessageResourceType = typeof(SettingsTexts), ErrorMessageResourceName = nameof(SettingsTexts.NoControls))]
    public string? PostalCode { get; set; }

    [Display(Name = nameof(ShopTexts.City), ResourceType = typeof(ShopTexts))]
    [Required(ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.CityMissing))]
    [StringLength(100, ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.CityTooLong))]
    [RegularExpression(NoControls, ErrorMessageResourceType = typeof(SettingsTexts), ErrorMessageResourceName = nameof(SettingsTexts.NoControls))]
    public string? City { get; set; }

    [Display(Name = nameof(ShopTexts.Country), ResourceType = typeof(ShopTexts))]
    [Required(ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.CountryMissing))]
    [RegularExpression("^[A-Z]{2}$", ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.CountryUnknown))]
    public string? Country { get; set; }

    [Display(Name = nameof(ShopTexts.Phone), ResourceType = typeof(ShopTexts))]
    [StringLength(40, ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.PhoneTooLong))]
    [RegularExpression(NoControls, ErrorMessageResourceType = typeof(SettingsTexts), ErrorMessageResourceName = nameof(SettingsTexts.NoControls))]
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
