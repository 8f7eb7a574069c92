using System.Net.Http.Json;
using System.Text.Json;
using Avanii.Testing;
using Avanii.Web.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests.Accounts;

public sealed class SecurityLogTests : IAsyncLifetime
{
    private readonly ShiftedClock _clock = new();
    private ShopInstance _shop = null!;

    public async Task InitializeAsync() => _shop = await ShopInstance.StartAsync(clock: _clock, settings: new() { ["RateLimits:Session:Burst"] = "10000" });

    [Fact]
    public async Task Each_way_in_that_is_tried_opened_changed_or_closed_is_in_the_log_by_the_accounts_id_and_nothing_else()
    {
        var account = await _shop.CreateAccountAsync();
        AssertLogged($"The way into account {account.Id} was changed: account made.");
        var code = await _shop.EnableAppAsync(account);
        AssertLogged($"The way into account {account.Id} was changed: authenticator app on.");
        AssertLogged($"The way into account {account.Id} was changed: recovery codes made.");
        _clock.Advance(TimeSpan.FromMinutes(2));

        const string typed = "forged\r\nwarn: Account 1 signed in";
        await AskAsync(new { email = account.Email, password = typed });
        AssertLogged($"A sign-in with password to account {account.Id} from ");
        await AskAsync(new { email = "nobody@example.com\r\nx", password = typed });
        AssertLogged("A sign-in with password to account (null) from ");
        await AskAsync(new { email = account.Email, password = ShopInstance.Password, code = typed });
        AssertLogged($"A sign-in with password+recovery-code to account {account.Id} from ");
        await AskAsync(new { email = account.Email, password = ShopInstance.Password, code = "000000" });
        AssertLogged($"A sign-in with password+totp to account {account.Id} from ");

        var shown = code();
        var answer = await AskAsync(new { email = account.Email, password = ShopInstance.Password, code = shown });
        AssertLogged($"Account {account.Id} signed in with password+totp from ");
        var (token, refreshToken) = (answer.GetProperty("token").GetString()!, answer.GetProperty("refreshToken").GetString()!);
        await using (var scope = _shop.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<Sessions>().EndAllAsync(account.Id, except: null, CancellationToken.None);
        }
        AssertLogged($"1 sessions of account {account.Id} were ended.");
        for (var i = 0; i < 11; i++)
        {
            await AskAsync(new { email = account.Email, password = typed });
        }
        AssertLogged($"Too many attempts, counted as sign-in, at account {account.Id}; the last from ");

        var ours = _shop.Lines.Where(line => line.Contains(account.Id.ToString(), StringComparison.Ordinal) || line.Contains("A sign-in", StringComparison.Ordinal)).ToList();
        Assert.All(ours, line => Assert.DoesNotContain('\n', line.TrimEnd()));
        foreach (var secret in new[] { typed, "forged", ShopInstance.Password, account.Email!, "nobody@example.com", shown, token, refreshToken, "127.0.0.1" })
        {
            Assert.DoesNotContain(ours, line => line.Contains(secret, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_refresh_token_that_comes_a_second_time_is_in_the_log()
    {
        var account = await _shop.CreateAccountAsync();
        var first = (await AskAsync(new { email = account.Email, password = ShopInstance.Password })).GetProperty("refreshToken").GetString();
        await AskAsync(new { refreshToken = first });
        _clock.Advance(RefreshTokens.Grace);
        await AskAsync(new { refreshToken = first });
        AssertLogged($"A refresh token of account {account.Id} came a second time");
    }

    public async Task DisposeAsync() => await _shop.DisposeAsync();

    private async Task<JsonElement> AskAsync(object body)
    {
        using var answer = await _shop.SendAsync(HttpMethod.Post, "/api/session", body);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private void AssertLogged(string text) => Assert.Contains(_shop.Lines, line => line.Contains(text, StringComparison.Ordinal));
}
