using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Avanii.Testing;

/// <summary>Waits for something that comes true by itself, with a deadline; no test sleeps.</summary>
public static class Eventually
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Waits until a value is the expected one; fails with the last one seen.</summary>
    public static Task AreEqual<T>(
        T expected, Func<Task<T>> actual, TimeSpan? within = null, [CallerArgumentExpression(nameof(actual))] string what = "") =>
        GetAsync(actual, value => EqualityComparer<T>.Default.Equals(value, expected), within, $"{what} to be {Show(expected)}");

    public static Task AreEqual<T>(
        T expected, Func<T> actual, TimeSpan? within = null, [CallerArgumentExpression(nameof(actual))] string what = "") =>
        AreEqual(expected, () => Task.FromResult(actual()), within, what);

    /// <summary>Waits until a condition holds.</summary>
    public static Task IsTrue(
        Func<Task<bool>> condition, TimeSpan? within = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        AreEqual(true, condition, within, what);

    public static Task IsTrue(
        Func<bool> condition, TimeSpan? within = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        AreEqual(true, condition, within, what);

    /// <summary>Waits until a value satisfies, and returns it; fails with the last one seen. What the reading throws counts as not yet.</summary>
    /// <exception cref="TimeoutException">It did not within the deadline (10 s unless told).</exception>
    public static async Task<T> GetAsync<T>(
        Func<Task<T>> read, Func<T, bool> until, TimeSpan? within = null, [CallerArgumentExpression(nameof(until))] string what = "")
    {
        var limit = within ?? s_deadline;
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var (last, failure) = ("", (Exception?)null);
            try
            {
                // A reading that hangs must not outlive the deadline either.
                var value = await read().WaitAsync(limit - clock.Elapsed > s_pause ? limit - clock.Elapsed : s_pause);
                if (until(value))
                {
                    return value;
                }
                last = Show(value);
            }
            catch (Exception e)
            {
                (last, failure) = ($"{e.GetType().Name}: {e.Message}", e);
            }
            if (clock.Elapsed >= limit)
            {
                throw new TimeoutException($"Waited {limit.TotalSeconds:0.#} s for {what}; the last value was {last}.", failure);
            }
            await Task.Delay(s_pause);
        }
    }

    private static string Show<T>(T value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        System.Collections.IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Show))}]",
        _ => value.ToString() ?? "",
    };
}
