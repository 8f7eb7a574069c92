using Avanii.Web.Accounts;
using Avanii.Web.Languages;
using Microsoft.Extensions.Primitives;

namespace Avanii.Web.Security;

/// <summary>
/// What every answer tells the browser to refuse. Scripts and styles come from files of our own only, so no nonce is needed
/// and a page can be cached for everybody.
/// </summary>
public static class SecurityHeaders
{
    public const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Pages and forms with names, addresses, orders and wishes: nothing of them stays on a shared computer.</summary>
    private static readonly string[] s_personal =
        ["/account", "/checkout", "/orders", "/staff", "/customers", "/wishlist", "/back-in-stock", "/content", "/reviews", "/synonyms", "/searches", "/addresses"];

    public static void UseSecurityHeaders(this WebApplication app)
    {
        var policy = app.Environment.IsDevelopment() ? ContentSecurityPolicy : ContentSecurityPolicy + "; upgrade-insecure-requests";
        app.Use((context, next) =>
        {
            var personal = Array.Exists(s_personal, path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
            var picture = context.Request.Path.StartsWithSegments("/images", StringComparison.OrdinalIgnoreCase);
            context.Response.OnStarting(() =>
            {
                var headers = context.Response.Headers;
                headers.ContentSecurityPolicy = policy;
                headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
                headers["Permissions-Policy"] =
                    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), usb=()";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Cross-Origin-Resource-Policy"] = picture ? "cross-origin" : "same-origin"; // pictures are shown in mail and by search engines
                if (personal || context.Items.ContainsKey(typeof(SignedIn)))
                {
                    headers.CacheControl = "no-store";
                }
                else if (StringValues.IsNullOrEmpty(headers.CacheControl) && (ShopperSession.IsGuests(context) || ChosenLanguage.IsChosen(context) || headers.SetCookie.Count > 0))
                {
                    headers.CacheControl = "private, no-cache"; // how many things lie in their cart stands on each page, in their language
                }
                return Task.CompletedTask;
            });
            return next(context);
        });
    }
}
