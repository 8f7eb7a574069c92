using System.ComponentModel.DataAnnotations;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Avanii.Web.Texts;

namespace Avanii.Web.Pages.Account;

/// <summary>An e-mail address as it may be typed.</summary>
public abstract class EmailFields
{
    [Display(Name = nameof(ShopTexts.Email), ResourceType = typeof(ShopTexts))]
    [Required(ErrorMessageResourceType = typeof(AccountTexts), ErrorMessageResourceName = nameof(AccountTexts.EmailMissing))]
    [MailAddress(ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.EmailNotYet))]
    [StringLength(254, ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.EmailTooLong))]
    public string? Email { get; set; }
}

/// <summary>The first step of registering.</summary>
public sealed class RegisterForm : EmailFields
{
    [Display(Name = nameof(ShopTexts.FullName), ResourceType = typeof(ShopTexts))]
    [Required(ErrorMessageResourceType = typeof(AccountTexts), ErrorMessageResourceName = nameof(AccountTexts.NameMissing))]
    [StringLength(100, ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.NameTooLong))]
    [RegularExpression(@"^[^\p{Cc}]*$", ErrorMessageResourceType = typeof(AccountTexts), ErrorMessageResourceName = nameof(AccountTexts.NameControls))]
    public string? Name { get; set; }
}

/// <summary>Who has forgotten the password.</summary>
public sealed class ForgotPasswordForm : EmailFields;

/// <summary>Signing in with a password.</summary>
public sealed class SignInForm : EmailFields
{
    [Display(Name = nameof(AccountTexts.Password), ResourceType = typeof(AccountTexts))]
    [Required(ErrorMessageResourceType = typeof(AccountTexts), ErrorMessageResourceName = nameof(AccountTexts.PasswordMissing))]
    [StringLength(PasswordRules.Longest, ErrorMessageResourceType = typeof(AccountTexts), ErrorMessageResourceName = nameof(AccountTexts.PasswordLongerThanAny))]
    public string? Password { get; set; }
}

/// <summary>The second step of signing in.</summary>
public sealed class CodeForm
{
    [Display(Name = nameof(AccountTexts.Code), ResourceType = typeof(AccountTexts))]
    [Required(ErrorMessageResourceType = typeof(AccountTexts), ErrorMessageResourceName = nameof(AccountTexts.CodeMissing))]
    [StringLength(40, ErrorMessageResourceType = typeof(AccountTexts), ErrorMessageResourceName = nameof(AccountTexts.CodeTooLong))]
    public string? Code { get; set; }
}

/// <summary>A password that is chosen. Its rules are Identity's and <see cref="PasswordRules"/>.</summary>
public sealed class NewPasswordForm
{
    [Display(Name = nameof(AccountTexts.Password), ResourceType = typeof(AccountTexts))]
    [Required(ErrorMessageResourceType = typeof(AccountTexts), ErrorMessageResourceName = nameof(AccountTexts.PasswordToChoose))]
    public string? Password { get; set; }
}
