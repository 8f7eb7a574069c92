using System.Globalization;
using Avanii.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Web.Languages;

/// <summary>A visitor reads the shop's own language until they choose another one. That choice is a cookie: who chooses nothing gets none.
/// What browsers ask for by themselves switches nothing, because a page is the same for everybody who has no cookie.</summary>
public static class ChosenLanguage
{
    public const string Path = "/language";

    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(365);

    public static void UseChosenLanguage(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var cultures = context.RequestServices.GetRequiredService<ShopCultures>();
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = cultures.Find(context.Request.Cookies[Name(context)]) ?? cultures.Default;
        return next(context);
    });

    /// <returns>True when the answer may differ from everybody's.</returns>
    public static bool IsChosen(HttpContext context) => context.Request.Cookies.ContainsKey(Name(context));

    public static void MapLanguage(this IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, Choose).DisableAntiforgery().RequireSameOrigin(); // its form stands on pages that may be cached for everybody

    private static RedirectHttpResult Choose([FromForm] string? culture, [FromForm] string? returnTo, ShopCultures cultures, HttpContext context)
    {
        if (cultures.Find(culture) is { } chosen && !chosen.Equals(cultures.Default))
        {
            context.Response.Cookies.Append(Name(context), chosen.Name, Options(context, s_lifetime));
        }
        else if (IsChosen(context))
        {
            context.Response.Cookies.Delete(Name(context), Options(context, null)); // as everybody again
        }
        return TypedResults.LocalRedirect(LocalPath.Or(PageBefore(context.Request) ?? returnTo, "/"));
    }

    private static string Name(HttpContext context) => IsDevelopment(context) ? "avanii.lang" : "__Host-avanii.lang"; // no other host of the domain can set it

    private static CookieOptions Options(HttpContext context, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = !IsDevelopment(context),
        IsEssential = true,
        MaxAge = lifetime,
    };

    private static bool IsDevelopment(HttpContext context) => context.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment();

    // With its query, such as a search's. Pages with a key in their address forbid the browser to tell it.
    private static string? PageBefore(HttpRequest request) =>
        request.GetTypedHeaders().Referer is { IsAbsoluteUri: true } page && page.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase) ? page.PathAndQuery : null;
}
