using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Avanii.ServiceDefaults;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Npgsql;

namespace Avanii.Shop.Tests;

/// <summary>Tokens of every kind, good and bad, for a running shop. Its key is opened as WebFrontend opens it: from the database, with SECRET_KEY.</summary>
internal sealed class StrangerTokens
{
    private readonly SigningCredentials _credentials;
    private readonly ECDsaSecurityKey _key;

    private StrangerTokens(ECDsaSecurityKey key) => (_key, _credentials) = (key, new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256));

    /// <param name="database">The shop's.</param>
    /// <param name="secretKey">WebFrontend's.</param>
    /// <param name="token">One that WebFrontend has signed: it names the key that signs at present.</param>
    public static async Task<StrangerTokens> OpenAsync(string database, string secretKey, string token)
    {
        var keyId = new JsonWebToken(token).Kid;
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT sealed_private_key FROM identity.signing_keys WHERE key_id = $1", connection) { Parameters = { new() { Value = keyId } } };
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Open((byte[])(await command.ExecuteScalarAsync())!, secretKey), out _);
        return new(new ECDsaSecurityKey(key) { KeyId = keyId });
    }

    public string Guest() => Write(_credentials, $"guest:{Guid.NewGuid()}", Roles.Guest);

    public string Shopper() => Write(_credentials, $"account:{Guid.NewGuid()}", Roles.Shopper);

    public string Owner() => Write(_credentials, $"account:{Guid.NewGuid()}", Roles.Owner);

    public string Visitor() => Write(_credentials, "visitor", Roles.Visitor);

    public string Staff(IEnumerable<string> areas) => Write(_credentials, $"account:{Guid.NewGuid()}", Roles.Staff, areas);

    /// <summary>What nobody may take for good, each of it for an owner, who may do everything.</summary>
    public IReadOnlyDictionary<string, string> Bad => new Dictionary<string, string>
    {
        ["no token at all"] = "abc.def.ghi",
        ["expired"] = Write(_credentials, "account:1", Roles.Owner, expiresIn: TimeSpan.FromMinutes(-1)),
        ["for somebody else"] = Write(_credentials, "account:1", Roles.Owner, audience: "another-shop"),
        ["made by somebody else"] = Write(_credentials, "account:1", Roles.Owner, issuer: "another-shop"),
        ["signed by another key of the same name"] = Write(new(NewKey(_key.KeyId), SecurityAlgorithms.EcdsaSha256), "account:1", Roles.Owner),
        ["signed by a key that nobody knows"] = Write(new(NewKey("0123456789abcdef"), SecurityAlgorithms.EcdsaSha256), "account:1", Roles.Owner),
        ["signed with the public key as a password"] = Write(
            new(new SymmetricSecurityKey(_key.ECDsa.ExportSubjectPublicKeyInfo()) { KeyId = _key.KeyId }, SecurityAlgorithms.HmacSha256), "account:1", Roles.Owner),
        ["not signed"] = Write(null, "account:1", Roles.Owner),
        ["good but for its signature"] = Owner()[..^8] + "AAAAAAAA",
    };

    private static ECDsaSecurityKey NewKey(string id) => new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = id };

    private static string Write(SigningCredentials? credentials, string subject, string role, IEnumerable<string>? areas = null,
        TimeSpan? expiresIn = null, string audience = JwtValidation.Audience, string issuer = JwtValidation.Issuer)
    {
        var claims = new ClaimsIdentity([new(JwtValidation.SubjectClaim, subject), new(JwtValidation.RoleClaim, role)]);
        claims.AddClaims((areas ?? []).Select(area => new Claim(JwtValidation.AreaClaim, area)));
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

    // WebFrontend/Accounts/SecretKey.cs: nonce, tag, cipher text; AES-256-GCM under HKDF of the secret.
    private static byte[] Open(byte[] seal, string secretKey)
    {
        const int nonce = 12, tag = 16;
        var plain = new byte[seal.Length - nonce - tag];
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secretKey), outputLength: 32, info: "avanii:signing-key"u8.ToArray());
        using var aes = new AesGcm(key, tag);
        aes.Decrypt(seal.AsSpan(0, nonce), seal.AsSpan(nonce + tag), seal.AsSpan(nonce, tag), plain);
        return plain;
    }
}
