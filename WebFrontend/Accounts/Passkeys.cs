using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Accounts;

/// <summary>Passkeys (WebAuthn): made, and signed in with. Each is two requests: what the browser is to ask of the authenticator, and what
/// became of it. What the second must know of the first travels in a cookie.</summary>
/// <remarks>Nothing is typed to sign in: the authenticator knows the account (a discoverable credential) and has made sure of its owner
/// (user verification), so that a passkey stands for two factors.</remarks>
public sealed class Passkeys(
    IPasskeyHandler<Account> handler,
    UserManager<Account> accounts,
    AccountsDbContext db,
    AttemptLimits limits,
    ShopperSession session,
    IHttpContextAccessor accessor,
    IDataProtectionProvider protection,
    IHostEnvironment environment,
    SecretKey secret,
    ILogger<Passkeys> logger)
{
    private const int LongestCredential = 32 * 1024; // a key, a signature and some certificates
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(5);

    private readonly BriefCookie<Ceremony> _creation = new("avanii-passkey-new", "passkey-creation", s_life, protection, environment);
    private readonly BriefCookie<Ceremony> _signIn = new("avanii-passkey", "passkey-sign-in", s_life, protection, environment);

    /// <param name="Id">A ceremony is good once.</param>
    /// <param name="State">The handler's: challenge and account.</param>
    private sealed record Ceremony(string Id, string State);

    /// <summary>Begins to make a passkey.</summary>
    /// <param name="accountId">Whose it will be.</param>
    /// <param name="email">The authenticator shows it where somebody has several accounts.</param>
    /// <param name="name">The same.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The options for <c>navigator.credentials.create</c>, as JSON.</returns>
    public async Task<string> BeginCreationAsync(Guid accountId, string email, string name, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var options = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = accountId.ToString(), Name = email, DisplayName = name }, Context);
        _creation.Write(Context, new(NewId(), options.AttestationState!));
        return options.CreationOptionsJson;
    }

    /// <summary>A new passkey for whoever is signed in; see <see cref="FinishCreationAsync(Guid, string, CancellationToken)"/>.</summary>
    public async Task<UserPasskeyInfo?> FinishCreationAsync(string credentialJson, CancellationToken ct) =>
        session.Account is { } account ? await FinishCreationAsync(account.AccountId, credentialJson, ct) : null;

    /// <summary>Checks the passkey that the browser has made. Keeping it is the caller's (<c>UserManager.AddOrUpdatePasskeyAsync</c>).</summary>
    /// <param name="accountId">Whose it was begun for; another one's is refused.</param>
    /// <param name="credentialJson">The browser's answer.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The passkey, named after the browser; null when it is not good, or was not begun here within five minutes.</returns>
    public async Task<UserPasskeyInfo?> FinishCreationAsync(Guid accountId, string credentialJson, CancellationToken ct)
    {
        if (await TakeAsync(_creation, ct) is not { } state || credentialJson.Length > LongestCredential)
        {
            return null;
        }
        var result = await handler.PerformAttestationAsync(new() { HttpContext = Context, CredentialJson = credentialJson, AttestationState = state });
        if (!result.Succeeded)
        {
            logger.LogInformation(result.Failure, "A passkey was not accepted.");
            return null;
        }
        if (!Guid.TryParse(result.UserEntity.Id, out var whose) || whose != accountId)
        {
            return null; // somebody else began it in this browser
        }
        result.Passkey.Name = BrowserName.Of(Context.Request.Headers.UserAgent);
        return result.Passkey;
    }

    /// <summary>Begins to sign in.</summary>
    /// <returns>The options for <c>navigator.credentials.get</c>, as JSON; the same for everybody but for the challenge.</returns>
    public async Task<string> BeginSignInAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var options = await handler.MakeRequestOptionsAsync(user: null, Context);
        _signIn.Write(Context, new(NewId(), options.AssertionState!));
        return options.RequestOptionsJson;
    }

    /// <param name="credentialJson">The browser's answer.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Whose passkey it was; null when it is not good, or was not asked for here within five minutes.</returns>
    public async Task<Account?> FinishSignInAsync(string credentialJson, CancellationToken ct)
    {
        if (await TakeAsync(_signIn, ct) is not { } state || credentialJson.Length > LongestCredential)
        {
            return null;
        }
        var result = await handler.PerformAssertionAsync(new() { HttpContext = Context, CredentialJson = credentialJson, AssertionState = state });
        if (!result.Succeeded)
        {
            logger.SignInFailed(SignInMethods.Passkey, account: null, secret.ClientMark(Context.Connection.RemoteIpAddress?.ToString()));
            return null;
        }
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockAccountAsync(result.User.Id, ct);
        if (!await db.Passkeys.AnyAsync(p => p.CredentialId == result.Passkey.CredentialId, ct))
        {
            return null; // removed at this moment: it would be added again
        }
        // The counter and whether it is backed up. Of two uses at once, one is refused: the account has changed since it was read.
        if (!(await accounts.AddOrUpdatePasskeyAsync(result.User, result.Passkey)).Succeeded)
        {
            return null;
        }
        await transaction.CommitAsync(ct);
        return result.User;
    }

    private HttpContext Context => accessor.HttpContext ?? throw new InvalidOperationException("There is no request to ask.");

    // Many authenticators do not count, so that the answer of a browser would be good again: a copied cookie must not make it so.
    private async Task<string?> TakeAsync(BriefCookie<Ceremony> cookie, CancellationToken ct)
    {
        if (cookie.Read(Context) is not { } ceremony)
        {
            return null;
        }
        cookie.Delete(Context);
        return await limits.TryAsync("passkey ceremony", ceremony.Id, limit: 1, s_life * 2, ct) is null ? ceremony.State : null;
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}

/// <summary>What the shop asks of passkeys.</summary>
internal sealed class PasskeyTerms(PublicAddress shop) : IConfigureOptions<IdentityPasskeyOptions>
{
    public void Configure(IdentityPasskeyOptions options)
    {
        var url = shop.Known is { } known ? new Uri(known) : null;
        options.ServerDomain = url?.Host;
        options.UserVerificationRequirement = "required";
        options.ResidentKeyRequirement = "required";
        // The handler's own check holds the browser's word against the browser's word. Without an address of our own only hosts are
        // compared: behind a proxy the scheme that we see is not the browser's.
        options.ValidateOrigin = context => ValueTask.FromResult(
            !context.CrossOrigin
            && Uri.TryCreate(context.Origin, UriKind.Absolute, out var origin)
            && string.Equals(
                url is null ? origin.Authority : origin.GetLeftPart(UriPartial.Authority),
                url is null ? context.HttpContext.Request.Host.Value : url.GetLeftPart(UriPartial.Authority),
                StringComparison.OrdinalIgnoreCase));
    }
}
