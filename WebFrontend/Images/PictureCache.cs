using System.Collections.Concurrent;
using Avanii.Web.Clients;
using Microsoft.Extensions.Caching.Memory;

namespace Avanii.Web.Images;

/// <summary>Pictures never change under their name, so the last ones asked for are kept: at most 64 MB of them.</summary>
public sealed class PictureCache : IDisposable
{
    private const long Capacity = 64 * 1024 * 1024;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = Capacity });
    private readonly ConcurrentDictionary<string, Lazy<Task<Answer<byte[]>>>> _underWay = new();

    /// <param name="name">A hash, a width and a type.</param>
    /// <param name="fetch">Asked when the picture is not here, once however many wait for it.</param>
    public async Task<Answer<byte[]>> GetAsync(string name, Func<Task<Answer<byte[]>>> fetch) =>
        _kept.TryGetValue(name, out byte[]? picture)
            ? picture!
            : await _underWay.GetOrAdd(name, _ => new(() => FetchAsync(name, fetch))).Value;

    private async Task<Answer<byte[]>> FetchAsync(string name, Func<Task<Answer<byte[]>>> fetch)
    {
        try
        {
            if (_kept.TryGetValue(name, out byte[]? picture)) // it came between the look and the queue
            {
                return picture!;
            }
            var answer = await fetch();
            if (answer.Value is { } fetched)
            {
                _kept.Set(name, fetched, new MemoryCacheEntryOptions { Size = fetched.Length });
            }
            return answer;
        }
        finally
        {
            _underWay.TryRemove(name, out _);
        }
    }

    public void Dispose() => _kept.Dispose();
}
