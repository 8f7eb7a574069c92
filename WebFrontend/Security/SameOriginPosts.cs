using Microsoft.Net.Http.Headers;

namespace Avanii.Web.Security;

/// <summary>
/// Guards the posts of pages that carry no antiforgery token because they may be cached for everybody. The cookie is
/// SameSite=Lax, so another site's form brings no cart with it; this refuses it outright, and what cannot say where it
/// comes from. https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
/// </summary>
public static class SameOriginPosts
{
    public static TBuilder RequireSameOrigin<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
        => endpoint.AddEndpointFilter(async (context, next) => IsSameOrigin(context.HttpContext.Request)
            ? await next(context)
            : TypedResults.StatusCode(StatusCodes.Status403Forbidden));

    public static bool IsSameOrigin(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is "same-origin" or "none"; // none: the person's own doing, such as a reload
        }
        // Browsers leave Sec-Fetch-Site out where there is no TLS (and older ones always), but send Origin with each post.
        // Only the host is compared: behind a proxy the scheme that we see is not the browser's.
        return Uri.TryCreate(request.Headers[HeaderNames.Origin].ToString(), UriKind.Absolute, out var origin)
            && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}
