using System.Globalization;
using System.Text.RegularExpressions;
using Avanii.Catalog.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Avanii.Catalog.Images;

public static partial class GetImage
{
    private const string Avif = "image/avif";

    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Handle(string name, HttpRequest request, HttpResponse response, CatalogDbContext db, CancellationToken ct)
    {
        var match = Name.Match(name);
        if (match.Success)
        {
            var hash = match.Groups[1].Value;
            var width = int.Parse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            var takesAvif = request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals(Avif, StringComparison.OrdinalIgnoreCase));
            var renditions = db.ImageRenditions.Where(r => r.ImageHash == hash && r.Width == width);
            var content = await (takesAvif ? renditions.Select(r => r.Avif ?? r.Content) : renditions.Select(r => r.Content)).SingleOrDefaultAsync(ct);
            if (content is not null)
            {
                // The name says what is to be seen, so what a cache has is right for ever; its end is of the time when all were WebP.
                response.Headers.Vary = HeaderNames.Accept;
                response.Headers.CacheControl = "public, max-age=31536000, immutable";
                response.Headers.XContentTypeOptions = "nosniff";
                var type = content is [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] ? Avif : "image/webp";
                return TypedResults.File(content, type, entityTag: new EntityTagHeaderValue($"\"{hash[..16]}-{width}{(type == Avif ? "-avif" : "")}\""));
            }
        }
        return Problems.Problem(404, "unknown-image", "There is no such picture.", "An image's address is {hash}-{width}.webp, in a width that the product names.");
    }

    // 64 hexadecimal digits, a hyphen, the width in pixels
    [GeneratedRegex(@"^([0-9a-f]{64})-([1-9][0-9]{0,3})\.webp\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name { get; }
}
