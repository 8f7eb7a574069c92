using System.Security.Claims;
using Avanii.ServiceDefaults;
using Avanii.Web.Contracts;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Avanii.Web.Accounts;

/// <summary>Makes the tokens that speak for a shopper towards the gateway and the services.</summary>
public sealed class ShopperTokens(SigningKeys keys, TimeProvider clock) : IDisposable
{
    /// <summary>Long enough to reuse, short enough that a stolen one is soon worthless.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Reuse = Lifetime - TimeSpan.FromMinutes(1); // what is left covers the slowest request

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly MemoryCache _made = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <param name="subject">Whose: <c>guest:{id}</c>, or <c>visitor</c>.</param>
    /// <param name="role">One of <see cref="Roles"/>.</param>
    /// <param name="clientAddress">The browser's address, for the gateway's rate limits.</param>
    /// <param name="ct">Making the first one reads the keys from the database.</param>
    /// <returns>A token that is good for another minute at least.</returns>
    public async ValueTask<string> GetAsync(string subject, string role, string? clientAddress, CancellationToken ct)
    {
        var key = (subject, role, clientAddress);
        if (_made.TryGetValue(key, out string? known))
        {
            return known!;
        }
        var token = (await CreateAsync(subject, role, clientAddress, ct)).Token;
        return _made.Set(key, token, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Reuse });
    }

    /// <returns>A new token, and when it ends.</returns>
    /// <param name="areas">What staff may do: see <see cref="StaffAreas"/>.</param>
    /// <param name="sessionId">Of an API client that signed in.</param>
    /// <param name="email">The account's address, only for asking after what was done with it: a token lies in logs more easily than a database.</param>
    public async ValueTask<(string Token, DateTimeOffset ExpiresAt)> CreateAsync(
        string subject, string role, string? clientAddress, CancellationToken ct, IReadOnlyList<string>? areas = null, Guid? sessionId = null, string? email = null)
    {
        var signer = await keys.GetSignerAsync(ct);
        var now = clock.GetUtcNow();
        var claims = new ClaimsIdentity([new(JwtValidation.SubjectClaim, subject), new(JwtValidation.RoleClaim, role)]);
        claims.AddClaims((areas ?? []).Select(area => new Claim(JwtValidation.AreaClaim, area)));
        if (email is not null)
        {
            claims.AddClaim(new Claim(JwtValidation.EmailClaim, email));
        }
        if (clientAddress is not null)
        {
            claims.AddClaim(new Claim(JwtValidation.ClientAddressClaim, clientAddress));
        }
        if (sessionId is not null)
        {
            claims.AddClaim(new Claim(JwtRegisteredClaimNames.Sid, sessionId.Value.ToString()));
        }
        var token = _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = JwtValidation.Issuer,
            Audience = JwtValidation.Audience,
            Subject = claims,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + Lifetime).UtcDateTime,
            SigningCredentials = new SigningCredentials(signer, SecurityAlgorithms.EcdsaSha256),
        });
        return (token, now + Lifetime);
    }

    /// <returns>Subject and role of a token that is good now, or null.</returns>
    public async ValueTask<(string Subject, string Role)?> ReadAsync(string token, CancellationToken ct) =>
        await ValidateAsync(token, ct) is { IsValid: true } good
            ? ((string)good.Claims[JwtValidation.SubjectClaim], (string)good.Claims[JwtValidation.RoleClaim])
            : null;

    /// <returns>The session that a good token of an API client belongs to, or null.</returns>
    internal async ValueTask<(Guid AccountId, Guid Id)?> ReadSessionAsync(string token, CancellationToken ct) =>
        await ValidateAsync(token, ct) is { IsValid: true } good
        && good.Claims.TryGetValue(JwtRegisteredClaimNames.Sid, out var session)
        && Guid.TryParse(session as string, out var id)
        && Account.IdOf((string)good.Claims[JwtValidation.SubjectClaim]) is { } account
            ? (account, id)
            : null;

    /// <returns>Whom a good token speaks for, as the services see it; null when it is not good.</returns>
    internal async ValueTask<ClaimsPrincipal?> ReadPrincipalAsync(string token, CancellationToken ct) =>
        await ValidateAsync(token, ct) is { IsValid: true } good ? new ClaimsPrincipal(good.ClaimsIdentity) : null;

    private async Task<TokenValidationResult> ValidateAsync(string token, CancellationToken ct)
    {
        var known = await keys.GetAsync(ct);
        return await _handler.ValidateTokenAsync(token, JwtValidation.Parameters(kid => known.Where(k => k.KeyId == kid)));
    }

    public void Dispose() => _made.Dispose();
}
