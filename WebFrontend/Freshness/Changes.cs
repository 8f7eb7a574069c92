using System.Collections.Concurrent;

namespace Avanii.Web.Freshness;

/// <summary>Counts what events have said to be out of date. What is kept in memory is kept under these counts: when one rises, what was kept
/// under the last is not found any more, and what was being asked for at that moment is kept where nobody looks.</summary>
public sealed class Changes
{
    private const int MostTopics = 10_000; // some hundred bytes each
    private readonly ConcurrentDictionary<string, long> _topics = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();
    private long _all;
    private long _last;

    /// <summary>Rises with each change of whatever: pages are made of many things.</summary>
    public long Last => Interlocked.Read(ref _last);

    /// <summary>Events come. When false, changes may go unheard.</summary>
    public bool IsListening { get; private set; }

    /// <returns>Changes when that topic does.</returns>
    /// <param name="topic">One of <see cref="Topics"/>.</param>
    internal string VersionOf(string topic) => Topics.IsStanding(topic)
        ? $"{_topics.GetValueOrDefault(topic)}"
        : $"{Interlocked.Read(ref _all)}.{_topics.GetValueOrDefault(topic)}";

    /// <returns>The change that it was last among; 0: none that is remembered.</returns>
    internal long LastOf(string topic) => _topics.GetValueOrDefault(topic);

    /// <summary>These are out of date.</summary>
    internal void Note(params ReadOnlySpan<string> topics)
    {
        lock (_writing)
        {
            var change = _last + 1;
            foreach (var topic in topics)
            {
                _topics[topic] = change;
            }
            if (_topics.Count > MostTopics)
            {
                Interlocked.Increment(ref _all); // first: a version must not come back
                foreach (var topic in _topics.Keys.Where(topic => !Topics.IsStanding(topic)))
                {
                    _topics.TryRemove(topic, out _);
                }
            }
            Interlocked.Exchange(ref _last, change); // after its topics: who saw the number first could draw a page from the old answers and keep it under the new number
        }
    }

    /// <summary>Anything may be out of date: what happened until now was perhaps not heard. What changes rarely is asked for again in a
    /// minute at most.</summary>
    internal void BeginListening()
    {
        lock (_writing)
        {
            Interlocked.Increment(ref _all);
            Interlocked.Increment(ref _last);
        }
        IsListening = true;
    }

    internal void StopListening()
    {
        IsListening = false;
        lock (_writing)
        {
            Interlocked.Increment(ref _last); // what was drawn to be believed for longer is not
        }
    }
}

/// <summary>What events are about.</summary>
internal static class Topics
{
    /// <summary>Everything that shows several products.</summary>
    public const string Lists = "lists";

    /// <summary>The tree of categories and how many products are in each.</summary>
    public const string Categories = "categories";

    /// <summary>Terms of delivery and the like; no event is about them.</summary>
    public const string Terms = "terms";

    public static string Product(string slug) => "product:" + slug;

    /// <returns>Changes rarely, and a minute late does no harm: neither prices nor stock.</returns>
    public static bool IsStanding(string topic) => topic is Categories or Terms;
}
