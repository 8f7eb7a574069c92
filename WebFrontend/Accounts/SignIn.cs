using Microsoft.AspNetCore.Identity;

namespace Avanii.Web.Accounts;

/// <summary>How an attempt to sign in ended.</summary>
public abstract record SignInOutcome
{
    /// <summary>It is they.</summary>
    /// <param name="Account">Who.</param>
    /// <param name="Method">One of <see cref="SignInMethods"/>.</param>
    public sealed record Good(Account Account, string Method) : SignInOutcome;

    /// <summary>The password was right; a code of the authenticator app, or a recovery code, is needed, too.</summary>
    public sealed record NeedsCode(Account Account) : SignInOutcome;

    /// <summary>Wrong; which part of it is nobody's business.</summary>
    public sealed record Bad : SignInOutcome;

    /// <summary>Tried too often.</summary>
    /// <param name="RetryAfter">When it may be tried again.</param>
    public sealed record TooMany(TimeSpan RetryAfter) : SignInOutcome;
}

/// <summary>Finds out whether somebody is who they say. Nothing here tells whether an address has an account: not the answer, nor the time
/// that it takes, nor when it refuses to go on.</summary>
/// <remarks>Guesses are counted. What strangers guess must not lock somebody out, so that there are ways in which they cannot use up:
/// a device in which the account was signed in to before has counts of its own (https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies),
/// passkeys and recovery codes are too long to be guessed at, and a new password by mail ends the counts. Where each is counted stands in docs/security.md.</remarks>
public sealed class SignIn(
    UserManager<Account> accounts,
    IPasswordHasher<Account> hasher,
    AuthenticatorApp app,
    AttemptLimits limits,
    SecretKey secret,
    ILogger<SignIn> logger)
{
    private const string Password = "sign-in", PasswordOnDevice = "sign-in from a known device";
    private const string Code = "code", CodeOnDevice = "code from a known device", CodesOfADay = "codes of a day", RecoveryCode = "recovery code";
    private const int FromAnAddress = 50, AtAnAccount = 10, OfCodes = 5, OfCodesInADay = 50;
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(15), s_day = TimeSpan.FromDays(1);
    private static string? s_nobodysHash;

    /// <param name="email">As typed.</param>
    /// <param name="password">As typed.</param>
    /// <param name="address">The client's.</param>
    /// <param name="device">What the client is known as, if it is.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<SignInOutcome> WithPasswordAsync(string email, string password, string? address, KnownDevice? device, CancellationToken ct)
    {
        var account = await accounts.FindByEmailAsync(email);
        var known = account is not null && device?.IsOf(account) == true;
        var (what, who) = known ? (PasswordOnDevice, device!.Id.ToString()) : (Password, accounts.NormalizeEmail(email));
        // Behind a known device's address others may sit, and guess.
        if (!known && await limits.TryFromAsync(Password, address, FromAnAddress, s_window, ct) is { } flood)
        {
            logger.TooManyAttempts("from one address", account?.Id, secret.ClientMark(address));
            return new SignInOutcome.TooMany(flood);
        }
        if (await limits.TryAsync(what, who, AtAnAccount, s_window, ct) is { } pause)
        {
            logger.TooManyAttempts(what, account?.Id, secret.ClientMark(address));
            return new SignInOutcome.TooMany(pause);
        }
        if (account?.PasswordHash is null)
        {
            // Nobody, or somebody with passkeys only: as slow as a wrong password.
            s_nobodysHash ??= hasher.HashPassword(null!, Guid.NewGuid().ToString());
            hasher.VerifyHashedPassword(null!, s_nobodysHash, password);
            logger.SignInFailed(SignInMethods.Password, account?.Id, secret.ClientMark(address));
            return new SignInOutcome.Bad();
        }
        if (!await accounts.CheckPasswordAsync(account, password))
        {
            logger.SignInFailed(SignInMethods.Password, account.Id, secret.ClientMark(address));
            return new SignInOutcome.Bad();
        }
        await limits.ForgetAsync(what, who, ct);
        if (!known)
        {
            await limits.TakeBackFromAsync(Password, address, ct); // an office behind one address makes no guesses
        }
        return account.SealedTotpSecret is null ? new SignInOutcome.Good(account, SignInMethods.Password) : new SignInOutcome.NeedsCode(account);
    }

    /// <summary>They have proved to be themselves in another way: what was guessed at their account keeps them out no longer. What was
    /// guessed in a day stays counted: else each new password would be followed by more guesses at the code.</summary>
    public async Task ForgetAttemptsAsync(Account account, CancellationToken ct)
    {
        await limits.ForgetAsync(Password, accounts.NormalizeEmail(account.Email!), ct);
        await limits.ForgetAsync(Code, account.Id.ToString(), ct);
    }

    /// <summary>The second step, for whom <see cref="WithPasswordAsync"/> has let through.</summary>
    /// <param name="account">Who.</param>
    /// <param name="code">Of the authenticator app, or a recovery code.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <param name="address">The client's; null where somebody signed in is asked once more.</param>
    /// <param name="device">What the client is known as, if it is.</param>
    public async Task<SignInOutcome> WithCodeAsync(Account account, string code, CancellationToken ct, string? address = null, KnownDevice? device = null) =>
        AuthenticatorApp.LooksLikeCode(code)
            ? await WithAppAsync(account, code, address, device?.IsOf(account) == true ? device : null, ct)
            : await WithRecoveryCodeAsync(account, code, address, ct);

    // Six digits can be guessed, by somebody who knows the password: a few in each window, and not many in a day.
    private async Task<SignInOutcome> WithAppAsync(Account account, string code, string? address, KnownDevice? device, CancellationToken ct)
    {
        var (what, who) = device is null ? (Code, account.Id.ToString()) : (CodeOnDevice, device.Id.ToString());
        if (await limits.TryAsync(what, who, OfCodes, s_window, ct) is { } pause)
        {
            logger.TooManyAttempts(what, account.Id, secret.ClientMark(address));
            return new SignInOutcome.TooMany(pause);
        }
        if (await limits.TryAsync(CodesOfADay, who, OfCodesInADay, s_day, ct) is { } night)
        {
            logger.TooManyAttempts(CodesOfADay, account.Id, secret.ClientMark(address));
            return new SignInOutcome.TooMany(night);
        }
        if (!await app.TryCodeAsync(account, code, ct))
        {
            logger.SignInFailed(SignInMethods.PasswordAndCode, account.Id, secret.ClientMark(address));
            return new SignInOutcome.Bad();
        }
        await limits.ForgetAsync(what, who, ct);
        await limits.TakeBackAsync(CodesOfADay, who, ct);
        return new SignInOutcome.Good(account, SignInMethods.PasswordAndCode);
    }

    // Twelve random letters cannot: only whoever asks in masses is stopped, so that nobody can use up somebody else's.
    private async Task<SignInOutcome> WithRecoveryCodeAsync(Account account, string code, string? address, CancellationToken ct)
    {
        var pause = address is null
            ? await limits.TryAsync(RecoveryCode, account.Id.ToString(), FromAnAddress, s_window, ct)
            : await limits.TryFromAsync(RecoveryCode, address, FromAnAddress, s_window, ct);
        if (pause is not null)
        {
            logger.TooManyAttempts(RecoveryCode, account.Id, secret.ClientMark(address));
            return new SignInOutcome.TooMany(pause.Value);
        }
        if (!await app.TryRecoveryCodeAsync(account, code, ct))
        {
            logger.SignInFailed(SignInMethods.PasswordAndRecoveryCode, account.Id, secret.ClientMark(address));
            return new SignInOutcome.Bad();
        }
        return new SignInOutcome.Good(account, SignInMethods.PasswordAndRecoveryCode);
    }
}
