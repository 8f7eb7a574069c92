using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OtpNet;

namespace Avanii.Web.Accounts;

/// <summary>Codes of an authenticator app (TOTP, RFC 6238: six digits, 30 seconds), and the recovery codes for who has lost it.</summary>
/// <remarks>Of two tabs that change it at once, one is refused (<see cref="DbUpdateConcurrencyException"/>): the codes that the other has on its
/// screen are those that are good.</remarks>
public sealed class AuthenticatorApp(AccountsDbContext db, UserManager<Account> accounts, SecretKey secret, TimeProvider clock, ILogger<AuthenticatorApp> logger)
{
    private const int SecretLength = 20; // bytes; RFC 4226 asks for 20
    private const int RecoveryCodes = 10;
    private const int RecoveryCodeLength = 24; // of 31 characters: 118 bits, and 112 are needed where no slow hash is (ASVS 5.0, 6.5.2)
    private static readonly VerificationWindow s_window = new(previous: 1, future: 1); // the time to type it, and a clock that is off

    public static byte[] NewSecret() => KeyGeneration.GenerateRandomKey(SecretLength);

    /// <returns>The secret as a person types it where no camera reads it.</returns>
    public static string Readable(byte[] totpSecret) => string.Join(' ', Base32Encoding.ToString(totpSecret).Chunk(4).Select(four => new string(four)));

    /// <returns>What the QR code says.</returns>
    public static string Link(byte[] totpSecret, string shop, string email) =>
        new OtpUri(OtpType.Totp, Base32Encoding.ToString(totpSecret), email, shop).ToString();

    /// <summary>From now on a code is asked for at each sign-in with a password.</summary>
    /// <param name="account">Whose; tracked by the context.</param>
    /// <param name="totpSecret">What was shown as a QR code.</param>
    /// <param name="code">What the app made of it.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The recovery codes, shown once; null when the code is wrong.</returns>
    public async Task<IReadOnlyList<string>?> EnableAsync(Account account, byte[] totpSecret, string code, CancellationToken ct)
    {
        if (!Verify(totpSecret, code, out var step))
        {
            return null;
        }
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockAccountAsync(account.Id, ct);
        account.SealedTotpSecret = secret.Seal(totpSecret, Purpose(account));
        account.LastTotpStep = step;
        var codes = await NewRecoveryCodesAsync(account, ct);
        await accounts.RenewStampAsync(account);
        await transaction.CommitAsync(ct);
        return codes;
    }

    /// <summary>No code is asked for any more.</summary>
    public async Task DisableAsync(Account account, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockAccountAsync(account.Id, ct);
        account.SealedTotpSecret = null;
        await db.RecoveryCodes.Where(c => c.AccountId == account.Id).ExecuteDeleteAsync(ct);
        await accounts.RenewStampAsync(account);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Replaces the recovery codes; the old ones are void.</summary>
    public async Task<IReadOnlyList<string>> RenewRecoveryCodesAsync(Account account, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockAccountAsync(account.Id, ct);
        var codes = await NewRecoveryCodesAsync(account, ct);
        await accounts.RenewStampAsync(account);
        await transaction.CommitAsync(ct);
        return codes;
    }

    /// <returns>How many recovery codes are left.</returns>
    public Task<int> CountRecoveryCodesAsync(Guid accountId, CancellationToken ct) => db.RecoveryCodes.CountAsync(c => c.AccountId == accountId, ct);

    /// <returns>It is one of the app's, right or wrong; else it may be a recovery code.</returns>
    public static bool LooksLikeCode(string code) => code.Replace(" ", "", StringComparison.Ordinal) is { Length: 6 } digits && digits.All(char.IsAsciiDigit);

    /// <returns>True once for a code that is right: whoever saw it typed cannot use it again, nor an earlier one.</returns>
    public async Task<bool> TryCodeAsync(Account account, string code, CancellationToken ct)
    {
        if (account.SealedTotpSecret is not { } seal || Open(account, seal) is not { } totpSecret || !Verify(totpSecret, code, out var step))
        {
            return false;
        }
        var shown = account.SecurityStamp;
        var stamp = AccountLocks.NewConcurrencyStamp(); // who read the account before may not write the step back
        if (await db.Accounts.Where(a => a.Id == account.Id && a.LastTotpStep < step)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.LastTotpStep, step).SetProperty(a => a.ConcurrencyStamp, stamp), ct) == 0)
        {
            return false;
        }
        if (db.Entry(account) is { State: not EntityState.Detached } tracked)
        {
            await tracked.ReloadAsync(ct); // the caller may go on with it
        }
        return account.SecurityStamp == shown; // else the password that came before the code is not what it was
    }

    /// <returns>True once for each code.</returns>
    public async Task<bool> TryRecoveryCodeAsync(Account account, string code, CancellationToken ct)
    {
        var hash = Hash(code);
        return await db.RecoveryCodes.Where(c => c.AccountId == account.Id && c.Hash == hash).ExecuteDeleteAsync(ct) == 1;
    }

    /// <returns>What the account's app knows, to tell one app from another; null: there is none.</returns>
    internal byte[]? SecretOf(Account account) => account.SealedTotpSecret is { } seal ? Open(account, seal) ?? seal : null;

    /// <summary>What an account's secret is sealed for: it cannot be moved to another account.</summary>
    internal static string Purpose(Account account) => $"totp:{account.Id}";

    private byte[]? Open(Account account, byte[] seal)
    {
        try
        {
            return secret.Open(seal, Purpose(account));
        }
        catch (CryptographicException e)
        {
            logger.LogError("The authenticator app of account {Account} is of no use any more, recovery codes are: {Reason}", account.Id, e.Message);
            return null;
        }
    }

    private async Task<IReadOnlyList<string>> NewRecoveryCodesAsync(Account account, CancellationToken ct)
    {
        await db.RecoveryCodes.Where(c => c.AccountId == account.Id).ExecuteDeleteAsync(ct);
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", RecoveryCodeLength)).ToList();
        db.RecoveryCodes.AddRange(codes.Select(code => new RecoveryCode { AccountId = account.Id, Hash = Hash(code) }));
        return codes.ConvertAll(code => string.Join('-', code.Chunk(4).Select(four => new string(four))));
    }

    private bool Verify(byte[] totpSecret, string code, out long step)
    {
        var digits = code.Replace(" ", "", StringComparison.Ordinal);
        step = 0;
        return LooksLikeCode(code)
            && new Totp(totpSecret).VerifyTotp(clock.GetUtcNow().UtcDateTime, digits, out step, s_window);
    }

    private static byte[] Hash(string code) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(new string([.. code.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)])));
}
