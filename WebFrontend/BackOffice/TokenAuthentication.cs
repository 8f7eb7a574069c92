using System.Security.Claims;
using System.Text.Encodings.Web;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.Net.Http.Headers;

namespace Avanii.Web.BackOffice;

/// <summary>Checks the token of an API client, where an endpoint asks for one. Here the accounts are at hand: a token of a session counts as
/// long as that is there, with the rights that its account has now. The services, which know neither, believe it for its five minutes.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ShopperTokens tokens, Sessions sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Bearer";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var authorization = Request.Headers.Authorization.ToString();
        if (Context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is null || !authorization.StartsWith(SchemeName + " ", StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }
        if (await tokens.ReadPrincipalAsync(authorization[(SchemeName.Length + 1)..].Trim(), Context.RequestAborted) is not { } user)
        {
            return AuthenticateResult.Fail("The token is not good.");
        }
        if (user.FindFirstValue(JwtRegisteredClaimNames.Sid) is { } session)
        {
            if (!Guid.TryParse(session, out var id) || await sessions.FindAsync(id, Context.RequestAborted) is not { } who || who.Subject != user.GetSubject())
            {
                return AuthenticateResult.Fail("The session is over.");
            }
            user = Now(who);
        }
        return AuthenticateResult.Success(new(user, SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers[HeaderNames.WWWAuthenticate] = SchemeName;
        return base.HandleChallengeAsync(properties);
    }

    private static ClaimsPrincipal Now(SignedIn who)
    {
        var now = new ClaimsIdentity(SchemeName, JwtValidation.SubjectClaim, JwtValidation.RoleClaim);
        now.AddClaim(new(JwtValidation.SubjectClaim, who.Subject));
        now.AddClaim(new(JwtValidation.RoleClaim, who.LacksSecondFactor ? Roles.Shopper : who.Role));
        now.AddClaims(who.Areas.Select(area => new Claim(JwtValidation.AreaClaim, area)));
        return new(now);
    }
}
