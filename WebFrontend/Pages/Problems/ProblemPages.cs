using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;

namespace Avanii.Web.Pages.Problems;

/// <summary>A browser that gets an error gets a page which says what to do next, with the status that says the same to machines.</summary>
public static class ProblemPages
{
    public static void UseProblemPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/problem/500",
            CreateScopeForErrors = true,
            // A form that cannot be read or is too large is not our failure.
            // A database that is away is back in a moment: somebody who is signed in cannot be told from somebody who is not.
            StatusCodeSelector = e => e switch
            {
                BadHttpRequestException bad => bad.StatusCode,
                _ when DatabaseAway.Explains(e) => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status500InternalServerError,
            },
        });
        app.UseStatusCodePagesWithReExecute("/problem/{0}", createScopeForStatusCodePages: true);
        // An error page is looked at: were it still a post, it would be refused for the very token that may have been the error.
        app.Use((context, next) =>
        {
            if (context.Features.Get<IExceptionHandlerFeature>() is not null || context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
            {
                context.Request.Method = HttpMethods.Get;
            }
            return next(context);
        });
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
    public static void SetPageStatus(this HttpContext context, int status) => context.Response.OnStarting(() =>
    {
        if (context.Response.StatusCode == StatusCodes.Status200OK)
        {
            context.Response.StatusCode = status;
        }
        return Task.CompletedTask;
    });
}
