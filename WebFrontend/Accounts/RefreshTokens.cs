using System.Buffers.Text;
using System.Security.Cryptography;
using Avanii.Web.Mail;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Accounts;

/// <summary>Keeps an API client signed in: its tokens live for five minutes, and each refresh token gets the next pair, once. One that comes
/// a second time is in the wrong hands as likely as in the right ones: its session ends (RFC 9700, 4.14.2).</summary>
public sealed class RefreshTokens(
    AccountsDbContext db, Sessions sessions, SecretKey secret, Mailer mailer, AccountLetters letters, TimeProvider clock, ILogger<RefreshTokens> logger)
{
    // Bytes: the session's id, which is in access tokens too and so no secret; what all tokens of the session have in common; what is this one's.
    private const int IdLength = 16, FamilyLength = 16, OwnLength = 32;
    private const string Purpose = "refresh-token";

    /// <summary>A client that asks twice at once, or lost the answer and asks again, gets the same next token for so long.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Begins a session that refresh tokens keep going, and tells the person of it if the client is new to them, as of a browser.</summary>
    /// <param name="account">Who.</param>
    /// <param name="method">How: one of <see cref="SignInMethods"/>.</param>
    /// <param name="client">As it calls itself.</param>
    /// <param name="address">The client's.</param>
    /// <param name="device">What it is known as, if it is.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<(SignedIn SignedIn, string RefreshToken)> StartAsync(
        Account account, string method, string? client, string? address, KnownDevice? device, CancellationToken ct)
    {
        if (device?.IsOf(account) != true)
        {
            mailer.Enqueue(account.Email!, letters.NewBrowser(client)); // goes with the session's row
        }
        var (family, own) = (RandomNumberGenerator.GetBytes(FamilyLength), RandomNumberGenerator.GetBytes(OwnLength));
        var session = await sessions.StartAsync(account, method, client, address, ct, refreshHash: SHA256.HashData(own), refreshFamily: SHA256.HashData(family));
        return (
            new(session.Id, account.Id, account.Email!, account.Name, account.Role, account.Areas, session.SignedInAt, method),
            Base64Url.EncodeToString([.. session.Id.ToByteArray(), .. family, .. own]));
    }

    /// <returns>Who is signed in, with the role that they have now, and the next refresh token; null when this one is of no use.</returns>
    public async Task<(SignedIn SignedIn, string RefreshToken)?> RenewAsync(string refreshToken, CancellationToken ct)
    {
        if (!TryRead(refreshToken, out var id, out var family, out var own))
        {
            return null;
        }
        // Made from the one before by a secret of the shop: twins get the same, and who stole an old one cannot tell the next.
        var next = secret.Mac([.. id.ToByteArray(), .. own], Purpose);
        var (known, used, nextHash) = (SHA256.HashData(family), SHA256.HashData(own), SHA256.HashData(next));
        var mine = db.Sessions.AsNoTracking().Where(s => s.Id == id && s.RefreshFamily == known);
        while (await mine.Select(s => new { s.AccountId, s.RefreshHash, s.RefreshPrevious, s.RefreshedAt }).SingleOrDefaultAsync(ct) is { } session)
        {
            var now = clock.GetUtcNow();
            var isPresent = session.RefreshHash.AsSpan().SequenceEqual(used);
            if (!isPresent && !(session.RefreshPrevious.AsSpan().SequenceEqual(used) && now - session.RefreshedAt < Grace))
            {
                if (await mine.ExecuteDeleteAsync(ct) == 1)
                {
                    logger.RefreshTokenReused(session.AccountId);
                }
                return null;
            }
            if (await sessions.FindAsync(id, ct) is not { } signedIn)
            {
                return null;
            }
            // A twin's next one is another's while SECRET_KEY is being changed: then it is of no use, and does no harm.
            if (isPresent
                ? await mine.Where(s => s.RefreshHash == used).ExecuteUpdateAsync(
                    set => set.SetProperty(s => s.RefreshHash, nextHash).SetProperty(s => s.RefreshPrevious, used)
                        .SetProperty(s => s.RefreshedAt, now).SetProperty(s => s.LastSeenAt, now), ct) == 1
                : session.RefreshHash.AsSpan().SequenceEqual(nextHash))
            {
                return (signedIn, Base64Url.EncodeToString([.. id.ToByteArray(), .. family, .. next]));
            }
            if (!isPresent)
            {
                return null;
            }
        }
        return null;
    }

    private static bool TryRead(string refreshToken, out Guid session, out byte[] family, out byte[] own)
    {
        Span<byte> bytes = stackalloc byte[IdLength + FamilyLength + OwnLength];
        var good = Base64Url.IsValid(refreshToken, out var length) && length == bytes.Length
            && Base64Url.TryDecodeFromChars(refreshToken, bytes, out _);
        (session, family, own) = good
            ? (new Guid(bytes[..IdLength]), bytes.Slice(IdLength, FamilyLength).ToArray(), bytes[(IdLength + FamilyLength)..].ToArray())
            : (Guid.Empty, [], []);
        return good;
    }
}
