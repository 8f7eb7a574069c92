using System.Text;
using System.Text.Json;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Avanii.Web.Mail;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests.Accounts;

/// <summary>Somebody with an account, and a browser in which they are signed in.</summary>
public sealed class Person : IDisposable
{
    public const string Password = "four quiet red lamps";

    private readonly ShopApp _app;
    private readonly List<Browser> _browsers = [];

    private Person(ShopApp app, Guid id, string email) => (_app, Id, Email) = (app, id, email);

    public Guid Id { get; }

    /// <summary>As it was at the beginning.</summary>
    public string Email { get; }

    public Browser Browser => _browsers[0];

    public static async Task<Person> WithAccountAsync(ShopApp app, string name = "Mia", string? password = Password, string role = Roles.Shopper,
        string method = SignInMethods.Password, params string[] areas)
    {
        var id = Guid.CreateVersion7();
        var account = new Account
        {
            Id = id, UserName = id.ToString("N"), Name = name, Email = $"mia-{id:N}@example.com", EmailConfirmed = true, Role = role, Areas = [.. areas], CreatedAt = app.Clock.GetUtcNow(),
        };
        await using var scope = app.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var made = password is null ? await accounts.CreateAsync(account) : await accounts.CreateAsync(account, password);
        Assert.True(made.Succeeded, string.Join(" ", made.Errors.Select(e => e.Description)));
        var person = new Person(app, id, account.Email);
        await person.SignInAsync(method: method);
        return person;
    }

    /// <summary>One more browser in which they are signed in, since just now.</summary>
    public async Task<Browser> SignInAsync(string userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", string method = SignInMethods.Password)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var session = await scope.ServiceProvider.GetRequiredService<Sessions>().StartAsync(await ReadAsync(), method, userAgent, "127.0.0.1", CancellationToken.None);
        var browser = _app.Open();
        browser.SetCookie("avanii-session", _app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("session-cookie").Protect(session.Id.ToString("N")));
        _browsers.Add(browser);
        return browser;
    }

    /// <summary>Opens a page and posts the form in it that has this in its opening tag.</summary>
    public Task<Page> SubmitAsync(string path, string marked, params (string Name, string Value)[] fields) => SubmitAsync(Browser, path, marked, fields);

    public static async Task<Page> SubmitAsync(Browser browser, string path, string marked, params (string Name, string Value)[] fields)
    {
        var page = await browser.GetAsync(path);
        Assert.True(page.Status == System.Net.HttpStatusCode.OK, $"{path} answers {page.Status} {page.Location}");
        var form = page.Form(marked);
        foreach (var (name, value) in fields)
        {
            form[name] = value;
        }
        var target = page.Action(marked);
        return await browser.PostAsync(target.Length > 0 ? target : path, form);
    }

    public async Task<Account> ReadAsync() => await QueryAsync(db => db.Accounts.AsNoTracking().SingleAsync(a => a.Id == Id));

    public async Task<T> QueryAsync<T>(Func<AccountsDbContext, Task<T>> query)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<AccountsDbContext>());
    }

    /// <summary>The browser is left alone for so long that it is asked anew who it is.</summary>
    public void Dawdle() => _app.Clock.Advance(TimeSpan.FromMinutes(11));

    /// <returns>All letters to an address, theirs unless told, in the order in which they were queued.</returns>
    public async Task<IReadOnlyList<Letter>> LettersAsync(string? to = null)
    {
        var bodies = await QueryAsync(db => db.Outbox.Where(m => m.Type == typeof(MailRequested).FullName).OrderBy(m => m.Sequence).Select(m => m.Body).ToListAsync());
        var secret = _app.Services.GetRequiredService<SecretKey>();
        return
        [
            .. bodies.Select(body => JsonSerializer.Deserialize<MailRequested>(body, JsonSerializerOptions.Web)!)
                .Select(mail => JsonSerializer.Deserialize<Mail>(Encoding.UTF8.GetString(secret.Open(mail.Sealed, "mail")), JsonSerializerOptions.Web)!)
                .Where(mail => mail.To == (to ?? Email))
                .Select(mail => mail.Letter),
        ];
    }

    public async Task<IReadOnlyList<string>> SubjectsAsync(string? to = null) => [.. (await LettersAsync(to)).Select(letter => letter.Subject)];

    public void Dispose() => _browsers.ForEach(browser => browser.Dispose());

    private sealed record Mail(Guid Id, string To, Letter Letter);
}
