using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Avanii.Catalog.Products;

/// <summary>Which state of something staff have seen when they change it: its version as an entity tag in If-Match (RFC 9110).</summary>
internal static class SeenVersion
{
    public const string Condition = "If-Match";

    /// <returns>False when it names no version: neither a list nor any state is meant.</returns>
    public static bool TryRead(string? ifMatch, out long version)
    {
        version = 0;
        return EntityTagHeaderValue.TryParse(ifMatch, out var tag) && !tag.IsWeak
            && long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out version);
    }
}
