using Avanii.Testing;
using Avanii.Web.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests.Accounts;

public sealed class AttemptLimitsTests : IAsyncLifetime
{
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(15);
    private readonly ShiftedClock _clock = new();
    private ShopInstance _one = null!, _other = null!;

    public async Task InitializeAsync()
    {
        _one = await ShopInstance.StartAsync(clock: _clock);
        _other = await ShopInstance.StartAsync(_one.Database, clock: _clock);
    }

    [Fact]
    public async Task Instances_count_together_also_at_the_same_moment()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => TryAsync(i % 2 == 0 ? _one : _other, "mia")));
        Assert.Equal(5, answers.Count(pause => pause is null));
        Assert.All(answers.OfType<TimeSpan>(), pause => Assert.InRange(pause, s_window - TimeSpan.FromMinutes(1), s_window));
    }

    [Fact]
    public async Task A_window_begins_with_its_first_attempt_and_ends_though_attempts_go_on()
    {
        for (var i = 0; i < 14; i++)
        {
            Assert.Equal(i < 5, await TryAsync(i % 2 == 0 ? _one : _other, "mia") is null);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await TryAsync(_other, "mia"));
    }

    [Fact]
    public async Task Each_has_a_count_of_their_own()
    {
        for (var i = 0; i < 5; i++)
        {
            await TryAsync(_one, "mia");
        }
        Assert.NotNull(await TryAsync(_one, "mia"));
        Assert.Null(await TryAsync(_one, "ben"));
        Assert.Null(await Limits(_one).TryAsync("reset", "mia", 5, s_window, CancellationToken.None));
    }

    [Fact]
    public async Task What_is_forgotten_counts_no_more()
    {
        for (var i = 0; i < 6; i++)
        {
            await TryAsync(_one, "mia");
        }
        await Limits(_other).ForgetAsync("sign-in", "mia", CancellationToken.None);
        Assert.Null(await TryAsync(_one, "mia"));
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
    }

    private static AttemptLimits Limits(ShopInstance shop) => shop.Services.GetRequiredService<AttemptLimits>();

    private static Task<TimeSpan?> TryAsync(ShopInstance shop, string who) => Limits(shop).TryAsync("sign-in", who, limit: 5, s_window, CancellationToken.None);
}
