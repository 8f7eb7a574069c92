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

    public static ProblemHttpResult ConditionNeeded() =>
        Problems.Problem(428, "if-match-needed", "Say what you have seen.", "Send If-Match with the version of GET /products/{slug} in quotes.");

    public static ProblemHttpResult ChangedMeanwhile() =>
        Problems.Problem(412, "changed-meanwhile", "The product has changed meanwhile.", "A colleague was there. Look at it again, and decide then.");

    private static string Shorten(string text) => text.Length > 80 ? text[..80] + "…" : text;
}
