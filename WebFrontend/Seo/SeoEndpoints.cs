using System.IO.Compression;
using Avanii.Web.Accounts;
using Avanii.Web.Pages.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Avanii.Web.Seo;

/// <summary>What search engines and price comparison fetch.</summary>
public static class SeoEndpoints
{
    private const string Xml = "application/xml; charset=utf-8";
    private static readonly string[] s_methods = [HttpMethods.Get, HttpMethods.Head];

    public static void AddSeo(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SeoOptions>().BindConfiguration(SeoOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddScoped<BuildSeoFiles>().AddSingleton<ISitemapPages, ShopPages>().AddSingleton<Robots>().AddSingleton<ProductSchema>().AddSingleton<SeoFiles>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SeoFiles>());
    }

    public static void MapSeo(this IEndpointRouteBuilder routes)
    {
        Map("/robots.txt", (Robots robots, HttpContext context) => robots.Get(context));
        Map("/sitemap.xml", GetIndexAsync);
        Map("/sitemaps/{name}", GetSitemapAsync);
        Map("/feeds/google.xml", GetFeedAsync);

        void Map(string path, Delegate handler) =>
            routes.MapMethods(path, s_methods, handler).DisableStatusPages().WithMetadata(new ForEverybody()).ExcludeFromDescription();
    }

    private static async Task<IResult> GetIndexAsync(SeoFiles files, HttpContext context, CancellationToken ct)
    {
        if (await files.GetAsync(ct) is not { } built)
        {
            return ComeBack(context);
        }
        SetCache(context);
        return TypedResults.Bytes(built.Index, Xml, lastModified: built.ChangedAt, entityTag: Tag(built.IndexTag));
    }

    // A file that is compressed, not an answer that is: crawlers unpack it themselves.
    private static async Task<IResult> GetSitemapAsync(string name, SeoFiles files, HttpContext context, CancellationToken ct)
    {
        if (await files.GetAsync(ct) is not { } built)
        {
            return ComeBack(context);
        }
        if (!built.Sitemaps.TryGetValue(name, out var file))
        {
            return TypedResults.NotFound();
        }
        SetCache(context);
        return TypedResults.PhysicalFile(file.Path, "application/gzip", lastModified: file.ChangedAt, entityTag: Tag(file.Tag));
    }

    private static async Task<IResult> GetFeedAsync(SeoFiles files, HttpContext context, CancellationToken ct)
    {
        if (await files.GetAsync(ct) is not { Feed: var file })
        {
            return ComeBack(context);
        }
        SetCache(context);
        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (context.Request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase) && e.Quality != 0))
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return TypedResults.PhysicalFile(file.Path, Xml, lastModified: file.ChangedAt, entityTag: Tag(file.Tag, weak: true));
        }
        return TypedResults.Stream(new GZipStream(File.OpenRead(file.Path), CompressionMode.Decompress), Xml, lastModified: file.ChangedAt, entityTag: Tag(file.Tag, weak: true));
    }

    private static StatusCodeHttpResult ComeBack(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "60";
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    private static void SetCache(HttpContext context) => context.Response.Headers.CacheControl = "public, max-age=600";

    private static EntityTagHeaderValue Tag(string tag, bool weak = false) => new($"\"{tag}\"", weak);
}
