using Avanii.Web.Content;
using Avanii.Web.Pages.Problems;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Avanii.Web.Freshness;

/// <summary>On a page that is the same for everybody who only looks.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SameForVisitorsAttribute : Attribute;

/// <summary>What a page had to be drawn without.</summary>
internal static class Lacks
{
    private static readonly object s_key = new();

    /// <summary>Something that belongs on this request's page was away: a menu, a shelf, the terms of delivery. Good enough for who waits for it,
    /// not for those who come after.</summary>
    public static void NoteLack(this HttpContext context) => context.Items[s_key] = true;

    public static bool HasLack(this HttpContext context) => context.Items.ContainsKey(s_key);
}

/// <summary>Such pages are drawn once and kept until an event says that something has changed. Whoever brings a cookie of the shop's (a session,
/// a cart, a form, a language) gets a page of their own.</summary>
internal sealed class VisitorPages(Changes changes, ContentPages content, IOptions<FreshnessOptions> options) : IOutputCachePolicy
{
    // Another instance's numbers mean something else, and so do another version's.
    private readonly string _instance = Guid.NewGuid().ToString("N")[..8];
    private long _drawn;

    public static bool IsVisitor(HttpRequest request) => !request.Cookies.Keys.Any(name => name.Contains("avanii", StringComparison.Ordinal));

    public async ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        var may = (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            && http.GetEndpoint()?.Metadata.GetMetadata<SameForVisitorsAttribute>() is not null
            && IsVisitor(http.Request);
        context.EnableOutputCaching = may;
        context.AllowCacheLookup = may;
        context.AllowCacheStorage = may;
        context.AllowLocking = may; // drawn once, however many ask at the moment
        if (may)
        {
            // Read before the page is drawn: what changes meanwhile is under another number.
            var state = FormattableString.Invariant($"{changes.Last}.{(await content.ReadAsync())?.Version}");
            context.CacheVaryByRules.VaryByValues["changes"] = state;
            context.CacheVaryByRules.VaryByValues["query"] = http.Request.QueryString.Value ?? ""; // as it stands there: by keys, ?A=1 and ?a=1 would be one page
            var goodFor = changes.IsListening ? options.Value.WhileListening : options.Value.WhileDeaf;
            context.AllowCacheStorage = goodFor > TimeSpan.Zero;
            context.ResponseExpirationTimeSpan = goodFor;
            // Of this drawing, and kept with it: what was drawn anew without an event is another page, too. A page from memory says its own.
            http.Response.Headers.ETag = FormattableString.Invariant($"W/\"{_instance}{Interlocked.Increment(ref _drawn)}\"");
            http.Response.Headers.CacheControl = "no-cache"; // a browser asks whether its copy is still right
            http.Response.Headers.Append("Vary", "Cookie");
        }
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status200OK || context.HttpContext.PageStatus() is not null || context.HttpContext.HasLack() || !StringValues.IsNullOrEmpty(response.Headers.SetCookie))
        {
            context.AllowCacheStorage = false;
        }
        return ValueTask.CompletedTask;
    }
}
