using System.Security.Claims;
using System.Security.Cryptography;
using Avanii.ServiceDefaults;
using Avanii.Web.Contracts;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Avanii.Testing;

/// <summary>Plays WebFrontend's part for one service: signs tokens, and is the store from which the service knows the key.
/// Register it in place of the service's <see cref="ITrustedKeyStore"/>.</summary>
/// <param name="keyId">Its key's.</param>
public sealed class TestTokens(string keyId = "test") : ITrustedKeyStore
{
    private readonly ECDsaSecurityKey _key = NewKey(keyId);

    /// <summary>A guest's token, good for five minutes.</summary>
    public string Guest(string id) => Create($"guest:{id}", Roles.Guest);

    /// <summary>A staff member's token, good for five minutes.</summary>
    /// <param name="areas">What it is good for; none named: everything.</param>
    public string Staff(params IReadOnlyList<string> areas) => Create("staff:1", Roles.Staff, areas: areas.Count > 0 ? areas : null);

    /// <param name="areas">What a member of staff may do: everything, unless said.</param>
    /// <param name="email">The account's proved address.</param>
    public string Create(string subject, string role, TimeSpan? expiresIn = null, string audience = JwtValidation.Audience, string? address = null,
        IReadOnlyList<string>? areas = null, string? email = null, string issuer = JwtValidation.Issuer) =>
        Write(new SigningCredentials(_key, SecurityAlgorithms.EcdsaSha256), subject, role, expiresIn, audience, address, areas, email, issuer);

    /// <summary>Names the right key, but was signed with another one.</summary>
    public static string ForgedBy(string subject, string role) =>
        Write(new SigningCredentials(NewKey("test"), SecurityAlgorithms.EcdsaSha256), subject, role);

    /// <summary><c>alg: none</c>.</summary>
    public static string WithoutSignature(string subject, string role) => Write(null, subject, role);

    public Task<string?> LoadAsync(CancellationToken ct)
    {
        var point = _key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return Task.FromResult<string?>(
            $$"""{"keys":[{"kty":"EC","crv":"P-256","alg":"ES256","use":"sig","kid":"{{_key.KeyId}}","x":"{{Base64UrlEncoder.Encode(point.X)}}","y":"{{Base64UrlEncoder.Encode(point.Y)}}"}]}""");
    }

    public Task SaveAsync(string keySet, CancellationToken ct) => Task.CompletedTask;

    private static ECDsaSecurityKey NewKey(string id) => new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = id };

    private static string Write(SigningCredentials? credentials, string subject, string role, TimeSpan? expiresIn = null,
        string audience = JwtValidation.Audience, string? address = null, IReadOnlyList<string>? areas = null, string? email = null,
        string issuer = JwtValidation.Issuer)
    {
        var claims = new ClaimsIdentity([new(JwtValidation.SubjectClaim, subject), new(JwtValidation.RoleClaim, role)]);
        claims.AddClaims((areas ?? (role == Roles.Staff ? StaffAreas.All : [])).Select(area => new Claim(JwtValidation.AreaClaim, area)));
        if (email is not null)
        {
            claims.AddClaim(new Claim(JwtValidation.EmailClaim, email));
        }
        if (address is not null)
        {
            claims.AddClaim(new Claim(JwtValidation.ClientAddressClaim, address));
        }
        var expires = DateTime.UtcNow + (expiresIn ?? TimeSpan.FromMinutes(5));
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Subject = claims,
            NotBefore = expires.AddMinutes(-10),
            Expires = expires,
            SigningCredentials = credentials,
        });
    }
}
