namespace Avanii.Testing;

/// <summary>A clock that a test can put forward. Timers go on in real time: what waits for a moment finds it passed at its next look.</summary>
public sealed class ShiftedClock : TimeProvider
{
    private long _offset;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _offset));
}
