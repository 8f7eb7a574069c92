using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Avanii.Web.Clients;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Freshness;

/// <summary>
/// What the services have said, for everybody who asks the same: fetched once at a time, kept until an event says that it has changed.
/// While the other side is away it is still known, but for what is known to be wrong.
/// </summary>
/// <remarks>Not HybridCache: that would neither keep an answer for the time that the other side is away, nor believe less while no
/// events come.</remarks>
public sealed class AnswerCache(Changes changes, IOptions<FreshnessOptions> options, TimeProvider clock, IHttpContextAccessor current) : IDisposable
{
    private static readonly Counter<long> s_lookups = Storefront.Meter.CreateCounter<long>(
        "avanii.web.answers", "{answer}", "Answers that pages needed, by whether they were in memory.");

    // Longer than it is believed: somebody may need it while the other side is away.
    private static readonly TimeSpan s_keep = TimeSpan.FromMinutes(30);

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = options.Value.Answers });
    private readonly ConcurrentDictionary<Key, Lazy<Task<object>>> _underWay = new();

    private readonly record struct Key(Type Type, string Topic, string Version, string Question);

    /// <param name="Since">The last change of whatever before the question.</param>
    /// <param name="About">What it is about besides its topic.</param>
    private sealed record Kept(object Answer, DateTimeOffset At, DateTimeOffset AskAgainAt, long Since, IReadOnlyList<string> About);

    /// <param name="topic">What it is about: one of <see cref="Topics"/>.</param>
    /// <param name="question">Tells it from others of its topic.</param>
    /// <param name="ask">Asks. Others may be waiting for the same answer, so it is not given up with one request.</param>
    /// <param name="alsoAbout">Further topics, which only the answer tells.</param>
    public async Task<Answer<T>> GetAsync<T>(string topic, string question, Func<Task<Answer<T>>> ask, Func<T, IEnumerable<string>>? alsoAbout = null)
        where T : class
    {
        var answer = await FindOrAskAsync(topic, question, ask, alsoAbout);
        if (answer.IsAway)
        {
            current.HttpContext?.NoteLack();
        }
        return answer;
    }

    /// <summary>Asks, whatever is known.</summary>
    public async Task<Answer<T>> RefreshAsync<T>(string topic, string question, Func<Task<Answer<T>>> ask)
        where T : class
    {
        var key = new Key(typeof(T), topic, changes.VersionOf(topic), question);
        return (Answer<T>)(await AskOrJoinAsync(key, Find(key), ask, alsoAbout: null)).Answer;
    }

    public void Dispose() => _kept.Dispose();

    private async Task<Answer<T>> FindOrAskAsync<T>(string topic, string question, Func<Task<Answer<T>>> ask, Func<T, IEnumerable<string>>? alsoAbout)
        where T : class
    {
        while (true)
        {
            var key = new Key(typeof(T), topic, changes.VersionOf(topic), question);
            var kept = Find(key);
            if (kept is not null && clock.GetUtcNow() is var now
                && (now < kept.AskAgainAt || now - kept.At < BelievedFor(topic)))
            {
                s_lookups.Add(1, new KeyValuePair<string, object?>("kept", true));
                return (Answer<T>)kept.Answer;
            }
            s_lookups.Add(1, new KeyValuePair<string, object?>("kept", false));
            var (answer, isOwn) = await AskOrJoinAsync(key, kept, ask, alsoAbout);
            if (isOwn || !((Answer<T>)answer).IsRefused)
            {
                return (Answer<T>)answer;
            }
            // Somebody else was refused, in whose name it was asked: ask in one's own.
        }
    }

    /// <returns>The answer, and whether it was asked for in the caller's own name.</returns>
    private async Task<(object Answer, bool IsOwn)> AskOrJoinAsync<T>(Key key, Kept? before, Func<Task<Answer<T>>> ask, Func<T, IEnumerable<string>>? alsoAbout)
        where T : class
    {
        var own = new Lazy<Task<object>>(() => AskAsync(key, before, ask, alsoAbout));
        var underWay = _underWay.GetOrAdd(key, own);
        return (await underWay.Value, underWay == own);
    }

    private async Task<object> AskAsync<T>(Key key, Kept? before, Func<Task<Answer<T>>> ask, Func<T, IEnumerable<string>>? alsoAbout)
        where T : class
    {
        try
        {
            var (at, since) = (clock.GetUtcNow(), changes.Last); // of the question: the answer may be as old as that
            var answer = await ask();
            if (answer.Value is not null)
            {
                Keep(key, new(answer, at, at, since, [.. alsoAbout?.Invoke(answer.Value) ?? []]));
                return answer;
            }
            if (!answer.IsAway)
            {
                return answer; // no such product: anybody can ask for any number of those
            }
            var known = before is { Answer: Answer<T> { Value: not null } } ? before : new Kept(answer, DateTimeOffset.MinValue, at, since, []);
            if (answer.IsRefused)
            {
                return known.Answer; // not kept: the next one may be heard
            }
            Keep(key, known with { AskAgainAt = clock.GetUtcNow() + options.Value.RetryAfter });
            return known.Answer;
        }
        finally
        {
            _underWay.TryRemove(key, out _);
        }
    }

    /// <returns>What is not known to be out of date.</returns>
    private Kept? Find(Key key) => _kept.TryGetValue(key, out Kept? kept) && kept!.About.All(topic => changes.LastOf(topic) <= kept.Since) ? kept : null;

    private TimeSpan BelievedFor(string topic) => changes.IsListening || Topics.IsStanding(topic) ? options.Value.WhileListening : options.Value.WhileDeaf;

    private void Keep(Key key, Kept kept) => _kept.Set(key, kept, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = s_keep });
}
