using Avanii.Web.Texts;
using Microsoft.AspNetCore.Identity;

namespace Avanii.Web.Accounts;

/// <summary>Asks somebody who is signed in for their password once more. Guesses are counted: the browser may have been left open.</summary>
public sealed class PasswordCheck(UserManager<Account> accounts, AttemptLimits limits)
{
    private const int Guesses = 5;
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(15);

    /// <returns>Null when it is right, else what to tell and with which status.</returns>
    public async Task<Refusal?> TryAsync(Account account, string? password, CancellationToken ct)
    {
        const string what = "password of somebody signed in";
        if (string.IsNullOrEmpty(password))
        {
            return new(AccountTexts.PresentPasswordMissing);
        }
        if (await limits.TryAsync(what, account.Id.ToString(), Guesses, s_window, ct) is { } pause)
        {
            return Refusal.TooOften(pause);
        }
        if (!await accounts.CheckPasswordAsync(account, password))
        {
            return new(AccountTexts.PresentPasswordWrong);
        }
        await limits.ForgetAsync(what, account.Id.ToString(), ct);
        return null;
    }
}

/// <summary>Why a form is shown again.</summary>
/// <param name="Message">For a person.</param>
/// <param name="Status">For a machine.</param>
/// <param name="RetryAfter">When it may be tried again, if that is why.</param>
public sealed record Refusal(string Message, int Status = StatusCodes.Status422UnprocessableEntity, TimeSpan? RetryAfter = null)
{
    public static Refusal TooOften(TimeSpan pause)
    {
        var (hours, minutes) = ((int)Math.Ceiling(pause.TotalHours), (int)Math.Ceiling(pause.TotalMinutes));
        var wait = minutes <= 1 ? AccountTexts.Minute : minutes <= 60 ? Text.Format(AccountTexts.Minutes, minutes) : Text.Format(AccountTexts.Hours, hours);
        return new(Text.Format(AccountTexts.TooOften, wait), StatusCodes.Status429TooManyRequests, pause);
    }
}
