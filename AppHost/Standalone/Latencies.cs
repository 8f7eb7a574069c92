using System.Diagnostics;

namespace Avanii.AppHost.Standalone;

/// <summary>How long answers took, in milliseconds.</summary>
internal sealed class Latencies(IEnumerable<double> milliseconds)
{
    private readonly List<double> _ordered = [.. milliseconds.Order()];

    public int Count => _ordered.Count;

    public double Slowest => _ordered[^1];

    /// <summary>Asks at a steady pace, however long the answers take. Each is timed from when it was due: one that has to wait because
    /// another took long counts its wait, too.</summary>
    /// <param name="perSecond">How often.</param>
    /// <param name="length">For how long.</param>
    /// <param name="ask">Gets the number of the request, from 0.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<Latencies> MeasureAsync(double perSecond, TimeSpan length, Func<int, Task> ask, CancellationToken ct)
    {
        var begin = Stopwatch.GetTimestamp();
        var answers = new List<Task<double>>();
        for (var i = 0; i < perSecond * length.TotalSeconds; i++)
        {
            var due = TimeSpan.FromSeconds(i / perSecond);
            if (due - Stopwatch.GetElapsedTime(begin) is { Ticks: > 0 } early)
            {
                await Task.Delay(early, ct);
            }
            answers.Add(TimeAsync(i, due));
        }
        return new(await Task.WhenAll(answers));

        async Task<double> TimeAsync(int number, TimeSpan due)
        {
            await ask(number);
            return (Stopwatch.GetElapsedTime(begin) - due).TotalMilliseconds;
        }
    }

    /// <summary>The time within which so many of a hundred were answered.</summary>
    public double Percentile(int percent) => _ordered[Math.Max(0, (int)Math.Ceiling(percent / 100.0 * _ordered.Count) - 1)];
}
