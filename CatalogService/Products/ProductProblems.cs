using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Catalog.Products;

/// <summary>Problems that more than one slice answers with.</summary>
internal static class ProductProblems
{
    public static ProblemHttpResult UnknownProduct(string slug) =>
        Problems.Problem(404, "unknown-product", "There is no such product.", $"No product is at {Shorten(slug)}.");

    public static ProblemHttpResult UnknownSku(string sku) =>
        Problems.Problem(404, "unknown-sku", "There is no such SKU.", $"No variant is called {Shorten(sku)}.");

    public static ProblemHttpResult BadPrice(string detail) =>
        Problems.Problem(422, "bad-price", "The price cannot be taken.", detail);

    private static string Shorten(string text) => text.Length > 80 ? text[..80] + "…" : text;
}
