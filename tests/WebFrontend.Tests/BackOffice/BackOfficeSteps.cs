using System.Net.Http.Json;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Avanii.Web.BackOffice;
using Avanii.Web.Tests.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests.BackOffice;

/// <summary>What people who work for the shop do, in a browser and by API.</summary>
internal static class BackOfficeSteps
{
    /// <summary>Signed in with two factors.</summary>
    public static Task<Person> StaffAsync(this ShopApp shop, params string[] areas) =>
        Person.WithAccountAsync(shop, "Sam", role: Roles.Staff, method: SignInMethods.PasswordAndCode, areas: areas);

    /// <summary>Signed in with two factors.</summary>
    public static Task<Person> OwnerAsync(this ShopApp shop, string name = "Olga") =>
        Person.WithAccountAsync(shop, name, role: Roles.Owner, method: SignInMethods.Passkey);

    /// <summary>As <c>--token</c> makes it.</summary>
    public static async Task<string> CommandTokenAsync(this ShopApp shop, string role, params string[] areas) =>
        (await shop.Services.GetRequiredService<ShopperTokens>().CreateAsync("staff:cli:ada", role, clientAddress: null, CancellationToken.None, areas)).Token;

    /// <summary>As <c>/api/session</c> gives it to somebody who has signed in, with the rights of this moment.</summary>
    public static async Task<string> TokenAsync(this ShopApp shop, Person person, string method = SignInMethods.PasswordAndCode)
    {
        await using var scope = shop.Services.CreateAsyncScope();
        var account = await person.ReadAsync();
        var (session, _) = await scope.ServiceProvider.GetRequiredService<RefreshTokens>().StartAsync(account, method, "curl", null, device: null, CancellationToken.None);
        return (await shop.Services.GetRequiredService<ShopperTokens>().CreateAsync(
            account.Subject, account.Role, clientAddress: null, CancellationToken.None, account.Areas, session.SessionId)).Token;
    }

    public static async Task<HttpResponseMessage> AskAsync(this ShopApp shop, HttpMethod method, string path, string? token, object? body = null, string? ifMatch = null)
    {
        using var client = new HttpClient { BaseAddress = shop.Url };
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{ifMatch}\"");
        }
        return await client.SendAsync(request);
    }

    /// <summary>They signed in so long ago that it is asked anew who it is. Not by the clock: tokens of the back office are checked by the machine's.</summary>
    public static Task DawdleAsync(this ShopApp shop, Person person) => shop.QueryAsync(db => db.Sessions.Where(s => s.AccountId == person.Id)
        .ExecuteUpdateAsync(set => set.SetProperty(s => s.SignedInAt, s => s.SignedInAt.AddMinutes(-11))));

    public static async Task<string> VersionAsync(this Person person) => (await person.ReadAsync()).ConcurrencyStamp!;

    public static async Task<Rights> RightsAsync(this Person person) => await person.ReadAsync() is var account ? new(account.Role, account.Areas) : Rights.None;

    /// <returns>What is written down about somebody, the oldest first: who, what, which.</returns>
    public static async Task<IReadOnlyList<(string By, string What, string? Details)>> LogAboutAsync(this ShopApp shop, Guid id) =>
        [.. (await shop.QueryAsync(db => db.AuditEntries.Where(e => e.AboutId == id).OrderBy(e => e.Id).ToListAsync())).Select(e => (e.By, e.What, e.Details))];

    /// <summary>Gives the shop no owner but those that a test makes.</summary>
    public static Task WithoutOwnersAsync(this ShopApp shop) =>
        shop.QueryAsync(db => db.Accounts.Where(a => a.Role == Roles.Owner).ExecuteUpdateAsync(set => set.SetProperty(a => a.Role, Roles.Shopper)));
}
