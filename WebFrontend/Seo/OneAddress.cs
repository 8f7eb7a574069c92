using Avanii.Web.Content;
using Avanii.Web.Freshness;
using Avanii.Web.Security;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Avanii.Web.Seo;

/// <summary>Routes take a slash at the end and capitals for nothing. A page has one address all the same: the others lead there, for good.</summary>
internal static class OneAddress
{
    private const string Texts = "/pages/";

    public static void UseOneAddress(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (TrueAddress(context) is { } address)
        {
            context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
            context.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
        return next(context);
    });

    /// <returns>Null when it was asked for there.</returns>
    private static string? TrueAddress(HttpContext context)
    {
        var request = context.Request;
        if (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || request.Path.Value is not { Length: > 1 } asked
            || context.GetEndpoint()?.Metadata is not { } metadata || metadata.GetMetadata<ComponentTypeMetadata>() is null)
        {
            return null;
        }
        var path = asked.TrimEnd('/');
        if (metadata.GetMetadata<SameForVisitorsAttribute>() is not null && !path.Contains('%')) // what is still escaped is no slug, and none of its letters is one
        {
            path = path.ToLowerInvariant(); // slugs are small; other pages have keys in their addresses
            path = path.StartsWith(Texts, StringComparison.Ordinal) ? KnownPages.PathOf(path[Texts.Length..]) : path; // at once, not by way of another
        }
        return path != asked && LocalPath.Or(new PathString(path).ToUriComponent(), "") is { Length: > 0 } address ? address + request.QueryString : null;
    }
}
