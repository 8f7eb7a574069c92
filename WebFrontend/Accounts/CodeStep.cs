using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Avanii.Web.Accounts;

/// <summary>Between password and code: who has shown the first, for five minutes and as long as nothing about signing in changes.</summary>
public sealed class CodeStep(UserManager<Account> accounts, IHttpContextAccessor accessor, IDataProtectionProvider protection, IHostEnvironment environment)
{
    private readonly BriefCookie<Pending> _cookie = new("avanii-code", "sign-in-code", TimeSpan.FromMinutes(5), protection, environment);

    private sealed record Pending(Guid AccountId, string SecurityStamp, string ReturnTo);

    /// <param name="account">Whose password it was.</param>
    /// <param name="returnTo">A path of ours, for when the code is right.</param>
    public void Begin(Account account, string returnTo) => _cookie.Write(Context, new(account.Id, account.SecurityStamp!, returnTo));

    /// <returns>Who is to show a code, and where they go then; null when nobody is, or not any more.</returns>
    public async Task<(Account Account, string ReturnTo)?> FindAsync() =>
        _cookie.Read(Context) is { } pending
        && await accounts.FindByIdAsync(pending.AccountId.ToString()) is { } account
        && account.SecurityStamp == pending.SecurityStamp
            ? (account, pending.ReturnTo)
            : null;

    public void End() => _cookie.Delete(Context);

    private HttpContext Context => accessor.HttpContext ?? throw new InvalidOperationException("There is no request to ask.");
}
