using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace Avanii.Web.Accounts;

/// <summary>The key pairs that tokens are signed with: made at first need, kept in the database, the same for all instances.</summary>
public sealed class SigningKeys(IServiceScopeFactory scopes, SecretKey secret, TimeProvider clock) : IDisposable
{
    private const string Purpose = "signing-key";
    private readonly SemaphoreSlim _loading = new(1);
    private volatile IReadOnlyList<ECDsaSecurityKey>? _keys;

    /// <returns>All keys that may have signed a token which is still alive; the first one signs.</returns>
    public async ValueTask<IReadOnlyList<ECDsaSecurityKey>> GetAsync(CancellationToken ct)
    {
        if (_keys is { } known)
        {
            return known;
        }
        await _loading.WaitAsync(ct);
        try
        {
            return _keys ??= await LoadAsync(ct);
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <returns>The public halves as a JSON Web Key Set (RFC 7517).</returns>
    public async Task<JsonWebKeySet> GetPublicAsync(CancellationToken ct)
    {
        var set = new JsonWebKeySet();
        foreach (var key in await GetAsync(ct))
        {
            var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
            set.Keys.Add(new JsonWebKey
            {
                Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve,
                Crv = JsonWebKeyECTypes.P256,
                Alg = SecurityAlgorithms.EcdsaSha256,
                Use = JsonWebKeyUseNames.Sig,
                Kid = key.KeyId,
                X = Base64UrlEncoder.Encode(point.X),
                Y = Base64UrlEncoder.Encode(point.Y),
            });
        }
        return set;
    }

    private async Task<IReadOnlyList<ECDsaSecurityKey>> LoadAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Two instances that start at once must not sign with two keys: the second waits here and finds the first one's.
        await db.Database.ExecuteSqlRawAsync("SELECT pg_advisory_xact_lock(4713)", ct);
        var rows = await db.SigningKeys.OrderByDescending(k => k.CreatedAt).ToListAsync(ct);
        if (rows.Count == 0)
        {
            using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var made = new SigningKey
            {
                KeyId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
                SealedPrivateKey = secret.Seal(pair.ExportPkcs8PrivateKey(), Purpose),
                CreatedAt = clock.GetUtcNow(),
            };
            db.SigningKeys.Add(made);
            await db.SaveChangesAsync(ct);
            rows.Add(made);
        }
        await transaction.CommitAsync(ct);
        return rows.ConvertAll(Open);
    }

    private ECDsaSecurityKey Open(SigningKey row)
    {
        var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(secret.Open(row.SealedPrivateKey, Purpose), out _);
        return new ECDsaSecurityKey(pair) { KeyId = row.KeyId };
    }

    public void Dispose()
    {
        _loading.Dispose();
        foreach (var key in _keys ?? [])
        {
            key.ECDsa.Dispose();
        }
    }
}
