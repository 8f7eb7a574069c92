using System.Text.Json.Serialization;

namespace Avanii.Catalog.Contracts;

/// <summary>How much of a variant can be ordered, in bands: shoppers and caches need no exact count.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Availability>))]
public enum Availability
{
    InStock,

    /// <summary>Few are left; the catalogue's configuration says how few.</summary>
    Low,

    SoldOut,
}
