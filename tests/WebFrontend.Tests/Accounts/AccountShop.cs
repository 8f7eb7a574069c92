using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Avanii.Web.Accounts;
using Avanii.Web.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Tests.Accounts;

/// <summary>A shop in which people have accounts, and every browser an address of its own.</summary>
public class AccountShop : ShopApp
{
    public const string Password = "seven green umbrellas";

    private static int s_addresses;

    public CountingHasher Hasher { get; } = new();

    /// <summary>Which guests became which account.</summary>
    public RecordedMerges Merges { get; } = new();

    public static string NewEmail() => $"mia-{Guid.NewGuid():N}@example.com";

    /// <summary>A browser at an address that no other has.</summary>
    public Browser OpenElsewhere()
    {
        var number = Interlocked.Increment(ref s_addresses);
        return Open(new IPAddress([127, 1, (byte)(number / 250), (byte)((number % 250) + 1)]));
    }

    /// <summary>Somebody who has an account already.</summary>
    public async Task<Account> GivenAccountAsync(string email, string? password = Password)
    {
        await using var scope = Services.CreateAsyncScope();
        var id = Guid.CreateVersion7();
        var account = new Account { Id = id, UserName = id.ToString("N"), Email = email, EmailConfirmed = true, Name = "Mia Ångström", CreatedAt = DateTimeOffset.UtcNow };
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var result = password is null ? await accounts.CreateAsync(account) : await accounts.CreateAsync(account, password);
        Assert.True(result.Succeeded, result.ToString());
        return account;
    }

    /// <summary>Gives an account an authenticator app.</summary>
    /// <returns>The app, and the recovery codes.</returns>
    public async Task<(OtpNet.Totp App, IReadOnlyList<string> RecoveryCodes)> GivenAppAsync(Account account)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        var secret = AuthenticatorApp.NewSecret();
        var app = new OtpNet.Totp(secret);
        var tracked = await db.Accounts.SingleAsync(a => a.Id == account.Id);
        var codes = await scope.ServiceProvider.GetRequiredService<AuthenticatorApp>()
            .EnableAsync(tracked, secret, app.ComputeTotp(DateTime.UtcNow.AddSeconds(-30)), CancellationToken.None);
        return (app, codes!);
    }

    public async Task<T> QueryAsync<T>(Func<AccountsDbContext, Task<T>> query)
    {
        await using var scope = Services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<AccountsDbContext>());
    }

    public Task<Account?> FindAsync(string email) => QueryAsync(db => db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Email == email));

    /// <summary>What was queued for that address, the oldest first.</summary>
    public async Task<IReadOnlyList<Letter>> LettersToAsync(string email)
    {
        var secret = Services.GetRequiredService<SecretKey>();
        var bodies = await QueryAsync(db => db.Outbox.Where(m => m.Type == typeof(MailRequested).FullName).OrderBy(m => m.Sequence).Select(m => m.Body).ToListAsync());
        return
        [
            .. bodies.Select(body => JsonSerializer.Deserialize<MailRequested>(body, JsonSerializerOptions.Web)!)
                .Select(mail => JsonSerializer.Deserialize<Queued>(Encoding.UTF8.GetString(secret.Open(mail.Sealed, "mail")), JsonSerializerOptions.Web)!)
                .Where(mail => mail.To == email).Select(mail => mail.Letter),
        ];
    }

    /// <returns>Path and query of the link in the letter of that subject that was queued last.</returns>
    public async Task<string> LinkToAsync(string email, string subject) =>
        new Uri((await LettersToAsync(email)).Last(letter => letter.Subject.Contains(subject, StringComparison.Ordinal)).Parts.OfType<LetterPart.Action>().First().Url).PathAndQuery;

    protected override void Replace(IServiceCollection services)
    {
        services.PostConfigure<PasswordHasherOptions>(hashing => hashing.IterationCount = 1000); // other tests' time
        services.Replace(ServiceDescriptor.Scoped<IPasswordHasher<Account>>(provider =>
        {
            Hasher.Real = new PasswordHasher<Account>(provider.GetRequiredService<IOptions<PasswordHasherOptions>>());
            return Hasher;
        }));
        services.Replace(ServiceDescriptor.Scoped<IGuestMerge>(_ => Merges));
    }

    private sealed record Queued(string To, Letter Letter);
}

/// <summary>Counts the dear work of a sign-in.</summary>
public sealed class CountingHasher : IPasswordHasher<Account>
{
    private int _verified;

    public IPasswordHasher<Account> Real { get; set; } = null!;

    public int Verified => _verified;

    public string HashPassword(Account user, string password) => Real.HashPassword(user, password);

    public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
    {
        Interlocked.Increment(ref _verified);
        return Real.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}

public sealed class RecordedMerges : IGuestMerge
{
    public ConcurrentQueue<(string Guest, Guid AccountId)> Done { get; } = new();

    public bool Away { get; set; }

    public Task MergeAsync(string guestSubject, Account account, CancellationToken ct)
    {
        if (Away)
        {
            throw new HttpRequestException("The cart is away.");
        }
        Done.Enqueue((guestSubject, account.Id));
        return Task.CompletedTask;
    }
}

/// <summary>What people do on the account pages.</summary>
internal static class AccountSteps
{
    /// <summary>Opens a page, fills in the form whose tag holds the class, and sends it to where it came from.</summary>
    public static async Task<Page> FillInAsync(this Browser browser, string path, params (string Field, string Value)[] typed)
    {
        var form = (await browser.GetAsync(path)).Form("entry-form");
        foreach (var (field, value) in typed)
        {
            form[$"Form.{field}"] = value;
        }
        return await browser.PostAsync(path, form);
    }

    public static Task<Page> SignInAsync(this Browser browser, string email, string password = AccountShop.Password, string returnTo = "") =>
        browser.FillInAsync(returnTo.Length == 0 ? AccountPaths.SignIn : $"{AccountPaths.SignIn}?returnTo={Uri.EscapeDataString(returnTo)}", ("Email", email), ("Password", password));

    public static Task<Page> RegisterAsync(this Browser browser, string email, string name = "Mia Ångström") =>
        browser.FillInAsync(AccountPaths.Register, ("Name", name), ("Email", email));

    public static Task<Page> ForgetAsync(this Browser browser, string email) => browser.FillInAsync(AccountPaths.ForgotPassword, ("Email", email));

    /// <summary>What the header says to somebody who is signed in.</summary>
    public static async Task<bool> IsSignedInAsync(this Browser browser) =>
        (await browser.GetAsync("/nowhere")).Html.Contains($"href=\"{AccountPaths.Home}\"", StringComparison.Ordinal);

    public static string Told(this Page page, params string[] own)
    {
        // What differs by itself: the antiforgery token, and what was typed.
        var html = System.Text.RegularExpressions.Regex.Replace(page.Html, "(__RequestVerificationToken\" value=\")[^\"]*", "$1");
        return own.Aggregate(html, (text, typed) => text.Replace(typed, "…", StringComparison.Ordinal));
    }

    /// <summary>Which cookies the answer sets, and for how long; not their values.</summary>
    public static IEnumerable<string> CookieNames(this Page page) =>
        page.Response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.Select(c => c[..c.IndexOf('=', StringComparison.Ordinal)] + c[c.IndexOf(';', StringComparison.Ordinal)..]) : [];
}
