using Avanii.ServiceDefaults;
using Avanii.Web.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Avanii.Web.Pages.Problems;

/// <summary>A browser that gets an error gets a page which says what to do next, with the status that says the same to machines; an API client
/// gets a problem document.</summary>
public static class ProblemPages
{
    private static readonly object s_status = new(), s_tooMany = new(), s_asked = new();

    public static void UseProblemPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/problem/500", CreateScopeForErrors = true, StatusCodeSelector = StatusOf });
        app.UseStatusCodePagesWithReExecute("/problem/{0}", createScopeForStatusCodePages: true);
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase), api =>
        {
            api.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = context => ProblemOf(context).ExecuteAsync(context), StatusCodeSelector = StatusOf });
            api.UseStatusCodePages(context => ProblemOf(context.HttpContext).ExecuteAsync(context.HttpContext));
            api.Use((context, next) =>
            {
                // The framework's reader of JSON calls a charset that it does not know (utf-7) a fault of the program.
                if (MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) && type.Charset is { Length: > 0 } charset
                    && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
                {
                    context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
                    return Task.CompletedTask;
                }
                return next(context);
            });
        });
        app.Use((context, next) =>
        {
            if (context.Features.Get<IExceptionHandlerPathFeature>() is { } failed)
            {
                ShowErrorOf(context, failed.Path, context.Request.QueryString.Value);
            }
            else if (context.Features.Get<IStatusCodeReExecuteFeature>() is { } again)
            {
                ShowErrorOf(context, again.OriginalPath, again.OriginalQueryString);
                // While this feature is there the framework (10.0.12) waits for no component: the page would have no cart and no footer.
                // Without it, it sends no body with a 404: the status is set when the answer begins.
                context.Features.Set<IStatusCodeReExecuteFeature>(null);
                var status = context.Response.StatusCode;
                context.Response.StatusCode = StatusCodes.Status200OK;
                context.SetPageStatus(status);
            }
            return next(context);
        });
    }

    // A form that cannot be read or is too large is not our failure.
    // A database that is away is back in a moment: somebody who is signed in cannot be told from somebody who is not.
    private static int StatusOf(Exception e) => e switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        DbUpdateConcurrencyException => StatusCodes.Status409Conflict, // two tabs at once: nothing is broken
        _ when DatabaseAway.Explains(e) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static ProblemHttpResult ProblemOf(HttpContext context)
    {
        var (type, title, detail) = context.Response.StatusCode switch
        {
            StatusCodes.Status401Unauthorized => ("bad-token", "A good token is needed.", "Get one by POST /api/session; its session may be over."),
            StatusCodes.Status403Forbidden => ("not-allowed", "That is for others.", "The token is not one of staff of this area."),
            StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => ("unknown", "There is nothing of that kind here.", "Look at the API's description."),
            StatusCodes.Status409Conflict => ("changed-meanwhile", "It was changed at the same time.", "Nothing of this request was done: look again."),
            StatusCodes.Status413PayloadTooLarge => ("too-large", "The request is too large.", "Send less at once."),
            StatusCodes.Status429TooManyRequests => ("too-many-requests", "Too many requests.", $"Try again in {context.Response.Headers.RetryAfter} s."),
            StatusCodes.Status503ServiceUnavailable => ("away", "The service cannot answer at the moment.", "Please try again in a few seconds."),
            >= 500 => ("failed", "Something broke on our side.", "It has been written down."),
            _ => ("unreadable-request", "The request could not be read.", "Look at the API's description."),
        };
        return ServiceDefaults.Problems.Problem(context.Response.StatusCode, type, title, detail);
    }

    /// <summary>A form that stayed open for longer than its token is good gets the page too, where a component would answer 400 with nothing.
    /// Call it after <c>UseAntiforgery</c>, which only takes note.</summary>
    public static void UseStaleFormPage(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsPost(context.Request.Method) && context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false })
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }
        return next(context);
    });

    /// <summary>For what is not looked at as a page, such as a picture: its errors stay bare.</summary>
    public static RouteHandlerBuilder DisableStatusPages(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter((context, next) =>
    {
        if (context.HttpContext.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }
        return next(context);
    });

    /// <summary>The status of a page that explains itself. Set when the answer is on its way: a component's 404 seen before makes the
    /// framework drop the component's text for the general page.</summary>
    public static void SetPageStatus(this HttpContext context, int status)
    {
        context.Items[s_status] = status;
        context.Response.Headers.ETag = default; // it is not the page that it would be
        context.Response.OnStarting(() =>
        {
            if (context.Response.StatusCode == StatusCodes.Status200OK)
            {
                context.Response.StatusCode = status;
            }
            return Task.CompletedTask;
        });
    }

    /// <returns>The status that the page, or what led to it, has said; null when nothing did.</returns>
    internal static int? PageStatus(this HttpContext context) => context.Items[s_status] as int?;

    /// <summary>The gateway takes no more from this request's address for the moment.</summary>
    internal static void NoteTooMany(this HttpContext context, TimeSpan? retryAfter) => context.Items[s_tooMany] = retryAfter ?? TimeSpan.FromSeconds(10);

    /// <returns>When the gateway will listen again; null: it has not refused anything.</returns>
    internal static TimeSpan? TooManyFor(this HttpContext context) => context.Items[s_tooMany] as TimeSpan?;

    /// <returns>Where the same is asked again; the front page where something was sent, which is not to be sent twice.</returns>
    internal static string AddressToTryAgain(this HttpContext context) =>
        context.Items[s_asked] as string ?? AddressOf(context.Request, context.Request.Path, context.Request.QueryString.Value);

    // An error page is looked at: were it still a post, it would be refused for the very token that may have been the error.
    private static void ShowErrorOf(HttpContext context, string path, string? query)
    {
        context.Items.TryAdd(s_asked, AddressOf(context.Request, path, query));
        context.Request.Method = HttpMethods.Get;
    }

    private static string AddressOf(HttpRequest request, string? asked, string? query)
    {
        var path = HttpMethods.IsGet(request.Method) ? LocalPath.Or(new PathString(asked).ToUriComponent(), "/") : "/";
        return path == "/" ? path : path + query;
    }
}
