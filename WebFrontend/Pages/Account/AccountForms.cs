using System.ComponentModel.DataAnnotations;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;

namespace Avanii.Web.Pages.Account;

/// <summary>An e-mail address as it may be typed.</summary>
public abstract class EmailFields
{
    [Display(Name = "E-mail")]
    [Required(ErrorMessage = "Please enter your e-mail address.")]
    [MailAddress(ErrorMessage = "That is no e-mail address yet: it should look like name@example.com.")]
    [StringLength(254, ErrorMessage = "An e-mail address has 254 characters at most.")]
    public string? Email { get; set; }
}

/// <summary>The first step of registering.</summary>
public sealed class RegisterForm : EmailFields
{
    [Display(Name = "Full name")]
    [Required(ErrorMessage = "Please enter your name.")]
    [StringLength(100, ErrorMessage = "Please shorten the name to 100 characters.")]
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
