using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Accounts;

/// <summary>Keeps an API client signed in: its tokens live for five minutes, and each refresh token gets the next pair, once. One that comes
/// a second time is in the wrong hands as likely as in the right ones: its session ends (RFC 9700, 4.14.2).</summary>
public sealed class RefreshTokens(AccountsDbContext db, Sessions sessions, TimeProvider clock, ILogger<RefreshTokens> logger)
{
    private const int IdLength = 16, SecretLength = 32; // bytes: the session's id, then randomness of which the row has the hash

    /// <summary>Begins a session that refresh tokens keep going.</summary>
    public async Task<(SignedIn SignedIn, string RefreshToken)> StartAsync(Account account, string method, string? device, string? address, CancellationToken ct)
    {
        var random = RandomNumberGenerator.GetBytes(SecretLength);
        var session = await sessions.StartAsync(account, method, device, address, ct, refreshHash: SHA256.HashData(random));
        return (new(session.Id, account.Id, account.Email!, account.Name, account.Role, account.Areas, session.SignedInAt, method), Write(session.Id, random));
    }

    /// <returns>Who is signed in, with the role that they have now, and the next refresh token; null when this one is of no use.</returns>
    public async Task<(SignedIn SignedIn, string RefreshToken)?> RenewAsync(string refreshToken, CancellationToken ct)
    {
        if (!TryRead(refreshToken, out var id, out var used) || await sessions.FindAsync(id, ct) is not { } signedIn)
        {
            return null;
        }
        var random = RandomNumberGenerator.GetBytes(SecretLength);
        var (next, now) = (SHA256.HashData(random), clock.GetUtcNow());
        if (await db.Sessions.Where(s => s.Id == id && s.RefreshHash == used)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.RefreshHash, next).SetProperty(s => s.LastSeenAt, now), ct) == 1)
        {
            return (signedIn, Write(id, random));
        }
        if (await db.Sessions.Where(s => s.Id == id && s.RefreshHash != null).ExecuteDeleteAsync(ct) == 1)
        {
            logger.LogWarning("A refresh token of account {Account} came a second time; its session has ended.", signedIn.AccountId);
        }
        return null;
    }

    private static string Write(Guid session, byte[] random) => Base64Url.EncodeToString([.. session.ToByteArray(), .. random]);

    private static bool TryRead(string refreshToken, out Guid session, out byte[] hash)
    {
        Span<byte> bytes = stackalloc byte[IdLength + SecretLength];
        var good = Base64Url.IsValid(refreshToken, out var length) && length == bytes.Length
            && Base64Url.TryDecodeFromChars(refreshToken, bytes, out _);
        (session, hash) = good ? (new Guid(bytes[..IdLength]), SHA256.HashData(bytes[IdLength..])) : (Guid.Empty, []);
        return good;
    }
}
