using System.ComponentModel.DataAnnotations;

namespace Avanii.Web.Mail;

/// <summary>Who writes the shop's mails; section <c>Shop:Mail</c>.</summary>
public sealed class MailOptions : IValidatableObject
{
    public const string Section = "Shop:Mail";

    /// <summary>The address that mails come from, and answers go to. A mail server takes only such as are its own.</summary>
    public string From { get; set; } = "";

    /// <summary>The name beside it; by default the shop's.</summary>
    [StringLength(60)]
    public string? FromName { get; set; }

    /// <summary>Where the shop has its seat, as it stands below each mail.</summary>
    [Required, StringLength(200)]
    public string PostalAddress { get; set; } = "Avanii Shop, 1 Sample Quay, Dublin, Ireland";

    /// <summary>An address that belongs to nobody (RFC 2606) stands in files that are never sent.</summary>
    internal void SetDefaults() => From = string.IsNullOrWhiteSpace(From) ? "shop@avanii.example" : From.Trim();

    internal string FromDomain => From[(From.LastIndexOf('@') + 1)..];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!MailHeaders.IsAddress(From))
        {
            yield return new($"{Section}:{nameof(From)} is '{From}', which is no e-mail address.", [nameof(From)]);
        }
        if (FromName?.Any(char.IsControl) == true)
        {
            yield return new($"{Section}:{nameof(FromName)} is not one line.", [nameof(FromName)]);
        }
    }
}
