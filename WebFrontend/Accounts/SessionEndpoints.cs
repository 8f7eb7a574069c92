using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Avanii.Web.Accounts;

/// <summary>Tokens for API clients, and the keys to check them with.</summary>
internal static class SessionEndpoints
{
    private const int LongestBody = 16 * 1024;
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerOptions.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        // What cookies a caller has is of no account here.
        var session = routes.MapGroup("/api/session").WithTags("Session").WithMetadata(new ForEverybody()).DisableAntiforgery();
        session.MapPost("/", CreateAsync)
            .WithSummary("Get a token: as a guest, by password, or by refresh token.")
            .WithDescription("""
                Without a body: a new guest, or with a guest's token in the header, a fresh one for the same guest.
                With `email` and `password`, and `code` of the authenticator app (or a recovery code) where the account asks for it: signs in. Keep the `deviceToken`
                of the answer and send it along next time: then nobody who guesses at the account can lock this client out.
                With `refreshToken`: the next tokens; each refresh token is good once, and one that comes again ends its session.
                Problem types: 400 `invalid-request`; 401 `bad-credentials`, `code-needed`, `bad-token`; 403 `not-renewable`, `second-factor-needed`;
                429 `too-many-attempts`, `too-many-requests`, both with `Retry-After`.
                """)
            .Accepts<SessionRequest>(isOptional: true, "application/json")
            .WithMetadata(new RequestSizeLimitAttribute(LongestBody))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status429TooManyRequests);
        session.MapDelete("/", EndAsync)
            .WithSummary("Sign out.")
            .WithDescription("Ends the session that the bearer token belongs to: it can be refreshed no more, and is good until it expires. A guest's has no session to end.")
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        routes.MapGet("/.well-known/jwks.json", GetKeysAsync).WithMetadata(new ForEverybody()).ExcludeFromDescription();
    }

    /// <param name="Email">Of the account, with its password.</param>
    /// <param name="Password">Of the account.</param>
    /// <param name="Code">Six digits of the authenticator app, or a recovery code.</param>
    /// <param name="RefreshToken">The one that came last; then nothing else.</param>
    /// <param name="DeviceToken">Of an earlier sign-in of this client: it has counts of its own, and no letter is sent.</param>
    internal sealed record SessionRequest(string? Email = null, string? Password = null, string? Code = null, string? RefreshToken = null, string? DeviceToken = null);

    /// <param name="Token">A JWT of five minutes; send it as <c>Authorization: Bearer</c>.</param>
    /// <param name="ExpiresAt">Ask again before: with the refresh token, or as a guest with this token in the header.</param>
    /// <param name="Subject">Whose cart and orders it opens.</param>
    /// <param name="RefreshToken">Good once. A guest has none.</param>
    /// <param name="DeviceToken">What this client is known by at its next sign-in; it opens nothing.</param>
    internal sealed record SessionToken(
        string Token,
        DateTimeOffset ExpiresAt,
        string Subject,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RefreshToken = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DeviceToken = null);

    private static async Task<Results<Ok<SessionToken>, ProblemHttpResult>> CreateAsync(
        HttpContext context, ShopperTokens tokens, SignIn signIn, RefreshTokens refreshTokens, DeviceTokens devices, Sessions sessions, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        SessionRequest? body;
        try
        {
            body = context.Request.ContentLength is 0 || (context.Request.ContentLength is null && context.Request.ContentType is null)
                ? null
                : await context.Request.ReadFromJsonAsync<SessionRequest>(s_json, ct);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: another content type
        {
            return Invalid();
        }
        return body switch
        {
            null => await GuestAsync(context.Request, tokens, ct),
            { RefreshToken: { Length: > 0 and < 200 } refreshToken, Email: null, Password: null, Code: null, DeviceToken: null } =>
                await refreshTokens.RenewAsync(refreshToken, ct) is { } renewed
                    ? await AnswerAsync(renewed, tokens, sessions, deviceToken: null, ct)
                    : Problems.Problem(StatusCodes.Status401Unauthorized, "bad-token", "The refresh token is not good.",
                        "It was used before, or its session is over. Sign in again."),
            { RefreshToken: null, Email: { Length: > 0 and <= 254 } email, Password: { Length: > 0 and <= 1000 } password, Code: null or { Length: <= 50 } }
                when !email.Contains('\0', StringComparison.Ordinal) => await SignInAsync(context, email, password, body, tokens, signIn, refreshTokens, devices, sessions, ct),
            _ => Invalid(),
        };
    }

    private static async Task<Results<Ok<SessionToken>, ProblemHttpResult>> SignInAsync(
        HttpContext context, string email, string password, SessionRequest body, ShopperTokens tokens, SignIn signIn, RefreshTokens refreshTokens,
        DeviceTokens devices, Sessions sessions, CancellationToken ct)
    {
        var address = context.Connection.RemoteIpAddress?.ToString();
        var device = devices.Read(body.DeviceToken);
        var outcome = await signIn.WithPasswordAsync(email, password, address, device, ct);
        if (outcome is SignInOutcome.NeedsCode { Account: var account } && !string.IsNullOrWhiteSpace(body.Code))
        {
            if (account.Role != Roles.Shopper && !AuthenticatorApp.LooksLikeCode(body.Code))
            {
                return SecondFactorNeeded(); // a recovery code would be used up for nothing
            }
            outcome = await signIn.WithCodeAsync(account, body.Code, ct, address, device);
        }
        switch (outcome)
        {
            case SignInOutcome.Good { Account.Role: not Roles.Shopper } good when !SignInMethods.IsTwoFactors(good.Method):
                return SecondFactorNeeded();
            case SignInOutcome.Good good:
                (SignedIn, string) session;
                try
                {
                    session = await refreshTokens.StartAsync(good.Account, good.Method, context.Request.Headers.UserAgent, address, device, ct);
                }
                catch (SignInOverException)
                {
                    goto default;
                }
                return await AnswerAsync(session, tokens, sessions, devices.Write(KnownDevice.After(device, good.Account)), ct);
            case SignInOutcome.NeedsCode:
                return Problems.Problem(StatusCodes.Status401Unauthorized, "code-needed", "A code is needed, too.",
                    "Send the same again with the code of the authenticator app, or a recovery code.");
            case SignInOutcome.TooMany tooMany:
                var seconds = Math.Max(1, (int)Math.Ceiling(tooMany.RetryAfter.TotalSeconds));
                context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                return Problems.Problem(StatusCodes.Status429TooManyRequests, "too-many-attempts", "Too many attempts to sign in.", $"Try again in {seconds} s.");
            default:
                return Problems.Problem(StatusCodes.Status401Unauthorized, "bad-credentials", "That is not right.",
                    "There is no account with this address and password, or the code is not good.");
        }
    }

    private static async Task<Results<Ok<SessionToken>, ProblemHttpResult>> AnswerAsync(
        (SignedIn SignedIn, string RefreshToken) session, ShopperTokens tokens, Sessions sessions, string? deviceToken, CancellationToken ct)
    {
        var (who, refreshToken) = session;
        if (who.LacksSecondFactor) // they were given rights since
        {
            await sessions.EndAsync(who.AccountId, who.SessionId, ct);
            return SecondFactorNeeded();
        }
        var (made, expiresAt) = await tokens.CreateAsync(who.Subject, who.Role, clientAddress: null, ct, who.Areas, who.SessionId);
        return TypedResults.Ok(new SessionToken(made, expiresAt, who.Subject, refreshToken, deviceToken));
    }

    // Without a token: a new guest. With a guest's that is still good: a new token for the same guest. Anybody else's ends when it ends:
    // whoever got hold of one would stay them for ever.
    private static async Task<Results<Ok<SessionToken>, ProblemHttpResult>> GuestAsync(HttpRequest request, ShopperTokens tokens, CancellationToken ct)
    {
        var subject = $"guest:{Guid.CreateVersion7()}";
        if (BearerToken(request) is { } token)
        {
            if (await tokens.ReadAsync(token, ct) is not { } known || known.Role == Roles.Visitor)
            {
                return BadToken();
            }
            if (known.Role != Roles.Guest)
            {
                return Problems.Problem(StatusCodes.Status403Forbidden, "not-renewable", "This token cannot be renewed.",
                    "Only a guest's can; an account's tokens are renewed with the refresh token, and one for the back office where it was made.");
            }
            subject = known.Subject;
        }
        var (made, expiresAt) = await tokens.CreateAsync(subject, Roles.Guest, clientAddress: null, ct);
        return TypedResults.Ok(new SessionToken(made, expiresAt, subject));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(HttpRequest request, ShopperTokens tokens, Sessions sessions, CancellationToken ct)
    {
        if (BearerToken(request) is not { } token || await tokens.ReadAsync(token, ct) is null)
        {
            return BadToken();
        }
        if (await tokens.ReadSessionAsync(token, ct) is { } session)
        {
            await sessions.EndAsync(session.AccountId, session.Id, ct);
        }
        return TypedResults.NoContent();
    }

    /// <returns>Null without an authorization; one of another kind is an empty token, which is not good.</returns>
    private static string? BearerToken(HttpRequest request) => request.Headers.Authorization.ToString() switch
    {
        "" => null,
        var value when value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) => value[7..].Trim(),
        _ => "",
    };

    private static ProblemHttpResult SecondFactorNeeded() => Problems.Problem(StatusCodes.Status403Forbidden, "second-factor-needed", "A second factor is needed.",
        "Who works for the shop signs in with a password and a code of an authenticator app. Set one up on the account's page; a recovery code does not do.");

    private static ProblemHttpResult BadToken() => Problems.Problem(StatusCodes.Status401Unauthorized, "bad-token", "The token is not good.",
        "It has expired or was not made here. Ask without one to begin anew.");

    private static ProblemHttpResult Invalid() => Problems.Problem(StatusCodes.Status400BadRequest, "invalid-request", "The request could not be read.",
        "Send no body, or JSON with email, password and perhaps code, or with refreshToken.");

    private static async Task<IResult> GetKeysAsync(SigningKeys keys, HttpResponse response, CancellationToken ct)
    {
        response.Headers[HeaderNames.CacheControl] = "public, max-age=60";
        var set = await keys.GetPublicAsync(ct);
        return TypedResults.Json(new { keys = set.Keys.Select(k => new { k.Kty, k.Crv, k.Alg, k.Use, k.Kid, k.X, k.Y }) });
    }
}
