namespace Avanii.Web.Layout;

/// <summary>The fonts stand in the style sheet and in every page's head under one fixed address. A font that changes gets another file
/// name, so a browser may keep the one it has without asking again at each page.</summary>
internal static class Fonts
{
    public static void UseFontHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/fonts", StringComparison.Ordinal))
        {
            context.Response.OnStarting(static state =>
            {
                var response = (HttpResponse)state;
                if (response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified)
                {
                    response.Headers.CacheControl = "public, max-age=31536000, immutable";
                }
                return Task.CompletedTask;
            }, context.Response);
        }
        return next(context);
    });
}
