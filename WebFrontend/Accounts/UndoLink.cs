using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Accounts;

/// <summary>The link “This was not me” in letters about what a thief would do with an account. It carries how the account could be opened
/// before, sealed, so that nothing has to be kept until it is used. It is not bound to the security stamp: whoever chose a new
/// password first still needs it.</summary>
public sealed class UndoLink(IDataProtectionProvider protection, AccountsDbContext db, AuthenticatorApp app, TimeProvider clock)
{
    /// <summary>Time to read one's mail, holidays aside. As long as it lasts, the mailbox can take back a second factor that is new.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    internal const string Purpose = "undo-link";

    private const int MarkLength = 8; // bytes of a hash: enough to tell twenty passkeys apart, and the address stays short

    private readonly TimeLimitedSeal<AccountBefore> _seal = new(Purpose, Lifetime, protection);

    /// <summary>Call it before the change is made.</summary>
    /// <returns>Path and query, to be put behind the shop's address.</returns>
    public async Task<string> PathForAsync(Account account, CancellationToken ct)
    {
        var passkeys = await db.Passkeys.AsNoTracking().Where(p => p.UserId == account.Id).Select(p => p.CredentialId).ToListAsync(ct);
        var before = new AccountBefore(Guid.NewGuid(), clock.GetUtcNow(), account.Id, account.Email!, [.. passkeys.SelectMany(MarkOf)], app.SecretOf(account) is { } secret ? MarkOf(secret) : null);
        return $"{AccountPaths.Undo}?key={_seal.Seal(before)}";
    }

    /// <returns>Null when the key is not good, or not any more.</returns>
    internal AccountBefore? Open(string? key) => _seal.Open(key);

    internal static byte[] MarkOf(byte[] secret) => SHA256.HashData(secret)[..MarkLength];

    /// <param name="Id">The link's: it is good once.</param>
    /// <param name="WrittenAt">When the letter was.</param>
    /// <param name="Email">The account's, where the letter went.</param>
    /// <param name="Passkeys">A mark for each that it had, one behind the other.</param>
    /// <param name="App">A mark of what its authenticator app knew; null: it had none.</param>
    internal sealed record AccountBefore(Guid Id, DateTimeOffset WrittenAt, Guid AccountId, string Email, byte[] Passkeys, byte[]? App)
    {
        public bool HadPasskey(byte[] credentialId) => Passkeys.Chunk(MarkLength).Any(mark => mark.SequenceEqual(MarkOf(credentialId)));

        public bool HadApp(byte[] secret) => App is not null && App.SequenceEqual(MarkOf(secret));
    }
}

/// <summary>A link that was used. It takes back all that came after its letter, so that letters which came after it take back nothing any more:
/// a thief who moves an account twice has such a letter, too.</summary>
public sealed class UsedUndoLink
{
    public Guid Id { get; init; }

    public Guid AccountId { get; init; }

    public DateTimeOffset WrittenAt { get; init; }

    public DateTimeOffset UsedAt { get; init; }

    internal bool Voids(UndoLink.AccountBefore link) => link.Id == Id || (link.WrittenAt > WrittenAt && link.WrittenAt <= UsedAt);
}
