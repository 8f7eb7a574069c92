using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Avanii.ServiceDefaults;

/// <summary>Logs who was refused what: by the subject of their token and the endpoint's own pattern, not by what they sent.</summary>
internal sealed partial class RefusalLog(ILogger<RefusalLog> logger) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _answer = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult result)
    {
        var endpoint = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        if (result.Forbidden)
        {
            Forbidden(logger, context.User.FindFirstValue(JwtValidation.SubjectClaim), context.User.FindFirstValue(JwtValidation.RoleClaim), endpoint);
        }
        else if (result.Challenged)
        {
            NotKnown(logger, endpoint, context.Request.Headers.Authorization.Count > 0);
        }
        return _answer.HandleAsync(next, context, policy, result);
    }

    [LoggerMessage(EventId = 1, EventName = "Forbidden", Level = LogLevel.Warning, Message = "{Subject}, a {Role}, may not do what {Endpoint} does.")]
    private static partial void Forbidden(ILogger logger, string? subject, string? role, string? endpoint);

    [LoggerMessage(EventId = 2, EventName = "NotKnown", Level = LogLevel.Information, Message = "Nobody who is known may do what {Endpoint} does; with a token: {WithToken}.")]
    private static partial void NotKnown(ILogger logger, string? endpoint, bool withToken);
}
