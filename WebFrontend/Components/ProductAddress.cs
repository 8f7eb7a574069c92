namespace Avanii.Web.Components;

/// <summary>Where a product is looked at.</summary>
internal static class ProductAddress
{
    /// <param name="slug">The product's.</param>
    /// <param name="sku">The variant that is shown; null: the one that the page chooses.</param>
    public static string Of(string slug, string? sku) => sku is null ? $"/p/{slug}" : $"/p/{slug}?variant={Uri.EscapeDataString(sku)}";
}
