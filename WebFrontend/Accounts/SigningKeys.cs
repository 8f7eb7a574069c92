using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Avanii.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Avanii.Web.Accounts;

/// <summary>When keys follow one another; section <c>SigningKeys</c>.</summary>
public sealed class SigningKeyOptions
{
    public const string Section = "SigningKeys";

    /// <summary>A new key is made so often.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan RotateEvery { get; set; } = TimeSpan.FromDays(30);

    /// <summary>A new key is published for so long before it signs: instances reread the keys, and services look for an unknown key
    /// once, in a minute.</summary>
    [Range(typeof(TimeSpan), "00:02:00", "00:30:00")]
    public TimeSpan PublishAhead { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long an instance goes without looking what keys there are now.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00")]
    public TimeSpan RereadEvery { get; set; } = TimeSpan.FromMinutes(1);
}

/// <summary>The key pairs that tokens are signed with: kept in the database, the same for all instances, one after the other. Which one
/// signs follows from their times, so that instances agree without talking.</summary>
public sealed class SigningKeys(
    IServiceScopeFactory scopes, SecretKey secret, IOptions<SigningKeyOptions> options, TimeProvider clock, ILogger<SigningKeys> logger) : IDisposable
{
    internal const string Purpose = "signing-key";

    /// <summary>How long a key is published after its last token was made: while that is good, and as much again for an instance that
    /// could not reread.</summary>
    private static readonly TimeSpan s_overlap = 2 * ShopperTokens.Lifetime;

    private readonly SemaphoreSlim _reading = new(1);
    // The default one keeps what it made of a key for the whole process, by the key's id, and so longer than this keeps the key.
    private readonly CryptoProviderFactory _providers = new(new InMemoryCryptoProviderCache());
    private readonly HashSet<string> _lost = [];
    private volatile ImmutableList<Key>? _keys; // the oldest first

    /// <returns>All keys that may have signed a token which is still alive, and the next one; the newest first.</returns>
    public async ValueTask<IReadOnlyList<ECDsaSecurityKey>> GetAsync(CancellationToken ct)
    {
        var (keys, now) = (await KnownAsync(ct), clock.GetUtcNow());
        return [.. keys.Where((_, i) => !IsOver(keys, i, now)).Reverse().Select(key => key.Pair)];
    }

    /// <returns>The key to sign with now.</returns>
    public async ValueTask<ECDsaSecurityKey> GetSignerAsync(CancellationToken ct)
    {
        var (keys, now) = (await KnownAsync(ct), clock.GetUtcNow());
        return keys.Where((_, i) => SignsFrom(keys, i) <= now).Last().Pair;
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

    /// <summary>Looks what keys there are now, makes the next one when it is time, and takes away those that are over.</summary>
    internal async Task RereadAsync(CancellationToken ct)
    {
        await _reading.WaitAsync(ct);
        try
        {
            _keys = await ReadAsync(ct);
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose()
    {
        _reading.Dispose();
        (_providers.CryptoProviderCache as IDisposable)?.Dispose();
        _keys?.ForEach(key => key.Pair.ECDsa.Dispose());
    }

    private async ValueTask<ImmutableList<Key>> KnownAsync(CancellationToken ct)
    {
        while (true)
        {
            if (_keys is { } known)
            {
                return known;
            }
            await RereadAsync(ct);
        }
    }

    private async Task<ImmutableList<Key>> ReadAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        var now = clock.GetUtcNow();
        var (keys, lost) = await OpenAllAsync(db, now, ct);
        if (!IsDue(keys, now) && lost.Count == 0 && !keys.Where((_, i) => IsOver(keys, i, now)).Any())
        {
            return keys;
        }
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Two instances that find it time at once must not make two keys: the second waits here and finds the first one's.
        await db.Database.ExecuteSqlRawAsync("SELECT pg_advisory_xact_lock(4713)", ct);
        (keys, lost) = await OpenAllAsync(db, now, ct);
        List<string> over = [.. keys.Where((_, i) => IsOver(keys, i, now)).Select(key => key.Pair.KeyId), .. lost];
        await db.SigningKeys.Where(k => over.Contains(k.KeyId)).ExecuteDeleteAsync(ct);
        lost.ForEach(id => logger.LogWarning("The signing key {Key}, which could not be opened, is over and was deleted.", id));
        keys = keys.RemoveAll(key => over.Contains(key.Pair.KeyId));
        if (IsDue(keys, now))
        {
            var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var made = new SigningKey
            {
                KeyId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
                SealedPrivateKey = secret.Seal(pair.ExportPkcs8PrivateKey(), Purpose),
                CreatedAt = now,
            };
            db.SigningKeys.Add(made);
            await db.SaveChangesAsync(ct);
            keys = keys.Add(Timed(pair, made));
        }
        await transaction.CommitAsync(ct);
        return keys;
    }

    /// <returns>The keys, and of those that cannot be opened the ones which are over by their own time: another instance, with another
    /// secret, may still use one that is not.</returns>
    private async Task<(ImmutableList<Key> Keys, List<string> Lost)> OpenAllAsync(AccountsDbContext db, DateTimeOffset now, CancellationToken ct)
    {
        var rows = await db.SigningKeys.AsNoTracking().OrderBy(k => k.CreatedAt).ToListAsync(ct);
        var (life, opened) = (options.Value.RotateEvery + options.Value.PublishAhead + s_overlap, rows.ConvertAll(row => (Row: row, Key: Open(row))));
        return (
            [.. opened.Select(o => o.Key).OfType<Key>()],
            [.. opened.Where(o => o.Key is null && o.Row.CreatedAt + life <= now).Select(o => o.Row.KeyId)]);
    }

    /// <returns>Null when it cannot be opened: then it signs nothing, and tokens of it are refused.</returns>
    private Key? Open(SigningKey row)
    {
        // What is known stays good also when somebody else has sealed it under a secret that this instance has not been given yet.
        if (_keys?.Find(key => key.Pair.KeyId == row.KeyId) is { } known)
        {
            return known;
        }
        var pair = ECDsa.Create();
        try
        {
            pair.ImportPkcs8PrivateKey(secret.Open(row.SealedPrivateKey, Purpose), out _);
            return Timed(pair, row);
        }
        catch (CryptographicException e)
        {
            pair.Dispose();
            if (_lost.Add(row.KeyId))
            {
                logger.LogError("The signing key {Key} cannot be opened and is left out: {Reason}", row.KeyId, e.Message);
            }
            return null;
        }
    }

    private Key Timed(ECDsa pair, SigningKey row) => new(new(pair) { KeyId = row.KeyId, CryptoProviderFactory = _providers }, row.CreatedAt);

    private bool IsDue(ImmutableList<Key> keys, DateTimeOffset now) => keys.IsEmpty || keys[^1].CreatedAt + options.Value.RotateEvery <= now;

    /// <summary>The first key of all has nobody to wait for.</summary>
    private DateTimeOffset SignsFrom(ImmutableList<Key> keys, int i) => i == 0 ? DateTimeOffset.MinValue : keys[i].CreatedAt + options.Value.PublishAhead;

    private bool IsOver(ImmutableList<Key> keys, int i, DateTimeOffset now) => i < keys.Count - 1 && SignsFrom(keys, i + 1) + s_overlap <= now;

    private sealed record Key(ECDsaSecurityKey Pair, DateTimeOffset CreatedAt);
}

/// <summary>Keeps an instance's signing keys up to date. While the database is away it goes on with those it knows.</summary>
internal sealed class SigningKeyReader(SigningKeys keys, IOptions<SigningKeyOptions> options, ILogger<SigningKeyReader> logger)
    : Sweeper(options.Value.RereadEvery, batchSize: 1, logger)
{
    protected override async Task<int> SweepAsync(CancellationToken ct)
    {
        await keys.RereadAsync(ct);
        return 0;
    }
}
