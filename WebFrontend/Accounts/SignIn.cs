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
/// <remarks>Guesses are counted by the browser's address and by the account. Who guesses at somebody's account must not lock them out:
/// a browser in which they signed in before has a count of its own (https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies),
/// and passkeys are not guessed at.</remarks>
public sealed class SignIn(
    UserManager<Account> accounts,
    IPasswordHasher<Account> hasher,
    AuthenticatorApp app,
    AttemptLimits limits,
    ILogger<SignIn> logger)
{
    private const string AnyDevice = "sign-in", KnownDevice = "sign-in from a known device";
    private const int FromAnAddress = 50, AtAnAccount = 10, OfCodes = 5;
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(15);
    private static string? s_nobodysHash;

    /// <param name="email">As typed.</param>
    /// <param name="password">As typed.</param>
    /// <param name="address">The browser's.</param>
    /// <param name="knownDeviceOf">Whose account this browser was signed in to before, if any.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<SignInOutcome> WithPasswordAsync(string email, string password, string? address, Guid? knownDeviceOf, CancellationToken ct)
    {
        var account = await accounts.FindByEmailAsync(email);
        var (what, who) = account is not null && account.Id == knownDeviceOf
            ? (KnownDevice, account.Id.ToString())
            : (AnyDevice, accounts.NormalizeEmail(email));
        if (await limits.TryAsync("sign-in from an address", address ?? "", FromAnAddress, s_window, ct) is { } flood)
        {
            return new SignInOutcome.TooMany(flood);
        }
        if (await limits.TryAsync(what, who, AtAnAccount, s_window, ct) is { } pause)
        {
            logger.LogWarning("Too many attempts to sign in to one account; the last from {Address}.", address);
            return new SignInOutcome.TooMany(pause);
        }
        if (account?.PasswordHash is null)
        {
            // Nobody, or somebody with passkeys only: as slow as a wrong password.
            s_nobodysHash ??= hasher.HashPassword(null!, Guid.NewGuid().ToString());
            hasher.VerifyHashedPassword(null!, s_nobodysHash, password);
            return new SignInOutcome.Bad();
        }
        if (!await accounts.CheckPasswordAsync(account, password))
        {
            return new SignInOutcome.Bad();
        }
        await limits.ForgetAsync(what, who, ct);
        return account.SealedTotpSecret is null ? new SignInOutcome.Good(account, SignInMethods.Password) : new SignInOutcome.NeedsCode(account);
    }

    /// <summary>They have proved to be themselves in another way: what was guessed at their account keeps them out no longer.</summary>
    public async Task ForgetAttemptsAsync(Account account, CancellationToken ct)
    {
        await limits.ForgetAsync(AnyDevice, accounts.NormalizeEmail(account.Email!), ct);
        await limits.ForgetAsync(KnownDevice, account.Id.ToString(), ct);
    }

    /// <summary>The second step, for whom <see cref="WithPasswordAsync"/> has let through.</summary>
    /// <param name="account">Who.</param>
    /// <param name="code">Of the authenticator app, or a recovery code.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<SignInOutcome> WithCodeAsync(Account account, string code, CancellationToken ct)
    {
        var who = account.Id.ToString();
        if (await limits.TryAsync("code", who, OfCodes, s_window, ct) is { } pause)
        {
            return new SignInOutcome.TooMany(pause);
        }
        if (await app.TryCodeAsync(account, code, ct))
        {
            await limits.ForgetAsync("code", who, ct);
            return new SignInOutcome.Good(account, SignInMethods.PasswordAndCode);
        }
        if (await app.TryRecoveryCodeAsync(account, code, ct))
        {
            await limits.ForgetAsync("code", who, ct);
            return new SignInOutcome.Good(account, SignInMethods.PasswordAndRecoveryCode);
        }
        return new SignInOutcome.Bad();
    }
}
