namespace Avanii.AppHost.Standalone.Tests;

/// <summary>What ./avanii figures catalogue says of a second is true.</summary>
public sealed class LatenciesTests
{
    [Theory]
    [InlineData(50, 50)]
    [InlineData(95, 95)]
    [InlineData(99, 99)]
    public void A_percentile_is_the_time_within_which_so_many_were_answered(int percent, double time) =>
        Assert.Equal(time, new Latencies(Enumerable.Range(1, 100).Reverse().Select(i => (double)i)).Percentile(percent));

    [Fact]
    public async Task The_next_request_does_not_wait_for_a_slow_answer_and_a_late_one_counts_from_when_it_was_due()
    {
        var release = new TaskCompletionSource();
        var asked = 0;
        var latencies = await Latencies.MeasureAsync(100, TimeSpan.FromSeconds(0.2), async number =>
        {
            Interlocked.Increment(ref asked);
            if (number == 19)
            {
                release.SetResult(); // the last one lets all others go
            }
            await release.Task;
        }, CancellationToken.None);

        Assert.Equal((20, 20), (asked, latencies.Count));
        Assert.True(latencies.Slowest >= 190, $"The first was due 190 ms before the last, and took {latencies.Slowest} ms.");
    }
}
