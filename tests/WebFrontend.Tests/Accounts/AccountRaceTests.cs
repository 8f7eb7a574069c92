using System.Net;
using System.Net.Http.Json;
using Avanii.Testing;
using Avanii.Web.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OtpNet;

namespace Avanii.Web.Tests.Accounts;

/// <summary>Two who change the ways into one account at the same time: two tabs, or a thief and the owner.</summary>
public sealed class AccountRaceTests : IClassFixture<ShopApp>
{
    private const string SetUp = "/account/two-step/set-up", Codes = "/account/two-step/codes", Off = "/account/two-step/off", Passkeys = "/account/passkeys";
    private readonly ShopApp _app;

    public AccountRaceTests(ShopApp app)
    {
        _app = app;
        _app.Gateway.Reset();
    }

    [Theory]
    [InlineData(SetUp, "account-form")]
    [InlineData(Codes, "data-once")]
    [InlineData(Off, "account-form")]
    public async Task Who_comes_second_is_told_to_look_again_and_nothing_of_theirs_is_done(string path, string marked)
    {
        using var mia = await Person.WithAccountAsync(_app);
        var secret = await GivenAppAsync(mia);
        var form = (await mia.Browser.GetAsync(path)).Form(marked);
        if (path == SetUp)
        {
            form["Form.Code"] = CodeOf(await mia.Browser.GetAsync(SetUp), form);
        }
        var before = await StateAsync(mia);
        Task<Page> answer;
        await using (var first = new NpgsqlConnection(_app.Database))
        {
            await first.OpenAsync();
            await using var transaction = await first.BeginTransactionAsync();
            await using (var change = new NpgsqlCommand("UPDATE identity.accounts SET concurrency_stamp = 'another' WHERE id = $1", first, transaction) { Parameters = { new() { Value = mia.Id } } })
            {
                Assert.Equal(1, await change.ExecuteNonQueryAsync());
            }
            answer = mia.Browser.PostAsync(path, form);
            await Eventually.IsTrue(() => WaitsAsync());
            await transaction.CommitAsync();
        }
        var page = await answer;
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Contains("It was changed meanwhile", page.Text, StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync(mia));
        Assert.NotEmpty(secret);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sign_in_under_way_does_not_outlive_a_change_of_the_way_in(bool client)
    {
        using var mia = await Person.WithAccountAsync(_app);
        using var thief = _app.Open();
        var form = (await thief.GetAsync(AccountPaths.SignIn)).Form("entry-form");
        (form["Form.Email"], form["Form.Password"]) = (mia.Email, Person.Password);
        await using var first = new NpgsqlConnection(_app.Database);
        await first.OpenAsync();
        await using var transaction = await first.BeginTransactionAsync();
        await using (var change = new NpgsqlCommand("UPDATE identity.accounts SET security_stamp = 'another' WHERE id = $1", first, transaction) { Parameters = { new() { Value = mia.Id } } })
        {
            await change.ExecuteNonQueryAsync();
        }
        using var http = new HttpClient { BaseAddress = _app.Url };
        var answer = client
            ? StatusAsync(http.PostAsJsonAsync("/api/session", new { email = mia.Email, password = Person.Password }))
            : PageStatusAsync(thief.PostAsync(AccountPaths.SignIn, form));
        await Eventually.IsTrue(() => WaitsAsync());
        await transaction.CommitAsync();
        Assert.Equal(client ? HttpStatusCode.Unauthorized : HttpStatusCode.UnprocessableEntity, await answer);
        Assert.Equal(1, await mia.QueryAsync(db => db.Sessions.CountAsync(s => s.AccountId == mia.Id))); // the one that was there
        Assert.Empty(await mia.SubjectsAsync()); // nor is there a sign-in to tell of

        static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> request)
        {
            using var response = await request;
            return response.StatusCode;
        }

        static async Task<HttpStatusCode> PageStatusAsync(Task<Page> request) => (await request).Status;
    }

