using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Avanii.Testing;
using Avanii.Web.Accounts;
using Avanii.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Avanii.Web.Tests.Accounts;

public sealed class SecretRotationTests
{
    private const string Old = "the old secret, which somebody has seen", New = "the new secret, which nobody has seen yet", Done = "SECRET_KEY_PREVIOUS can go";

    [Fact]
    public async Task Who_is_signed_in_stays_so_while_the_secret_changes()
    {
        var clock = new ShiftedClock();
        var before = await ShopInstance.StartAsync(settings: new() { ["SECRET_KEY"] = Old }, clock: clock);
        var account = await before.CreateAccountAsync();
        var cookies = await before.SignInAsync(account);
        var code = await before.EnableAppAsync(account);
        clock.Advance(TimeSpan.FromMinutes(2)); // a code is good once
        var client = await SignInAsync(before, account, code());
        await QueueMailAsync(before);
        var copy = await CollectDataAsync(before, account);
        Assert.True(await before.IsSignedInAsync(cookies, account));

        var during = await ShopInstance.StartAsync(before.Database, new() { ["SECRET_KEY"] = New, ["SECRET_KEY_PREVIOUS"] = Old }, clock: clock);
        Assert.True(await during.IsSignedInAsync(cookies, account));
        await Eventually.IsTrue(() => during.Lines.Any(line => line.Contains(Done, StringComparison.Ordinal)));
        Assert.True(await before.IsSignedInAsync(cookies, account)); // not ended yet
        Assert.True(await before.IsSignedInAsync(await during.SignInAsync(account), account));
        client = await RefreshAsync(during, client.RefreshToken);
        clock.Advance(TimeSpan.FromMinutes(2));
        await SignInAsync(during, account, code());
        await before.DisposeAsync();
        Assert.Single(during.Lines, line => line.Contains(Done, StringComparison.Ordinal));
        var afterwards = await during.SignInAsync(account);
        await during.DisposeAsync();

        await using var after = await ShopInstance.StartAsync(before.Database, new() { ["SECRET_KEY"] = New }, clock: clock);
        Assert.True(await after.IsSignedInAsync(cookies, account));
        Assert.True(await after.IsSignedInAsync(afterwards, account));
        var kid = new JsonWebToken(client.Token).Kid;
        client = await RefreshAsync(after, client.RefreshToken);
        Assert.Equal(kid, new JsonWebToken(client.Token).Kid); // so tokens of before are good, too
        clock.Advance(TimeSpan.FromMinutes(2));
        await SignInAsync(after, account, code());
        Assert.Contains("Welcome to the test", await ReadMailAsync(after), StringComparison.Ordinal);
        Assert.Contains("MUG-SEA", await ReadDataAsync(after, account, copy), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_instances_seal_anew_at_once_and_what_cannot_be_opened_is_told_of_and_left()
    {
        var before = await ShopInstance.StartAsync(settings: new() { ["SECRET_KEY"] = Old });
        var codes = new List<(Account Account, Func<string> Code)>();
        for (var i = 0; i < 3; i++)
        {
            var account = await before.CreateAccountAsync();
            codes.Add((account, await before.EnableAppAsync(account)));
        }
        await QueueMailAsync(before);
        var lost = codes[1].Account.Id;
        await before.WithDatabaseAsync(db => db.Accounts.Where(a => a.Id == lost).ExecuteUpdateAsync(set => set.SetProperty(a => a.SealedTotpSecret, new byte[] { 1, 2, 3 })));
        await before.WithDatabaseAsync(async db =>
        {
            db.SigningKeys.Add(new SigningKey { KeyId = "broken", SealedPrivateKey = new byte[100], CreatedAt = DateTimeOffset.UtcNow.AddMinutes(-1) });
            db.DataProtectionKeys.Add(new() { FriendlyName = "broken", Xml = "<key><sealed>no base64</sealed></key>" });
            db.Enqueue("mail:broken", new MailRequested(Guid.NewGuid(), [1, 2, 3]));
            return await db.SaveChangesAsync();
        });
        await before.DisposeAsync();

        Dictionary<string, string?> both = new() { ["SECRET_KEY"] = New, ["SECRET_KEY_PREVIOUS"] = Old };
        var instances = await Task.WhenAll(ShopInstance.StartAsync(before.Database, both), ShopInstance.StartAsync(before.Database, both));
        foreach (var instance in instances)
        {
            await Eventually.IsTrue(() => instance.Lines.Any(line => line.Contains(Done, StringComparison.Ordinal)));
            string[] told = [$"authenticator app of account {lost} can", "signing key broken can be opened neither", "The data protection key ", "The mail of outbox row "];
            Assert.All(told, what => Assert.Single(instance.Lines, line => line.Contains(what, StringComparison.Ordinal) && line.Contains("neither", StringComparison.Ordinal)));
            await instance.DisposeAsync();
        }

        await using var after = await ShopInstance.StartAsync(before.Database, new() { ["SECRET_KEY"] = New });
        foreach (var (account, code) in codes)
        {
            await after.WithDatabaseAsync(db => db.Accounts.Where(a => a.Id == account.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.LastTotpStep, 0)));
            using var answer = await after.SendAsync(HttpMethod.Post, "/api/session", new { email = account.Email, password = ShopInstance.Password, code = code() });
            Assert.Equal(account.Id == lost ? HttpStatusCode.Unauthorized : HttpStatusCode.OK, answer.StatusCode);
        }
        Assert.Contains("Welcome to the test", await ReadMailAsync(after), StringComparison.Ordinal);
    }

    private static Task<(string Token, string RefreshToken)> SignInAsync(ShopInstance shop, Account account, string code) =>
        PostAsync(shop, new { email = account.Email, password = ShopInstance.Password, code });

    private static Task<(string Token, string RefreshToken)> RefreshAsync(ShopInstance shop, string refreshToken) => PostAsync(shop, new { refreshToken });

    private static async Task<(string Token, string RefreshToken)> PostAsync(ShopInstance shop, object body)
    {
        using var answer = await shop.SendAsync(HttpMethod.Post, "/api/session", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (json.GetProperty("token").GetString()!, json.GetProperty("refreshToken").GetString()!);
    }

    private static async Task QueueMailAsync(ShopInstance shop)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Mailer>().Enqueue("mia@example.com", new Letter("Welcome to the test"));
        await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().SaveChangesAsync();
    }

    private static async Task<Guid> CollectDataAsync(ShopInstance shop, Account account)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        var exports = scope.ServiceProvider.GetRequiredService<DataExports>();
        var who = new SignedIn(Guid.Empty, account.Id, account.Email!, account.Name, account.Role, [], DateTimeOffset.UtcNow, SignInMethods.Password);
        Assert.True(await exports.RequestAsync(who, "https://shop.example/account/data", CancellationToken.None));
        var id = await shop.WithDatabaseAsync(db => db.DataExports.Where(e => e.AccountId == account.Id).Select(e => e.Id).SingleAsync());
        foreach (var put in new Action<DataExport, byte[]>[] { (export, part) => export.SealedCart = part, (export, part) => export.SealedOrders = part, (export, part) => export.SealedCatalog = part })
        {
            await exports.KeepAsync(id, """{"sku":"MUG-SEA"}""", put, CancellationToken.None, """{"sku":"MUG-SEA"}""", (export, part) => export.SealedWishlist = part);
            await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().SaveChangesAsync();
        }
        return id;
    }

    private static async Task<string> ReadDataAsync(ShopInstance shop, Account account, Guid copy)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        var exports = scope.ServiceProvider.GetRequiredService<DataExports>();
        var export = await exports.FindLastAsync(account.Id, CancellationToken.None);
        Assert.Equal(copy, export?.Id);
        return Encoding.UTF8.GetString(exports.Open(export!));
    }

    /// <summary>As whoever sends the mail opens it.</summary>
    private static async Task<string> ReadMailAsync(ShopInstance shop)
    {
        var secret = shop.Services.GetRequiredService<SecretKey>();
        var bodies = await shop.WithDatabaseAsync(db => db.Outbox.Where(m => m.Type == typeof(MailRequested).FullName && m.Aggregate != "mail:broken").Select(m => m.Body).ToListAsync());
        return string.Join('\n', bodies.Select(body =>
            Encoding.UTF8.GetString(secret.Open(JsonSerializer.Deserialize<MailRequested>(body, JsonSerializerOptions.Web)!.Sealed, "mail")))); // of sign-ins, too
    }
}
