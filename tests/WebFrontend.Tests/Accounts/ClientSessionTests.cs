using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Avanii.ServiceDefaults;
using Avanii.Testing;
using Avanii.Web.Accounts;
using Avanii.Web.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Avanii.Web.Tests.Accounts;

/// <summary>API clients that sign in with a password.</summary>
public sealed class ClientSessionTests : IAsyncLifetime
{
    private readonly ShiftedClock _clock = new();
    private ShopInstance _shop = null!;

    public async Task InitializeAsync() => _shop = await ShopInstance.StartAsync(clock: _clock, settings: new() { ["RateLimits:Session:Burst"] = "10000" });

    [Fact]
    public async Task A_password_gets_a_token_with_the_role_and_areas_of_the_account()
    {
        var (account, code) = await CreateStaffAsync(Roles.Staff, StaffAreas.Catalogue, StaffAreas.Orders);
        using var answer = await SignInAsync(account, code: code());
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        var token = new JsonWebToken((await ReadAsync(answer)).Token);
        Assert.Equal((account.Subject, Roles.Staff), (token.Subject, token.GetClaim(JwtValidation.RoleClaim).Value));
        Assert.Equal([StaffAreas.Catalogue, StaffAreas.Orders], token.Claims.Where(c => c.Type == JwtValidation.AreaClaim).Select(c => c.Value));
        Assert.Equal(TimeSpan.FromMinutes(5), token.ValidTo - token.ValidFrom);
    }

    [Theory]
    [InlineData(Roles.Staff)]
    [InlineData(Roles.Owner)]
    public async Task Who_works_for_the_shop_gets_no_token_for_a_password_alone_nor_for_a_recovery_code(string role)
    {
        var account = await _shop.CreateAccountAsync(role, role == Roles.Staff ? [StaffAreas.Orders] : []);
        using var password = await SignInAsync(account);
        await password.AssertProblemAsync(HttpStatusCode.Forbidden, "second-factor-needed");
        await _shop.EnableAppAsync(account);
        var recoveryCodes = await _shop.WithDatabaseAsync(async db =>
        {
            await using var scope = _shop.Services.CreateAsyncScope();
            var tracked = await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Accounts.SingleAsync(a => a.Id == account.Id);
            return await scope.ServiceProvider.GetRequiredService<AuthenticatorApp>().RenewRecoveryCodesAsync(tracked, CancellationToken.None);
        });
        using var recovered = await SignInAsync(account, code: recoveryCodes[0]);
        await recovered.AssertProblemAsync(HttpStatusCode.Forbidden, "second-factor-needed");
        Assert.Equal(10, await _shop.WithDatabaseAsync(db => db.RecoveryCodes.CountAsync(c => c.AccountId == account.Id))); // it opens nothing here, so it is not used up
        Assert.False(await _shop.WithDatabaseAsync(db => db.Sessions.AnyAsync(s => s.AccountId == account.Id)));
    }

