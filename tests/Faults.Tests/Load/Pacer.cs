namespace Avanii.Faults;

/// <summary>Lets shoppers order one after the other, so many a second, however many there are.</summary>
internal sealed class Pacer(double perSecond)
{
    private readonly Lock _lock = new();
    private readonly TimeSpan _step = TimeSpan.FromSeconds(1 / perSecond);
    private long _next;

    /// <exception cref="OperationCanceledException">Nobody orders any more.</exception>
    public Task TurnAsync(CancellationToken stop)
    {
        TimeSpan wait;
        lock (_lock)
        {
            var now = TimeProvider.System.GetTimestamp();
            // Turns that nobody took while the shop stood still are not made up for.
            _next = Math.Max(_next + (long)(_step.TotalSeconds * TimeProvider.System.TimestampFrequency), now);
            wait = TimeProvider.System.GetElapsedTime(now, _next);
        }
        return Task.Delay(wait, stop);
    }
}
