using Avanii.Web.Accounts;
using System.Text.RegularExpressions;
using Avanii.Web.Clients;
using Avanii.Web.Pages.Problems;
using Microsoft.Net.Http.Headers;

namespace Avanii.Web.Images;

/// <summary>The catalogue's pictures, at an address of the shop's own.</summary>
public static partial class PictureEndpoints
{
    private const string Avif = "image/avif";

    public static void MapPictures(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/images/{name}", GetPicture).DisableStatusPages().WithMetadata(new ForEverybody());

    private static async Task<IResult> GetPicture(string name, HttpContext context, PictureCache pictures, CatalogClient catalog)
    {
        if (!PictureName().IsMatch(name))
        {
            return TypedResults.NotFound();
        }
        // The name is made of the picture's hash: who has any version has the right one, and need not be asked twice.
        var takesAvif = context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals(Avif, StringComparison.OrdinalIgnoreCase));
        var tag = new EntityTagHeaderValue($"\"{name[..^5]}{(takesAvif ? "-avif" : "")}\"");
        context.Response.Headers.Vary = HeaderNames.Accept;
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            SetImmutable(context.Response);
            context.Response.GetTypedHeaders().ETag = tag;
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }
        // Others may be waiting for the same picture, so it is not given up with this request.
        var picture = await pictures.GetAsync(tag.Tag.Value!, () => catalog.PictureAsync(name, takesAvif, CancellationToken.None));
        if (picture.Value is not { } bytes)
        {
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.StatusCode(picture.IsAway ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status404NotFound);
        }
        SetImmutable(context.Response);
        var isAvif = bytes is [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..];
        return TypedResults.Bytes(bytes, isAvif ? Avif : "image/webp", entityTag: tag);
    }

    private static void SetImmutable(HttpResponse response) => response.Headers.CacheControl = "public, max-age=31536000, immutable";

    // The SHA-256 of the picture in lowercase hexadecimal, and one of the widths that the catalogue makes.
    [GeneratedRegex(@"^[0-9a-f]{64}-(320|640|1200)\.webp\z", RegexOptions.CultureInvariant)]
    private static partial Regex PictureName();
}