    [Fact]
    public async Task Rights_that_came_since_are_not_had_by_refreshing_a_session_of_one_factor()
    {
        var account = await _shop.CreateAccountAsync();
        using var answer = await SignInAsync(account);
        await _shop.WithDatabaseAsync(db => db.Accounts.Where(a => a.Id == account.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Role, Roles.Owner)));
        using var refreshed = await RefreshAsync((await ReadAsync(answer)).RefreshToken);
        await refreshed.AssertProblemAsync(HttpStatusCode.Forbidden, "second-factor-needed");
        Assert.False(await _shop.WithDatabaseAsync(db => db.Sessions.AnyAsync(s => s.AccountId == account.Id)));
    }

    [Fact]
    public async Task Nobody_learns_from_a_refusal_whether_there_is_such_an_account()
    {
        var account = await _shop.CreateAccountAsync();
        using var wrong = await SignInAsync(account, "not this one, I think");
        using var nobody = await _shop.SendAsync(HttpMethod.Post, "/api/session", new { email = "nobody@example.com", password = ShopInstance.Password });
        var first = await wrong.AssertProblemAsync(HttpStatusCode.Unauthorized, "bad-credentials");
        var second = await nobody.AssertProblemAsync(HttpStatusCode.Unauthorized, "bad-credentials");
        Assert.Equal(first.GetProperty("detail").GetString(), second.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task An_account_with_an_authenticator_app_needs_its_code()
    {
        var account = await _shop.CreateAccountAsync();
        var code = await _shop.EnableAppAsync(account);
        _clock.Advance(TimeSpan.FromMinutes(2)); // a code is good once
        using var without = await SignInAsync(account);
        await without.AssertProblemAsync(HttpStatusCode.Unauthorized, "code-needed");
        using var wrong = await SignInAsync(account, code: "000000");
        await wrong.AssertProblemAsync(HttpStatusCode.Unauthorized, "bad-credentials");
        var seen = code();
        using var right = await SignInAsync(account, code: seen);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        using var again = await SignInAsync(account, code: seen);
        await again.AssertProblemAsync(HttpStatusCode.Unauthorized, "bad-credentials");
    }

    [Fact]
    public async Task A_refresh_token_is_good_once_and_ends_the_session_when_it_comes_again()
    {
        using var answer = await SignInAsync(await _shop.CreateAccountAsync());
        var first = await ReadAsync(answer);
        using var refreshed = await RefreshAsync(first.RefreshToken);
        var second = await ReadAsync(refreshed);
        Assert.NotEqual(first.RefreshToken, second.RefreshToken);
        _clock.Advance(RefreshTokens.Grace);
        using var stolen = await RefreshAsync(first.RefreshToken);
        await stolen.AssertProblemAsync(HttpStatusCode.Unauthorized, "bad-token");
        using var ended = await RefreshAsync(second.RefreshToken);
        await ended.AssertProblemAsync(HttpStatusCode.Unauthorized, "bad-token");
    }

    [Fact]
    public async Task Whoever_refreshes_twice_at_once_stays_signed_in()
    {
        await using var other = await ShopInstance.StartAsync(_shop.Database, clock: _clock);
        using var answer = await SignInAsync(await _shop.CreateAccountAsync());
        var token = (await ReadAsync(answer)).RefreshToken;
        for (var round = 0; round < 5; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? _shop : other).SendAsync(HttpMethod.Post, "/api/session", new { refreshToken = token })));
            var next = await Task.WhenAll(answers.Select(ReadAsync));
            token = Assert.Single(next.Select(tokens => tokens.RefreshToken).Distinct());
        }
        _clock.Advance(RefreshTokens.Grace);
        using var good = await RefreshAsync(token);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
    }

    [Fact]
    public async Task Who_knows_the_sessions_id_only_can_neither_end_nor_lengthen_it()
    {
        using var answer = await SignInAsync(await _shop.CreateAccountAsync());
        var mine = await ReadAsync(answer);
        using var othersAnswer = await SignInAsync(await _shop.CreateAccountAsync());
        var others = System.Buffers.Text.Base64Url.DecodeFromChars((await ReadAsync(othersAnswer)).RefreshToken);
        var id = Guid.Parse(new JsonWebToken(mine.Token).GetClaim(JwtRegisteredClaimNames.Sid).Value);
        var before = await LastSeenAsync(id);
        _clock.Advance(TimeSpan.FromMinutes(6));
        foreach (var rest in new[] { new byte[48], others[16..], System.Security.Cryptography.RandomNumberGenerator.GetBytes(48) })
        {
            using var made = await RefreshAsync(System.Buffers.Text.Base64Url.EncodeToString([.. id.ToByteArray(), .. rest]));
            await made.AssertProblemAsync(HttpStatusCode.Unauthorized, "bad-token");
        }
        Assert.Equal(before, await LastSeenAsync(id));
        using var good = await RefreshAsync(mine.RefreshToken);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
    }

    [Fact]
    public async Task A_refresh_token_does_not_lie_in_the_database()
    {
        using var answer = await SignInAsync(await _shop.CreateAccountAsync());
        var token = System.Buffers.Text.Base64Url.DecodeFromChars((await ReadAsync(answer)).RefreshToken);
        var (family, own) = (token[16..32], token[32..]);
        var rows = await _shop.WithDatabaseAsync(db => db.Sessions.Select(s => new { s.RefreshFamily, s.RefreshHash }).ToListAsync());
        Assert.All(rows, row => Assert.False(row.RefreshHash is null || row.RefreshHash.SequenceEqual(own) || row.RefreshFamily!.SequenceEqual(family)));
        Assert.Contains(rows, row => row.RefreshHash!.SequenceEqual(System.Security.Cryptography.SHA256.HashData(own)));
    }

    [Fact]
    public async Task A_role_that_was_taken_away_is_gone_with_the_next_refresh()
    {
        var (account, code) = await CreateStaffAsync(Roles.Staff, StaffAreas.Orders);
        using var answer = await SignInAsync(account, code: code());
        await _shop.WithDatabaseAsync(db => db.Accounts.Where(a => a.Id == account.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.Role, Roles.Shopper).SetProperty(a => a.Areas, new List<string>())));
        using var refreshed = await RefreshAsync((await ReadAsync(answer)).RefreshToken);
        var token = new JsonWebToken((await ReadAsync(refreshed)).Token);
        Assert.Equal(Roles.Shopper, token.GetClaim(JwtValidation.RoleClaim).Value);
        Assert.DoesNotContain(token.Claims, claim => claim.Type == JwtValidation.AreaClaim);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_no_other()
    {
        var account = await _shop.CreateAccountAsync();
        using var first = await SignInAsync(account);
        using var second = await SignInAsync(account);
        var (mine, others) = (await ReadAsync(first), await ReadAsync(second));
        using var ended = await _shop.SendAsync(HttpMethod.Delete, "/api/session", token: mine.Token);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        using var refused = await RefreshAsync(mine.RefreshToken);
        await refused.AssertProblemAsync(HttpStatusCode.Unauthorized, "bad-token");
        using var good = await RefreshAsync(others.RefreshToken);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
    }

    [Fact]
    public async Task A_guest_has_no_session_to_end_and_nobody_without_a_token()
    {
        using var guest = await _shop.SendAsync(HttpMethod.Post, "/api/session");
        var token = (await guest.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        using var ended = await _shop.SendAsync(HttpMethod.Delete, "/api/session", token: token);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        using var nobody = await _shop.SendAsync(HttpMethod.Delete, "/api/session");
        await nobody.AssertProblemAsync(HttpStatusCode.Unauthorized, "bad-token");
    }

    [Theory]
    [InlineData(Roles.Staff, 61, false)]
    [InlineData(Roles.Staff, 55, true)]
    [InlineData(Roles.Shopper, 61, true)]
    public async Task A_client_that_is_silent_for_too_long_signs_in_again(string role, int minutes, bool stays)
    {
        var (account, code) = await CreateStaffAsync(role);
        using var answer = await SignInAsync(account, code: code());
        var tokens = await ReadAsync(answer);
        _clock.Advance(TimeSpan.FromMinutes(minutes));
        using var refreshed = await RefreshAsync(tokens.RefreshToken);
        Assert.Equal(stays ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, refreshed.StatusCode);
    }

    [Fact]
    public async Task A_client_of_staff_signs_in_again_after_twelve_hours_however_busy()
    {
        var (account, code) = await CreateStaffAsync(Roles.Owner);
        using var answer = await SignInAsync(account, code: code());
        var refreshToken = (await ReadAsync(answer)).RefreshToken;
        for (var halfHours = 1; halfHours < 24; halfHours++)
        {
            _clock.Advance(TimeSpan.FromMinutes(30));
            using var refreshed = await RefreshAsync(refreshToken);
            refreshToken = (await ReadAsync(refreshed)).RefreshToken;
        }
        _clock.Advance(TimeSpan.FromMinutes(30));
        using var ended = await RefreshAsync(refreshToken);
        await ended.AssertProblemAsync(HttpStatusCode.Unauthorized, "bad-token");
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not a token at all")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task What_is_no_refresh_token_is_refused(string refreshToken)
    {
        using var answer = await RefreshAsync(refreshToken);
        await answer.AssertProblemAsync(refreshToken.Length > 0 ? HttpStatusCode.Unauthorized : HttpStatusCode.BadRequest, refreshToken.Length > 0 ? "bad-token" : "invalid-request");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null,")]
    [InlineData("{\"email\":\"a@example.com\"}")]
    [InlineData("{\"email\":\"a\\u0000@example.com\",\"password\":\"x\"}")]
    [InlineData("{\"email\":7,\"password\":\"x\"}")]
    [InlineData("{\"email\":\"a@example.com\",\"password\":\"x\",\"role\":\"owner\"}")]
    [InlineData("{\"email\":\"a@example.com\",\"password\":\"x\",\"refreshToken\":\"x\"}")]
    [InlineData("{\"refreshToken\":\"x\",\"deviceToken\":\"x\"}")]
    [InlineData("{\"email\":\"a@example.com\",\"password\":\"x\",\"email\":\"b@example.com\"}")]
    [InlineData("{\"email\":\"a@example.com\",\"password\":\"x\",\"Password\":\"y\"}")]
    public async Task What_cannot_be_read_is_refused(string body)
    {
        using var content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var answer = await _shop.SendAsync(HttpMethod.Post, "/api/session", content);
        await answer.AssertProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")] // what another site's form could send
    public async Task What_is_not_json_is_refused(string type)
    {
        using var content = new StringContent("{\"email\":\"a@example.com\",\"password\":\"x\"}", new System.Net.Http.Headers.MediaTypeHeaderValue(type));
        using var answer = await _shop.SendAsync(HttpMethod.Post, "/api/session", content);
        await answer.AssertProblemAsync(HttpStatusCode.UnsupportedMediaType, "unreadable-request");
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_a_problem_document()
    {
        using var answer = await _shop.SendAsync(HttpMethod.Post, "/api/session", new { email = "a@example.com", password = new string('x', 20_000) });
        await answer.AssertProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Theory]
    [InlineData("PUT", "/api/session")]
    [InlineData("GET", "/api/nowhere")]
    public async Task What_the_api_does_not_have_is_a_problem_document(string method, string path)
    {
        using var answer = await _shop.SendAsync(new HttpMethod(method), path);
        await answer.AssertProblemAsync(method == "PUT" ? HttpStatusCode.MethodNotAllowed : HttpStatusCode.NotFound, "unknown");
    }

    [Fact]
    public async Task Who_guesses_at_an_account_is_stopped_by_all_instances_together_until_the_window_ends()
    {
        await using var other = await ShopInstance.StartAsync(_shop.Database, clock: _clock);
        var account = await _shop.CreateAccountAsync();
        for (var i = 0; i < 10; i++)
        {
            using var guess = await (i % 2 == 0 ? _shop : other).SendAsync(HttpMethod.Post, "/api/session", new { email = account.Email, password = $"guess {i}" });
            await guess.AssertProblemAsync(HttpStatusCode.Unauthorized, "bad-credentials");
        }
        foreach (var instance in new[] { _shop, other })
        {
            // the right password, too: who guesses must not learn that they have it
            using var refused = await instance.SendAsync(HttpMethod.Post, "/api/session", new { email = account.Email, password = ShopInstance.Password });
            await refused.AssertProblemAsync(HttpStatusCode.TooManyRequests, "too-many-attempts");
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalMinutes, 10, 15);
        }
        _clock.Advance(TimeSpan.FromMinutes(15));
        using var answer = await SignInAsync(account);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Signing_in_well_forgets_what_was_counted()
    {
        var account = await _shop.CreateAccountAsync();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 9; i++)
            {
                using var guess = await SignInAsync(account, $"guess {i}");
                Assert.Equal(HttpStatusCode.Unauthorized, guess.StatusCode);
            }
            using var good = await SignInAsync(account);
            Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        }
    }

    public async Task DisposeAsync() => await _shop.DisposeAsync();

    /// <summary>Somebody with an authenticator app, as all who work for the shop need one (or a passkey, which no API client has).</summary>
    private async Task<(Account Account, Func<string> Code)> CreateStaffAsync(string role, params string[] areas)
    {
        var account = await _shop.CreateAccountAsync(role, areas);
        var code = await _shop.EnableAppAsync(account);
        _clock.Advance(TimeSpan.FromMinutes(2)); // a code is good once
        return (account, code);
    }

    private Task<HttpResponseMessage> SignInAsync(Account account, string password = ShopInstance.Password, string? code = null) =>
        _shop.SendAsync(HttpMethod.Post, "/api/session", new { email = account.Email, password, code });

    private Task<DateTimeOffset> LastSeenAsync(Guid session) => _shop.WithDatabaseAsync(db => db.Sessions.Where(s => s.Id == session).Select(s => s.LastSeenAt).SingleAsync());

    private Task<HttpResponseMessage> RefreshAsync(string refreshToken) => _shop.SendAsync(HttpMethod.Post, "/api/session", new { refreshToken });

    private static async Task<(string Token, string RefreshToken)> ReadAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (json.GetProperty("token").GetString()!, json.GetProperty("refreshToken").GetString()!);
    }
}
