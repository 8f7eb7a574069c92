using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Avanii.Web.Seo.SchemaOrg;

/// <summary>Something of https://schema.org, as JSON-LD; its class is called as it is there.</summary>
public abstract record Thing
{
    // Beyond what JSON asks for, this encodes < > & ' " +, so that no text ends the script element or begins another.
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    [JsonPropertyName("@context"), JsonPropertyOrder(-2)]
    public string? Context { get; init; }

    [JsonPropertyName("@type"), JsonPropertyOrder(-1)]
    public string Type => GetType().Name;

    /// <summary>What may stand in a script element as it is.</summary>
    public string ToJson() => JsonSerializer.Serialize(this with { Context = "https://schema.org" }, GetType(), s_json);
}

public sealed record Organization(string Name, string Url, string? Logo = null) : Thing;

public sealed record WebSite(string Name, string Url, SearchAction PotentialAction) : Thing;

/// <param name="QueryInput">Which part of the target's template is what is searched for.</param>
public sealed record SearchAction(EntryPoint Target, [property: JsonPropertyName("query-input")] string QueryInput) : Thing;

public sealed record EntryPoint(string UrlTemplate) : Thing;

public sealed record BreadcrumbList(IReadOnlyList<ListItem> ItemListElement) : Thing;

/// <param name="Position">From 1.</param>
/// <param name="Item">Its address; null for the page itself.</param>
public sealed record ListItem(int Position, string Name, string? Item) : Thing;

/// <summary>A product in one choice of its options.</summary>
public sealed record Product : Thing
{
    public required string Name { get; init; }
    public string? Description { get; init; }
    public required string Sku { get; init; }
    public IReadOnlyList<string>? Image { get; init; }
    public Brand? Brand { get; init; }
    public string? Color { get; init; }
    public string? Size { get; init; }
    public string? Material { get; init; }
    public string? Pattern { get; init; }
    public AggregateRating? AggregateRating { get; init; }
    public required Offer Offers { get; init; }
}

/// <summary>A product in all its choices (https://developers.google.com/search/docs/appearance/structured-data/product-variants).</summary>
public sealed record ProductGroup : Thing
{
    public required string Name { get; init; }
    public required string Description { get; init; }
    public required string Url { get; init; }
    public Brand? Brand { get; init; }
    public IReadOnlyList<string>? Image { get; init; }
    public required string ProductGroupID { get; init; }
    public IReadOnlyList<string>? VariesBy { get; init; }
    public AggregateRating? AggregateRating { get; init; }
    public required IReadOnlyList<Product> HasVariant { get; init; }
}

public sealed record Brand(string Name) : Thing;

public sealed record AggregateRating(decimal RatingValue, int ReviewCount) : Thing;

public sealed record Offer : Thing
{
    public required string Url { get; init; }
    public required decimal Price { get; init; }
    public required string PriceCurrency { get; init; }
    public UnitPriceSpecification? PriceSpecification { get; init; }
    public required string Availability { get; init; }
    public string ItemCondition => "https://schema.org/NewCondition";
    public OfferShippingDetails? ShippingDetails { get; init; }
    public MerchantReturnPolicy? HasMerchantReturnPolicy { get; init; }
}

/// <summary>The price before a sale.</summary>
public sealed record UnitPriceSpecification(decimal Price, string PriceCurrency) : Thing
{
    public string PriceType => "https://schema.org/StrikethroughPrice";
}

public sealed record OfferShippingDetails(MonetaryAmount ShippingRate, DefinedRegion ShippingDestination) : Thing;

public sealed record MonetaryAmount(decimal Value, string Currency) : Thing;

public sealed record DefinedRegion(IReadOnlyList<string> AddressCountry) : Thing;

public sealed record MerchantReturnPolicy(IReadOnlyList<string> ApplicableCountry, int MerchantReturnDays, string ReturnFees) : Thing
{
    public string ReturnPolicyCategory => "https://schema.org/MerchantReturnFiniteReturnWindow";
    public string ReturnMethod => "https://schema.org/ReturnByMail";
}
