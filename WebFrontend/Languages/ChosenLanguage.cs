using System.Globalization;
using Avanii.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Web.Languages;

/// <summary>A visitor reads the shop's own language until they choose another one. That choice is a cookie, and the only one that does
/// not belong to a cart or an account: who chooses nothing gets none. What browsers ask for by themselves switches nothing, because a
/// page is the same for everybody who has no cookie.</summary>
public static class ChosenLanguage
{
    public const string Cookie = "avanii.lang", Path = "/language";

    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(365);

    public static void UseChosenLanguage(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var cultures = context.RequestServices.GetRequiredService<ShopCultures>();
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = cultures.Find(context.Request.Cookies[Cookie]) ?? cultures.Default;
        return next(context);
    });

    /// <returns>True when the answer may differ from everybody's.</returns>
    public static bool IsChosen(HttpContext context) => context.Request.Cookies.ContainsKey(Cookie);

    public static void MapLanguage(this IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, Choose).DisableAntiforgery().RequireSameOrigin(); // its form stands on pages that may be cached for everybody

    private static RedirectHttpResult Choose([FromForm] string? culture, [FromForm] string? returnTo, ShopCultures cultures, HttpContext context)
    {
        var options = new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, MaxAge = s_lifetime };
        if (cultures.Find(culture) is { } chosen && !chosen.Equals(cultures.Default))
        {
            context.Response.Cookies.Append(Cookie, chosen.Name, options);
        }
        else if (IsChosen(context))
        {
            context.Response.Cookies.Delete(Cookie); // as everybody again
        }
        return TypedResults.LocalRedirect(LocalPath.Or(PageBefore(context.Request) ?? returnTo, "/"));
    }

    // With its query, such as a search's. Pages with a key in their address forbid the browser to tell it.
    private static string? PageBefore(HttpRequest request) =>
        request.GetTypedHeaders().Referer is { IsAbsoluteUri: true } page && page.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase) ? page.PathAndQuery : null;
}
