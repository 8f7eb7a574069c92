using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Avanii.Web.Accounts;

/// <summary>The link by which somebody gets a new password. It is good once, and only until something else about signing in changes:
/// Identity's token in it is made from the account's security stamp.</summary>
public sealed class ResetLink(IDataProtectionProvider protection, UserManager<Account> accounts)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    internal const string Purpose = "reset-link";

    private readonly TimeLimitedSeal<Content> _seal = new(Purpose, Lifetime, protection);

    internal sealed record Content(Guid AccountId, string Token);

    /// <returns>Path and query, to be put behind the shop's address.</returns>
    public async Task<string> PathForAsync(Account account) =>
        $"{AccountPaths.ResetPassword}?key={_seal.Seal(new(account.Id, await accounts.GeneratePasswordResetTokenAsync(account)))}";

    /// <returns>Whose it is, and Identity's token; null when the key is not good, or not any more.</returns>
    public async Task<(Account Account, string Token)?> OpenAsync(string? key) =>
        _seal.Open(key) is { } content
        && await accounts.FindByIdAsync(content.AccountId.ToString()) is { } account
        && await accounts.VerifyUserTokenAsync(account, accounts.Options.Tokens.PasswordResetTokenProvider, UserManager<Account>.ResetPasswordTokenPurpose, content.Token)
            ? (account, content.Token)
            : null;
}