    [Fact]
    public async Task Two_tabs_that_make_recovery_codes_at_once_leave_ten_those_of_one_tab()
    {
        using var mia = await Person.WithAccountAsync(_app);
        await GivenAppAsync(mia);
        var form = (await mia.Browser.GetAsync(Codes)).Form("data-once");
        for (var round = 0; round < 5; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => mia.Browser.PostAsync(Codes, form)));
            Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Conflict, answer.Status.ToString()));
            Assert.Contains(answers, answer => answer.Status == HttpStatusCode.OK);
            Assert.Equal(10, await mia.QueryAsync(db => db.RecoveryCodes.CountAsync(c => c.AccountId == mia.Id)));
        }
    }

    [Fact]
    public async Task What_was_changed_is_not_written_back_by_who_read_the_account_before()
    {
        using var mia = await Person.WithAccountAsync(_app);
        var secret = await GivenAppAsync(mia);
        await Authenticator.AddAsync(mia.Browser);
        var id = System.Buffers.Text.Base64Url.EncodeToString(await mia.QueryAsync(db => db.Passkeys.Where(p => p.UserId == mia.Id).Select(p => p.CredentialId).SingleAsync()));
        await LosesAsync(async () => Assert.Equal("/account?done=name", (await mia.SubmitAsync("/account/name", "account-form", ("Form.Name", "Mia Anders"))).Location));
        Assert.Equal("Mia Anders", (await mia.ReadAsync()).Name);
        await LosesAsync(async () => Assert.Equal(Passkeys + "?done=passkey-named", (await mia.SubmitAsync($"{Passkeys}/{id}/name", "account-form", ("Form.Name", "The key"))).Location));
        await LosesAsync(async () => Assert.IsType<SignInOutcome.Good>(await SignInWithCodeAsync(mia, secret)));
        Assert.IsType<SignInOutcome.Bad>(await SignInWithCodeAsync(mia, secret)); // that code was used
        await LosesAsync(async () => Assert.Equal(Passkeys + "?done=passkey-removed", (await mia.SubmitAsync(Passkeys, $"/{id}/remove")).Location));
        Assert.Equal(0, await mia.QueryAsync(db => db.Passkeys.CountAsync(p => p.UserId == mia.Id)));

        // A sign-in with a passkey ends in this: it writes the passkey and the whole account.
        async Task LosesAsync(Func<Task> change)
        {
            await using var scope = _app.Services.CreateAsyncScope();
            var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            var read = (await accounts.FindByIdAsync(mia.Id.ToString()))!;
            await using var another = _app.Services.CreateAsyncScope();
            var passkey = (await another.ServiceProvider.GetRequiredService<UserManager<Account>>().GetPasskeysAsync(read)).Single();
            await change();
            await using var transaction = await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Database.BeginTransactionAsync(); // ends with nothing done
            Assert.Equal(nameof(IdentityErrorDescriber.ConcurrencyFailure), Assert.Single((await accounts.AddOrUpdatePasskeyAsync(read, passkey)).Errors).Code);
        }
    }

    [Fact]
    public async Task Links_that_were_sent_before_are_void_as_soon_as_a_way_in_changes_and_the_session_goes_on()
    {
        using var mia = await Person.WithAccountAsync(_app);
        await VoidsAsync(async () => Assert.Equal(Passkeys + "?done=passkey", (await Authenticator.AddAsync(mia.Browser)).Location));
        await VoidsAsync(async () => Assert.Equal(Passkeys + "?done=passkey-removed", (await mia.SubmitAsync(Passkeys, "/remove")).Location));
        await VoidsAsync(async () =>
        {
            var page = await mia.Browser.GetAsync(SetUp);
            var form = page.Form("account-form");
            form["Form.Code"] = CodeOf(page, form);
            Assert.Equal(HttpStatusCode.OK, (await mia.Browser.PostAsync(SetUp, form)).Status);
        });
        await VoidsAsync(async () => Assert.Equal(HttpStatusCode.OK, (await mia.SubmitAsync(Codes, "data-once")).Status));
        await VoidsAsync(async () => Assert.Equal("/account/two-step?done=two-step-off", (await mia.SubmitAsync(Off, "account-form")).Location));

        async Task VoidsAsync(Func<Task> change)
        {
            string link;
            await using (var scope = _app.Services.CreateAsyncScope())
            {
                link = await scope.ServiceProvider.GetRequiredService<ResetLink>().PathForAsync(await mia.ReadAsync());
            }
            using var another = _app.Open();
            Assert.Equal(HttpStatusCode.OK, (await another.GetAsync(link)).Status);
            await change();
            Assert.Equal(HttpStatusCode.Gone, (await another.GetAsync(link)).Status);
            Assert.Equal(HttpStatusCode.OK, (await mia.Browser.GetAsync("/account")).Status);
        }
    }

    private async Task<byte[]> GivenAppAsync(Person person)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Accounts.SingleAsync(a => a.Id == person.Id);
        var secret = AuthenticatorApp.NewSecret();
        var code = new Totp(secret).ComputeTotp(_app.Clock.GetUtcNow().UtcDateTime.AddSeconds(-30)); // the present one is still to be used
        Assert.NotNull(await scope.ServiceProvider.GetRequiredService<AuthenticatorApp>().EnableAsync(account, secret, code, CancellationToken.None));
        return secret;
    }

    private async Task<SignInOutcome> SignInWithCodeAsync(Person person, byte[] secret)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SignIn>()
            .WithCodeAsync(await person.ReadAsync(), new Totp(secret).ComputeTotp(_app.Clock.GetUtcNow().UtcDateTime), CancellationToken.None);
    }

    private static Task<string> StateAsync(Person person) => person.QueryAsync(async db => string.Join(
        ' ', Convert.ToHexString((await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == person.Id)).SealedTotpSecret ?? []),
        string.Concat((await db.RecoveryCodes.AsNoTracking().Where(c => c.AccountId == person.Id).ToListAsync()).Select(c => Convert.ToHexString(c.Hash)).Order(StringComparer.Ordinal)),
        (await db.Outbox.CountAsync()).ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private async Task<bool> WaitsAsync()
    {
        await using var connection = new NpgsqlConnection(_app.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'", connection);
        return (long)(await command.ExecuteScalarAsync())! > 0;
    }

    // The key of the form that is sent, not of a page that was opened since.
    private string CodeOf(Page page, Dictionary<string, string> form)
    {
        var key = System.Text.RegularExpressions.Regex.Match(page.Html, "<code>([A-Z2-7 ]{32,})</code>").Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        form["Form.Secret"] = page.Form("account-form")["Form.Secret"];
        return new Totp(Base32Encoding.ToBytes(key)).ComputeTotp(_app.Clock.GetUtcNow().UtcDateTime);
    }
}
