using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Avanii.ServiceDefaults;

/// <summary>Where the last good set of public keys survives a restart.</summary>
public interface ITrustedKeyStore
{
    /// <returns>A JSON Web Key Set (RFC 7517), or null when none was ever kept.</returns>
    Task<string?> LoadAsync(CancellationToken ct);

    Task SaveAsync(string keySet, CancellationToken ct);
}

internal sealed class NoTrustedKeyStore : ITrustedKeyStore
{
    public Task<string?> LoadAsync(CancellationToken ct) => Task.FromResult<string?>(null);
    public Task SaveAsync(string keySet, CancellationToken ct) => Task.CompletedTask;
}

/// <summary>The public keys that tokens are checked with: fetched from WebFrontend when a token names a key that is not known, at
/// most once a minute, so that a stream of made-up key ids costs nothing; kept in memory and in the service's own store. Known ones are
/// looked at again in the background, so that a key which was taken out is soon trusted no more; while WebFrontend is away they stay.</summary>
public sealed class TrustedKeys(IHttpClientFactory clients, ITrustedKeyStore store, TimeProvider clock, ILogger<TrustedKeys> logger) : IDisposable
{
    internal const string HttpClientName = "trusted-keys";
    private static readonly TimeSpan FetchInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryAfterFailure = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5); // others wait behind it

    /// <summary>Known keys are looked at again after so long: about as long as a token can live.</summary>
    internal static readonly TimeSpan RefreshInterval = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _fetching = new(1);
    private ImmutableDictionary<string, SecurityKey> _keys = ImmutableDictionary<string, SecurityKey>.Empty;
    private DateTimeOffset _nextFetch = DateTimeOffset.MinValue;
    private long _refreshAt; // ticks; of a set out of the store nobody knows how old it is
    private bool _loaded;

    /// <returns>The key of that id, or none; never waits.</returns>
    public IEnumerable<SecurityKey> Find(string? kid) => kid is not null && _keys.TryGetValue(kid, out var key) ? [key] : [];

    /// <summary>Makes that key known if it can be had. A failure is logged: the token will then be refused as one of an unknown key.</summary>
    public async Task EnsureAsync(string kid, CancellationToken ct)
    {
        if (_keys.ContainsKey(kid) && !IsStale)
        {
            RefreshIfOld();
            return;
        }
        await _fetching.WaitAsync(ct);
        try
        {
            if (!_loaded)
            {
                await LoadKeptAsync(ct);
            }
            if ((_keys.ContainsKey(kid) && !IsStale) || clock.GetUtcNow() < _nextFetch)
            {
                return;
            }
            await FetchAsync(ct);
            if (IsStale) // WebFrontend is away: what is known stays, and nobody waits for the next attempt
            {
                Interlocked.Exchange(ref _refreshAt, (clock.GetUtcNow() + FetchInterval).UtcTicks);
            }
        }
        finally
        {
            _fetching.Release();
        }
    }

    /// <summary>Nobody has asked for long, or the set is out of the store: nobody knows what has been taken out since, and it is looked at first.</summary>
    private bool IsStale => clock.GetUtcNow().UtcTicks >= Interlocked.Read(ref _refreshAt) + FetchInterval.Ticks;

    /// <summary>One request of all begins it, and waits no longer than the others.</summary>
    private void RefreshIfOld()
    {
        var (due, now) = (Interlocked.Read(ref _refreshAt), clock.GetUtcNow());
        if (now.UtcTicks < due || Interlocked.CompareExchange(ref _refreshAt, (now + FetchInterval).UtcTicks, due) != due)
        {
            return;
        }
        using var nobodys = ExecutionContext.SuppressFlow(); // neither the request's trace nor its shopper
        _ = Task.Run(RefreshAsync);
    }

    private async Task RefreshAsync()
    {
        try
        {
            await _fetching.WaitAsync();
            try
            {
                await FetchAsync(CancellationToken.None);
            }
            finally
            {
                _fetching.Release();
            }
        }
        catch (ObjectDisposedException)
        {
            // The process ends.
        }
    }

    private async Task LoadKeptAsync(CancellationToken ct)
    {
        try
        {
            if (await store.LoadAsync(ct) is { } kept)
            {
                Use(kept);
            }
            _loaded = true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogWarning(e, "The kept public keys could not be read; they are fetched instead.");
        }
    }

    private async Task FetchAsync(CancellationToken ct)
    {
        // Set before the attempt: a flood of unknown keys does not become a flood of requests when WebFrontend is slow.
        _nextFetch = clock.GetUtcNow() + RetryAfterFailure;
        try
        {
            var keySet = await clients.CreateClient(HttpClientName).GetStringAsync("/.well-known/jwks.json", ct).WaitAsync(Patience, ct);
            Use(keySet);
            _nextFetch = clock.GetUtcNow() + FetchInterval;
            Interlocked.Exchange(ref _refreshAt, (clock.GetUtcNow() + RefreshInterval).UtcTicks);
            await store.SaveAsync(keySet, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            logger.LogWarning(e, "The public keys could not be fetched from WebFrontend or not be kept; {Known} are known.", _keys.Count);
        }
    }

    // {"keys":[{"kty":"EC","crv":"P-256","kid":"...","x":"...","y":"...","use":"sig","alg":"ES256"}]}
    private void Use(string keySet)
    {
        var keys = new JsonWebKeySet(keySet).GetSigningKeys()
            .Where(key => key.KeyId is not null)
            .ToImmutableDictionary(key => key.KeyId, key => key);
        _keys = keys.IsEmpty ? throw new InvalidDataException("There is no key in the key set.") : keys;
    }

    public void Dispose() => _fetching.Dispose();
}
