using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Avanii.Web.Accounts;

/// <summary>Tokens for API clients, and the keys to check them with.</summary>
internal static class SessionEndpoints
{
    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/session", CreateAsync).WithTags("Session").DisableAntiforgery();
        routes.MapGet("/.well-known/jwks.json", GetKeysAsync).ExcludeFromDescription();
    }

    /// <param name="Token">A JWT of five minutes; send it as <c>Authorization: Bearer</c>.</param>
    /// <param name="ExpiresAt">Ask again before, with this token in the header, to stay the same subject.</param>
    /// <param name="Subject">Whose cart and orders it opens.</param>
    internal sealed record SessionToken(string Token, DateTimeOffset ExpiresAt, string Subject);

    // Without a token: a new guest. With a guest's or shopper's that is still good: a new token for the same subject. A member of staff's
    // ends when it ends: whoever got hold of one would have the back office for ever.
    private static async Task<Results<Ok<SessionToken>, ProblemHttpResult>> CreateAsync(HttpRequest request, ShopperTokens tokens, CancellationToken ct)
    {
        var subject = $"guest:{Guid.CreateVersion7()}";
        var role = Roles.Guest;
        string? authorization = request.Headers[HeaderNames.Authorization];
        if (!string.IsNullOrEmpty(authorization))
        {
            var token = authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization[7..].Trim() : "";
            if (await tokens.ReadAsync(token, ct) is not { } known || known.Role == Roles.Visitor)
            {
                return Problems.Problem(StatusCodes.Status401Unauthorized, "bad-token", "The token is not good.",
                    "It has expired or was not made here. Ask without one to begin anew.");
            }
            if (known.Role is not (Roles.Guest or Roles.Shopper))
            {
                return Problems.Problem(StatusCodes.Status403Forbidden, "not-renewable", "This token cannot be renewed.",
                    "Only a guest's or a shopper's can; for the back office, ask for a new one where this one was made.");
            }
            (subject, role) = known;
        }
        var (made, expiresAt) = await tokens.CreateAsync(subject, role, clientAddress: null, ct);
        return TypedResults.Ok(new SessionToken(made, expiresAt, subject));
    }

    private static async Task<IResult> GetKeysAsync(SigningKeys keys, HttpResponse response, CancellationToken ct)
    {
        response.Headers[HeaderNames.CacheControl] = "public, max-age=60";
        var set = await keys.GetPublicAsync(ct);
        return TypedResults.Json(new { keys = set.Keys.Select(k => new { k.Kty, k.Crv, k.Alg, k.Use, k.Kid, k.X, k.Y }) });
    }
}
