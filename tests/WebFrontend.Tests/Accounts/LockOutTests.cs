using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Avanii.Testing;
using Avanii.Web.Accounts;
using Avanii.Web.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests.Accounts;

/// <summary>Guessing ends soon, and locks nobody out but who guesses.</summary>
public sealed class LockOutTests : IAsyncLifetime
{
    private const string Wrong = "not this one at all", Here = "203.0.113.1";
    private readonly ShiftedClock _clock = new();
    private ShopInstance _shop = null!;

    public async Task InitializeAsync() => _shop = await ShopInstance.StartAsync(clock: _clock, settings: new() { ["RateLimits:Session:Burst"] = "10000" });

    [Fact]
    public async Task A_client_that_signed_in_before_is_not_locked_out_by_strangers_and_one_that_did_not_is_told_when_to_come_again()
    {
        var account = await _shop.CreateAccountAsync();
        var (_, device) = await SignedInAsync(account);
        for (var i = 0; i < 11; i++)
        {
            using var guess = await SignInAsync(account, Wrong);
        }
        using var unknown = await SignInAsync(account);
        await unknown.AssertProblemAsync(HttpStatusCode.TooManyRequests, "too-many-attempts");
        Assert.InRange(unknown.Headers.RetryAfter!.Delta!.Value.TotalMinutes, 10, 15);
        var (_, renewed) = await SignedInAsync(account, device: device);
        // And who stole what the client is known by may guess ten times with it, not more.
        for (var i = 0; i < 10; i++)
        {
            using var guess = await SignInAsync(account, Wrong, device: renewed);
            await guess.AssertProblemAsync(HttpStatusCode.Unauthorized, "bad-credentials");
        }
        using var stopped = await SignInAsync(account, device: device);
        await stopped.AssertProblemAsync(HttpStatusCode.TooManyRequests, "too-many-attempts");
        Assert.NotNull(stopped.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("")]
    [InlineData("forged")]
    [InlineData("another account's")]
    [InlineData("from before the password was changed")]
    public async Task What_a_client_is_known_by_is_worth_nothing_else(string how)
    {
        var account = await _shop.CreateAccountAsync();
        var (_, device) = await SignedInAsync(how == "another account's" ? await _shop.CreateAccountAsync() : account);
        if (how == "from before the password was changed")
        {
            await using var scope = _shop.Services.CreateAsyncScope();
            var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            var changed = await accounts.ChangePasswordAsync((await accounts.FindByIdAsync(account.Id.ToString()))!, ShopInstance.Password, ShopInstance.Password);
            Assert.True(changed.Succeeded);
        }
        device = how is "" or "forged" ? how : device;
        for (var i = 0; i < 10; i++)
        {
            using var guess = await SignInAsync(account, Wrong);
        }
        using var refused = await SignInAsync(account, device: device);
        await refused.AssertProblemAsync(HttpStatusCode.TooManyRequests, "too-many-attempts");
    }

    [Fact]
    public async Task A_letter_tells_of_a_client_that_was_not_known_and_only_of_such_a_one()
    {
        var account = await _shop.CreateAccountAsync();
        var (_, device) = await SignedInAsync(account);
        Assert.Equal(1, await LettersAsync());
        await SignedInAsync(account, device: device);
        Assert.Equal(1, await LettersAsync());
        await SignedInAsync(account);
        Assert.Equal(2, await LettersAsync());
    }

    [Fact]
    public async Task Behind_an_address_from_which_others_guess_a_known_device_gets_in_and_others_do_not()
    {
        var account = await _shop.CreateAccountAsync();
        var device = KnownDevice.After(null, account);
        for (var i = 0; i < 50; i++)
        {
            Assert.IsType<SignInOutcome.Bad>(await PasswordAsync($"nobody-{i}@example.com", Wrong));
        }
        Assert.IsType<SignInOutcome.TooMany>(await PasswordAsync(account.Email!));
        Assert.IsType<SignInOutcome.Good>(await PasswordAsync(account.Email!, device: device));
        Assert.IsType<SignInOutcome.Good>(await PasswordAsync(account.Email!, from: "203.0.113.2"));
    }

    [Fact]
    public async Task An_office_in_which_everybody_knows_their_password_is_never_stopped()
    {
        var account = await _shop.CreateAccountAsync();
        for (var i = 0; i < 55; i++)
        {
            Assert.IsType<SignInOutcome.Good>(await PasswordAsync(account.Email!));
        }
        for (var i = 0; i < 49; i++)
        {
            Assert.IsType<SignInOutcome.Bad>(await PasswordAsync($"nobody-{i}@example.com", Wrong));
            Assert.IsType<SignInOutcome.Good>(await PasswordAsync(account.Email!)); // and takes back no guess
        }
        Assert.IsType<SignInOutcome.Bad>(await PasswordAsync("nobody@example.com", Wrong));
        Assert.IsType<SignInOutcome.TooMany>(await PasswordAsync("nobody@example.com", Wrong));
    }

    [Fact]
    public async Task A_stranger_who_knows_the_password_cannot_use_up_the_codes_of_a_known_device_nor_the_recovery_codes()
    {
        var account = await _shop.CreateAccountAsync();
        var (code, recovery) = await EnableAppAsync(account);
        var device = KnownDevice.After(null, await ReadAsync(account));
        for (var i = 0; i < 5; i++)
        {
            Assert.IsType<SignInOutcome.Bad>(await CodeAsync(account, "000000"));
        }
        Assert.IsType<SignInOutcome.TooMany>(await CodeAsync(account, code(), from: "203.0.113.2"));
        Assert.Equal(SignInMethods.PasswordAndRecoveryCode, Assert.IsType<SignInOutcome.Good>(await CodeAsync(account, recovery[0])).Method);
        Assert.Equal(SignInMethods.PasswordAndCode, Assert.IsType<SignInOutcome.Good>(await CodeAsync(account, code(), device: device)).Method);
        for (var i = 0; i < 5; i++)
        {
            Assert.IsType<SignInOutcome.Bad>(await CodeAsync(account, "000000", device: device));
        }
        Assert.IsType<SignInOutcome.TooMany>(await CodeAsync(account, "000000", device: device));
    }

    [Fact]
    public async Task Codes_cannot_be_guessed_at_for_days()
    {
        var account = await _shop.CreateAccountAsync();
        var (code, recovery) = await EnableAppAsync(account);
        for (var window = 0; window < 10; window++)
        {
            for (var i = 0; i < 5; i++)
            {
                Assert.IsType<SignInOutcome.Bad>(await CodeAsync(account, "000000"));
            }
            _clock.Advance(TimeSpan.FromMinutes(15));
        }
        var stopped = Assert.IsType<SignInOutcome.TooMany>(await CodeAsync(account, "000000"));
        Assert.InRange(stopped.RetryAfter.TotalHours, 21, 22);
        await ForgetAsync(account); // by a new password
        Assert.IsType<SignInOutcome.TooMany>(await CodeAsync(account, code()));
        Assert.IsType<SignInOutcome.Good>(await CodeAsync(account, recovery[0]));
        _clock.Advance(TimeSpan.FromHours(22));
        Assert.IsType<SignInOutcome.Good>(await CodeAsync(account, code()));
    }

    [Fact]
    public async Task A_new_password_by_mail_ends_the_counts_of_passwords_and_codes()
    {
        var account = await _shop.CreateAccountAsync();
        var (code, _) = await EnableAppAsync(account);
        for (var i = 0; i < 11; i++)
        {
            await PasswordAsync(account.Email!, Wrong);
            await CodeAsync(account, "000000");
        }
        Assert.IsType<SignInOutcome.TooMany>(await PasswordAsync(account.Email!));
        Assert.IsType<SignInOutcome.TooMany>(await CodeAsync(account, code()));
        await using (var scope = _shop.Services.CreateAsyncScope())
        {
            var path = await scope.ServiceProvider.GetRequiredService<ResetLink>().PathForAsync(await ReadAsync(account));
            var key = System.Web.HttpUtility.ParseQueryString(path[path.IndexOf('?', StringComparison.Ordinal)..])["key"];
            Assert.IsType<ResetOutcome.Done>(await scope.ServiceProvider.GetRequiredService<PasswordReset>().CompleteAsync(key, ShopInstance.Password, default));
        }
        Assert.IsType<SignInOutcome.NeedsCode>(await PasswordAsync(account.Email!));
        Assert.IsType<SignInOutcome.Good>(await CodeAsync(account, code()));
    }

    [Fact]
    public async Task Whoever_has_a_network_of_ipv6_has_one_address_for_all_limits()
    {
        for (var i = 0; i < 50; i++)
        {
            Assert.IsType<SignInOutcome.Bad>(await PasswordAsync($"nobody-{i}@example.com", Wrong, $"2001:db8:1:2::{i:x}"));
        }
        Assert.IsType<SignInOutcome.TooMany>(await PasswordAsync("nobody@example.com", Wrong, "2001:db8:1:2:ffff::1"));
        Assert.IsType<SignInOutcome.Bad>(await PasswordAsync("nobody@example.com", Wrong, "2001:db8:1:3::1"));
        await using var scope = _shop.Services.CreateAsyncScope();
        var (registration, reset) = (scope.ServiceProvider.GetRequiredService<Registration>(), scope.ServiceProvider.GetRequiredService<PasswordReset>());
        for (var i = 0; i <= 30; i++)
        {
            var from = $"2001:db8:1:2:{i:x}::";
            Assert.Equal(i < 30, await registration.RequestAsync("Mia", $"mia-{i}@example.com", from, default) is null);
            Assert.Equal(i < 30, await reset.RequestAsync($"mia-{i}@example.com", from, default) is null);
        }
    }

    public async Task DisposeAsync() => await _shop.DisposeAsync();

    private Task<HttpResponseMessage> SignInAsync(Account account, string password = ShopInstance.Password, string? device = null) =>
        _shop.SendAsync(HttpMethod.Post, "/api/session", new { email = account.Email, password, deviceToken = device });

    private async Task<(string Token, string Device)> SignedInAsync(Account account, string? device = null)
    {
        using var answer = await SignInAsync(account, device: device);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (json.GetProperty("token").GetString()!, json.GetProperty("deviceToken").GetString()!);
    }

    private async Task<SignInOutcome> PasswordAsync(string email, string password = ShopInstance.Password, string from = Here, KnownDevice? device = null)
    {
        await using var scope = _shop.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SignIn>().WithPasswordAsync(email, password, from, device, default);
    }

    private async Task<SignInOutcome> CodeAsync(Account account, string code, string from = Here, KnownDevice? device = null)
    {
        await using var scope = _shop.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SignIn>().WithCodeAsync(await ReadAsync(account), code, default, from, device);
    }

    private async Task ForgetAsync(Account account)
    {
        await using var scope = _shop.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SignIn>().ForgetAttemptsAsync(account, default);
    }

    /// <returns>Makes the code of a moment in which none was used yet, and the recovery codes.</returns>
    private async Task<(Func<string> Code, IReadOnlyList<string> Recovery)> EnableAppAsync(Account account)
    {
        var code = await _shop.EnableAppAsync(account);
        await using var scope = _shop.Services.CreateAsyncScope();
        var tracked = await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Accounts.SingleAsync(a => a.Id == account.Id);
        var recovery = await scope.ServiceProvider.GetRequiredService<AuthenticatorApp>().RenewRecoveryCodesAsync(tracked, default);
        return (
            () =>
            {
                _clock.Advance(TimeSpan.FromMinutes(1)); // each is good once
                return code();
            },
            recovery);
    }

    private Task<Account> ReadAsync(Account account) => _shop.WithDatabaseAsync(db => db.Accounts.AsNoTracking().SingleAsync(a => a.Id == account.Id));

    private Task<int> LettersAsync() => _shop.WithDatabaseAsync(db => db.Outbox.CountAsync(m => m.Type == typeof(MailRequested).FullName));
}
