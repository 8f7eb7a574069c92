using System.Text;
using System.Text.Json;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Avanii.Web.Mail;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests.Accounts;

/// <summary>Accounts and browsers that are signed in to them, without the pages that lead there.</summary>
internal static class People
{
    public static async Task<Account> GivenAccountAsync(this ShopApp shop, string role = Roles.Shopper)
    {
        var id = Guid.CreateVersion7();
        var email = $"mia.{id:N}@example.com";
        var account = new Account
        {
            Id = id,
            UserName = id.ToString("N"),
            NormalizedUserName = id.ToString("N").ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            Name = "Mia Maier",
            Role = role,
            CreatedAt = DateTimeOffset.UtcNow,
        };
        await shop.DoAsync(async db =>
        {
            db.Add(account);
            await db.SaveChangesAsync();
        });
        return account;
    }

    /// <param name="ago">When they proved who they are.</param>
    public static async Task SignInAsync(this ShopApp shop, Browser browser, Account account, TimeSpan ago = default)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        var session = await scope.ServiceProvider.GetRequiredService<Sessions>().StartAsync(account, SignInMethods.Password, "Firefox", "203.0.113.7", CancellationToken.None);
        var signedInAt = session.SignedInAt - ago;
        await shop.DoAsync(db => db.Sessions.Where(s => s.Id == session.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.SignedInAt, signedInAt)));
        var seal = shop.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("session-cookie");
        browser.SetCookie("avanii-session", seal.Protect(session.Id.ToString("N")));
    }

    public static async Task<Browser> OpenAsync(this ShopApp shop, Account account, TimeSpan ago = default)
    {
        var browser = shop.Open();
        await shop.SignInAsync(browser, account, ago);
        return browser;
    }

    public static async Task DoAsync(this ShopApp shop, Func<AccountsDbContext, Task> work)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<AccountsDbContext>());
    }

    public static async Task<T> QueryAsync<T>(this ShopApp shop, Func<AccountsDbContext, Task<T>> work)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<AccountsDbContext>());
    }

    /// <returns>What was put into the mail to that address, the oldest first.</returns>
    public static async Task<IReadOnlyList<Letter>> LettersToAsync(this ShopApp shop, string email)
    {
        var secret = shop.Services.GetRequiredService<SecretKey>();
        var bodies = await shop.QueryAsync(db => db.Outbox.Where(m => m.Type == typeof(MailRequested).FullName).OrderBy(m => m.Sequence).Select(m => m.Body).ToListAsync());
        return [.. bodies.Select(body => JsonSerializer.Deserialize<MailRequested>(body, JsonSerializerOptions.Web)!)
            .Select(mail => JsonSerializer.Deserialize<Queued>(Encoding.UTF8.GetString(secret.Open(mail.Sealed, "mail")), JsonSerializerOptions.Web)!)
            .Where(mail => mail.To == email).Select(mail => mail.Letter)];
    }

    private sealed record Queued(string To, Letter Letter);
}
