using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Avanii.ServiceDefaults;

/// <summary>On a field that holds one bare e-mail address which a mail server would take: no name, no list, no comment, nothing quoted
/// (RFC 5321, 4.1.2, dot-string), letters of any script. Spaces around it are the form's to take away.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed partial class MailAddressAttribute() : ValidationAttribute("The field {0} must be an e-mail address, such as name@example.com.")
{
    /// <summary>For contracts, which reference nothing: the same but for names of domains that cannot be written in ASCII, and for what grows when it is compared.</summary>
    public const string Pattern =
        @"(?![\s\S]{255})(?![^@]{65})[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@(?!-)[\p{L}\p{M}\p{N}-]{1,63}(?<!-)(\.(?!-)[\p{L}\p{M}\p{N}-]{1,63}(?<!-))*";

    /// <summary>What a mail server takes at most (RFC 5321, 4.5.3.1.3), and so what columns have room for.</summary>
    private const int Longest = 254;

    private static readonly IdnMapping s_names = new() { UseStd3AsciiRules = true };

    /// <returns>True also for null and for nothing, which <see cref="RequiredAttribute"/> refuses.</returns>
    public override bool IsValid(object? value) => value is null || (value is string text && (text.Trim().Length == 0 || IsAddress(text.Trim())));

    /// <returns>It is an address as it stands.</returns>
    public static bool IsAddress(string? text)
    {
        // Also as it is compared: some letters become two by that.
        if (text is null || !Address().IsMatch(text) || text.Normalize(NormalizationForm.FormC).ToUpperInvariant().Length > Longest)
        {
            return false;
        }
        try
        {
            return s_names.GetAscii(text, text.LastIndexOf('@') + 1).Length > 0;
        }
        catch (ArgumentException) // such as xn-- with nothing behind it, or a label that is too long in ASCII
        {
            return false;
        }
    }

    [GeneratedRegex(@"\A" + Pattern + @"\z")]
    private static partial Regex Address();
}
