using System.ComponentModel.DataAnnotations;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Avanii.Web.Texts;

namespace Avanii.Web.Pages.Account;

/// <summary>An e-mail address as it may be typed.</summary>
public abstract class EmailFields
{
    [Display(Name = nameof(ShopTexts.Email), ResourceType = typeof(ShopTexts))]
    [Required(ErrorMessage = "Please enter your e-mail address.")]
    [MailAddress(ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.EmailNotYet))]
    [StringLength(254, ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.EmailTooLong))]
    public string? Email { get; set; }
}

/// <summary>The first step of registering.</summary>
public sealed class RegisterForm : EmailFields
{
    [Display(Name = nameof(ShopTexts.FullName), ResourceType = typeof(ShopTexts))]
    [Required(ErrorMessage = "Please enter your name.")]
    [StringLength(100, ErrorMessageResourceType = typeof(ShopTexts), ErrorMessageResourceName = nameof(ShopTexts.NameTooLong))]
    [RegularExpression(@"^[^\p{Cc}]*$", ErrorMessage = "There is a character in the name that no keyboard has.")]
    public string? Name { get; set; }
}

/// <summary>Who has forgotten the password.</summary>
public sealed class ForgotPasswordForm : EmailFields;

/// <summary>Signing in with a password.</summary>
public sealed class SignInForm : EmailFields
{
    [Display(Name = "Password")]
    [Required(ErrorMessage = "Please enter your password.")]
    [StringLength(PasswordRules.Longest, ErrorMessage = "That is longer than any password here.")]
    public string? Password { get; set; }
}

/// <summary>The second step of signing in.</summary>
public sealed class CodeForm
{
    [Display(Name = "Code")]
    [Required(ErrorMessage = "Please enter the code.")]
    [StringLength(40, ErrorMessage = "A code is shorter than that.")]
    public string? Code { get; set; }
}

/// <summary>A password that is chosen. Its rules are Identity's and <see cref="PasswordRules"/>.</summary>
public sealed class NewPasswordForm
{
    [Display(Name = "Password")]
    [Required(ErrorMessage = "Please choose a password.")]
    public string? Password { get; set; }
}
