using Avanii.ServiceDefaults;
using Avanii.Testing;
using Avanii.Web.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests.Accounts;

/// <summary>Browsers in which somebody is signed in.</summary>
public sealed class BrowserSessionTests : IAsyncLifetime
{
    private readonly ShiftedClock _clock = new();
    private ShopInstance _shop = null!;

    public async Task InitializeAsync() => _shop = await ShopInstance.StartAsync(clock: _clock);

    [Theory]
    [InlineData(Roles.Shopper, 30 * 24)]
    [InlineData(Roles.Staff, 1)]
    [InlineData(Roles.Owner, 1)]
    public async Task A_session_that_nobody_uses_ends(string role, int hours)
    {
        var account = await _shop.CreateAccountAsync(role);
        var cookies = await _shop.SignInAsync(account);
        _clock.Advance(TimeSpan.FromHours(hours) - TimeSpan.FromMinutes(6));
        Assert.True(await _shop.IsSignedInAsync(cookies, account));
        _clock.Advance(TimeSpan.FromHours(hours) - TimeSpan.FromMinutes(6)); // from its last use on
        Assert.True(await _shop.IsSignedInAsync(cookies, account));
        _clock.Advance(TimeSpan.FromHours(hours));
        Assert.False(await _shop.IsSignedInAsync(cookies, account));
    }

    [Theory]
    [InlineData(Roles.Shopper, 180 * 24, 29 * 24)]
    [InlineData(Roles.Staff, 12, 0.9)]
    public async Task A_session_ends_however_often_it_is_used(string role, double lifeInHours, double usedEveryHours)
    {
        var account = await _shop.CreateAccountAsync(role);
        var cookies = await _shop.SignInAsync(account);
        var hours = 0.0;
        for (; hours + usedEveryHours < lifeInHours; hours += usedEveryHours)
        {
            _clock.Advance(TimeSpan.FromHours(usedEveryHours));
            Assert.True(await _shop.IsSignedInAsync(cookies, account), $"after {hours + usedEveryHours} h");
        }
        _clock.Advance(TimeSpan.FromHours(lifeInHours - hours));
        Assert.False(await _shop.IsSignedInAsync(cookies, account));
    }

    [Fact]
    public async Task A_cookie_of_a_session_that_was_ended_elsewhere_is_worth_nothing_at_any_instance()
    {
        await using var other = await ShopInstance.StartAsync(_shop.Database, clock: _clock);
        var account = await _shop.CreateAccountAsync();
        var (stolen, mine) = (await _shop.SignInAsync(account), await other.SignInAsync(account));
        Assert.True(await other.IsSignedInAsync(stolen, account));
        await using var scope = _shop.Services.CreateAsyncScope();
        var sessions = scope.ServiceProvider.GetRequiredService<Sessions>();
        var here = (await sessions.ListAsync(account.Id, CancellationToken.None))[0].Id;
        await sessions.EndAllAsync(account.Id, except: here, CancellationToken.None);
        var left = new[] { await other.IsSignedInAsync(stolen, account), await _shop.IsSignedInAsync(mine, account) };
        Assert.Single(left, signedIn => signedIn);
        await sessions.EndAllAsync(account.Id, except: null, CancellationToken.None);
        Assert.False(await other.IsSignedInAsync(stolen, account));
        Assert.False(await _shop.IsSignedInAsync(mine, account));
    }

    [Fact]
    public async Task Nobody_ends_somebody_elses_session()
    {
        var account = await _shop.CreateAccountAsync();
        var cookies = await _shop.SignInAsync(account);
        await using var scope = _shop.Services.CreateAsyncScope();
        var sessions = scope.ServiceProvider.GetRequiredService<Sessions>();
        var session = Assert.Single(await sessions.ListAsync(account.Id, CancellationToken.None));
        await sessions.EndAsync((await _shop.CreateAccountAsync()).Id, session.Id, CancellationToken.None);
        Assert.True(await _shop.IsSignedInAsync(cookies, account));
        await sessions.EndAsync(account.Id, session.Id, CancellationToken.None);
        Assert.False(await _shop.IsSignedInAsync(cookies, account));
    }

    [Fact]
    public async Task A_second_instance_takes_the_first_ones_cookies_and_a_changed_one_nobody()
    {
        await using var other = await ShopInstance.StartAsync(_shop.Database, clock: _clock);
        var account = await _shop.CreateAccountAsync();
        var cookies = await _shop.SignInAsync(account);
        Assert.True(await other.IsSignedInAsync(cookies, account));
        Assert.False(await other.IsSignedInAsync(cookies.Replace("avanii-session=C", "avanii-session=D", StringComparison.Ordinal), account));
    }

    public async Task DisposeAsync() => await _shop.DisposeAsync();
}
