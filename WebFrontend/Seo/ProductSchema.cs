using Avanii.Catalog.Contracts;
using Avanii.Orders.Contracts;
using Avanii.Web.Seo.SchemaOrg;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Seo;

/// <summary>What a product's page says to machines.</summary>
public sealed class ProductSchema(PublicAddress shop, IOptions<SeoOptions> options)
{
    /// <param name="rating">From 1 to 5; null without ratings.</param>
    /// <param name="ratings">How many there are.</param>
    /// <param name="delivery">Null while it is not known.</param>
    public Thing Of(ProductDetails product, decimal? rating, int ratings, DeliveryTerms? delivery)
    {
        var rated = rating is { } value && ratings > 0 ? new AggregateRating(decimal.Round(value, 2), ratings) : null;
        var pictures = product.Images.Count == 0 ? null : product.Images.Select(i => shop.Of($"/images/{i.Hash}-{i.Widths[^1]}.webp")).ToList();
        var brand = product.Brand.Length > 0 ? new Brand(product.Brand) : null;
        if (product.Variants is [var only])
        {
            return Variant(product, only, delivery) with { Description = product.Description, Image = pictures, Brand = brand, AggregateRating = rated };
        }
        var varies = product.OptionNames.Select(KnownOptions.Of).Where(option => option != KnownOption.Other)
            .Select(option => $"https://schema.org/{option.ToString().ToLowerInvariant()}").Distinct().ToList();
        return new ProductGroup
        {
            Name = product.Name,
            Description = product.Description,
            Url = shop.Of($"/p/{product.Slug}"),
            Brand = brand,
            Image = pictures,
            ProductGroupID = product.Slug,
            VariesBy = varies.Count == 0 ? null : varies,
            AggregateRating = rated,
            HasVariant = [.. product.Variants.Select(v => Variant(product, v, delivery))],
        };
    }

    private Product Variant(ProductDetails product, VariantDetails variant, DeliveryTerms? delivery) => new()
    {
        Name = string.Join(", ", (string[])[product.Name, .. variant.OptionValues]),
        Sku = variant.Sku,
        Image = (variant.ImageHash ?? (product.Images is [var first, ..] ? first.Hash : null)) is { } hash ? [shop.Of($"/images/{hash}-1200.webp")] : null,
        Color = Value(product, variant, KnownOption.Color),
        Size = Value(product, variant, KnownOption.Size),
        Material = Value(product, variant, KnownOption.Material),
        Pattern = Value(product, variant, KnownOption.Pattern),
        Offers = new()
        {
            Url = shop.Of($"/p/{product.Slug}?variant={Uri.EscapeDataString(variant.Sku)}"),
            Price = variant.Price,
            PriceCurrency = product.Currency,
            PriceSpecification = variant.CompareAtPrice is { } before ? new(before, product.Currency) : null,
            Availability = "https://schema.org/" + (product.Retired ? "Discontinued" : variant.Availability == Availability.SoldOut ? "OutOfStock" : "InStock"),
            ShippingDetails = delivery is null ? null
                : new(new(variant.Price >= delivery.FreeFrom ? 0 : delivery.Price, delivery.Currency), new(delivery.Countries)),
            HasMerchantReturnPolicy = options.Value.ReturnDays is { } days && delivery is not null
                ? new(delivery.Countries, days, "https://schema.org/" + (options.Value.FreeReturns ? "FreeReturn" : "ReturnFeesCustomerResponsibility")) : null,
        },
    };

    private static string? Value(ProductDetails product, VariantDetails variant, KnownOption option) =>
        KnownOptions.Value(product.OptionNames, variant.OptionValues, option);
}
