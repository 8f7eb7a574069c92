using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Avanii.ServiceDefaults;

/// <summary>Tokens are ES256, live five minutes, and are checked by everybody who gets one.</summary>
public static class JwtValidation
{
    public const string Issuer = "avanii";
    public const string Audience = "avanii-services";
    public const string SubjectClaim = "sub";
    public const string RoleClaim = "role";

    /// <summary>What a member of staff may be let into; a token has one claim for each.</summary>
    public const string AreaClaim = "area";

    /// <summary>The account's e-mail address, which was proved to be theirs; only in a token that is made for asking after it.</summary>
    public const string EmailClaim = "email";

    /// <summary>The browser's address as WebFrontend saw it; the Gateway's rate limits believe it from nowhere else.</summary>
    public const string ClientAddressClaim = "addr";

    /// <summary>What makes a token acceptable, given the keys; the same for the gateway, the services and the issuer itself.</summary>
    public static TokenValidationParameters Parameters(Func<string?, IEnumerable<SecurityKey>> keys) => new()
    {
        ValidIssuer = Issuer,
        ValidAudience = Audience,
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        IssuerSigningKeyResolver = (_, _, kid, _) => keys(kid),
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        ClockSkew = TimeSpan.FromSeconds(15), // clocks of two machines under NTP
        NameClaimType = SubjectClaim,
        RoleClaimType = RoleClaim,
    };

    internal static void AddJwtValidation(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpClient(TrustedKeys.HttpClientName, client => client.BaseAddress = new Uri("https+http://web"));
        builder.Services.TryAddSingleton<ITrustedKeyStore, NoTrustedKeyStore>();
        builder.Services.AddSingleton<TrustedKeys>();
        builder.Services.AddSingleton<TokenReader>();
        builder.Services.AddPolicies();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<TrustedKeys>((options, trusted) =>
        {
            options.MapInboundClaims = false;
            options.TokenValidationParameters = Parameters(trusted.Find);
            options.Events = new JwtBearerEvents
            {
                OnMessageReceived = async context =>
                {
                    // The validator asks for keys synchronously, so an unknown key is fetched before it is asked.
                    if (BearerToken(context.Request.Headers.Authorization) is { } token && ReadKeyId(token) is { } kid)
                    {
                        await trusted.EnsureAsync(kid, context.HttpContext.RequestAborted);
                    }
                },
            };
        });
    }

    private static string? BearerToken(string? authorization) =>
        authorization is not null && authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization[7..].Trim() : null;

    internal static string? ReadKeyId(string token)
    {
        try
        {
            return new JsonWebToken(token).Kid is { Length: > 0 and <= 64 } kid ? kid : null;
        }
        catch (ArgumentException) // no token at all; the validator says so
        {
            return null;
        }
    }
}

/// <summary>Checks a token that does not come in the header, exactly as one that does.</summary>
public sealed class TokenReader(TrustedKeys trusted)
{
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <returns>Whom it speaks for, or null when it is not good.</returns>
    public async Task<ClaimsPrincipal?> ReadAsync(string token, CancellationToken ct)
    {
        if (JwtValidation.ReadKeyId(token) is { } kid)
        {
            await trusted.EnsureAsync(kid, ct);
        }
        var result = await _handler.ValidateTokenAsync(token, JwtValidation.Parameters(trusted.Find));
        return result.IsValid && result.ClaimsIdentity.HasClaim(claim => claim.Type == JwtValidation.SubjectClaim) ? new ClaimsPrincipal(result.ClaimsIdentity) : null;
    }
}
