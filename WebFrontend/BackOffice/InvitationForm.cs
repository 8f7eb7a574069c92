using System.ComponentModel.DataAnnotations;
using Avanii.ServiceDefaults;
using Avanii.Web.Contracts;
using Avanii.Web.Mail;
using Avanii.Web.Texts;

namespace Avanii.Web.BackOffice;

/// <summary>What somebody may do, as it is ticked.</summary>
public class StaffForm
{
    public const string NoRights = "Please choose one area at least (catalogue, orders, customers, settings), or owner without any.";

    public bool Owner { get; set; }

    public bool Catalogue { get; set; }

    public bool Orders { get; set; }

    public bool Customers { get; set; }

    public bool Settings { get; set; }

    /// <returns>Null when nothing is ticked.</returns>
    public Rights? Read()
    {
        (string Area, bool Ticked)[] boxes =
            [(StaffAreas.Catalogue, Catalogue), (StaffAreas.Orders, Orders), (StaffAreas.Customers, Customers), (StaffAreas.Settings, Settings)];
        return Owner ? Rights.Owner : Rights.Of(Roles.Staff, [.. boxes.Where(box => box.Ticked).Select(box => box.Area)]);
    }

    public void Show(Rights rights) => (Owner, Catalogue, Orders, Customers, Settings) = (rights.Role == Roles.Owner,
        rights.Areas.Contains(StaffAreas.Catalogue), rights.Areas.Contains(StaffAreas.Orders), rights.Areas.Contains(StaffAreas.Customers), rights.Areas.Contains(StaffAreas.Settings));
}

/// <summary>Whom to invite.</summary>
public sealed class InvitationForm : StaffForm, IValidatableObject
{
    [Display(Name = nameof(ShopTexts.Email), ResourceType = typeof(ShopTexts))]
    [Required(ErrorMessage = "Please enter the e-mail address.")]
    [StringLength(254, ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.EmailTooLong))]
    public string? Email { get; set; }

    [Display(Name = nameof(ShopTexts.FullName), ResourceType = typeof(ShopTexts))]
    [Required(ErrorMessage = "Please enter the name.")]
    [StringLength(100, ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.NameTooLong))]
    [RegularExpression(@"\P{Cc}*", ErrorMessageResourceType = typeof(SettingsTexts), ErrorMessageResourceName = nameof(SettingsTexts.NameControls))]
    public string? Name { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        IsAddress(Email) ? [] : [new(ShopTexts.EmailNotYet, [nameof(Email)])];

    /// <summary>What the pages' form and the API both refuse.</summary>
    /// <param name="rights">Null: none that there are.</param>
    internal IReadOnlyList<(string Field, string Message)> Errors(Rights? rights)
    {
        var errors = new List<ValidationResult>();
        Validator.TryValidateObject(this, new(this), errors, validateAllProperties: true);
        return
        [
            .. errors.Select(e => (e.MemberNames.Single().ToLowerInvariant(), e.ErrorMessage!)),
            .. rights is null ? [("areas", StaffForm.NoRights)] : Array.Empty<(string, string)>(),
        ];
    }

    /// <returns>Somebody could be written to there; whoever types it may leave spaces around it.</returns>
    internal static bool IsAddress(string? text) => MailHeaders.IsAddress(text?.Trim());
}
