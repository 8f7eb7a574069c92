using Avanii.ServiceDefaults.Messaging;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Avanii.ServiceDefaults;

/// <summary>Whether it is the database's fault.</summary>
public static class DatabaseAway
{
    /// <returns>True when the server restarts, has no connection left, or cannot be reached: asked again in a moment, it may work.</returns>
    public static bool Explains(Exception exception) => Failures.IsDatabaseAway(exception) || Failures.IsLostRace(exception);
}

/// <summary>A request that the database did not survive, or that lost a race against another one there, is no fault of the program: 503,
/// to be asked again in a moment. Whatever it wrote was rolled back or committed whole; a request with an idempotency key finds out which by being repeated.</summary>
internal sealed class DatabaseAwayHandler(IProblemDetailsService problems) : IExceptionHandler
{
    private const string RetryAfterSeconds = "2";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var lostRace = Failures.IsLostRace(exception);
        if (!lostRace && !Failures.IsDatabaseAway(exception))
        {
            return false;
        }
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers[HeaderNames.RetryAfter] = RetryAfterSeconds;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = new ProblemDetails
            {
                Status = StatusCodes.Status503ServiceUnavailable,
                Type = Problems.TypePrefix + "away",
                Title = "The service cannot answer at the moment.",
                Detail = (lostRace ? "Another request was in its way." : "Its database does not answer.")
                    + " Please try again in a few seconds; a request with an Idempotency-Key under the same key.",
            },
        });
    }
}
