using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Web.Seo;

/// <summary>Where crawlers may go. The one shop that is public is the one at its own address: a preview, or the same shop at the host's address, is
/// not to be found beside it.</summary>
internal sealed class Robots(PublicAddress shop, IConfiguration configuration)
{
    private const string Nowhere = "User-agent: *\nDisallow: /\n";

    /// <summary>Somebody's own pages. Not the lists' parts (see <see cref="ListAddress"/>): who may not fetch one never reads that it is not to be
    /// kept, and finds no way from it to the products.</summary>
    private static readonly string[] s_closed =
        ["/account", "/addresses", "/api/", "/back-in-stock", "/cart", "/checkout", "/content", "/customers", "/dev/", "/orders", "/problem/", "/reviews", "/searches", "/staff", "/synonyms", "/wishlist"];

    public ContentHttpResult Get(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return TypedResults.Text(IsPublic(context.Request) ? Write() : Nowhere, "text/plain", Encoding.UTF8);
    }

    private bool IsPublic(HttpRequest request) =>
        configuration["IS_PULL_REQUEST"] != "true" // Render says so of a preview
        && (shop.Known is not { } known || new Uri(known).Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));

    private string Write() => $"User-agent: *\n{string.Concat(s_closed.Select(path => $"Disallow: {path}\n"))}\nSitemap: {shop.Of("/sitemap.xml")}\n";
}
