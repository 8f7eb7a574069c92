using Avanii.Catalog.Contracts;

namespace Avanii.Cart;

/// <summary>The catalogue cannot be asked at this moment.</summary>
public sealed class CatalogueAwayException(Exception cause) : Exception("The catalogue does not answer.", cause);

/// <summary>Asks CatalogService for a SKU that the cart has not heard of.</summary>
public sealed class CatalogClient(HttpClient http)
{
    /// <returns>The facts, or null when the catalogue has no such SKU.</returns>
    /// <exception cref="CatalogueAwayException">It does not answer, or not with an answer.</exception>
    public async Task<VariantFacts?> FindVariantAsync(string sku, CancellationToken ct)
    {
        try
        {
            var found = await http.GetFromJsonAsync<VariantFacts[]>($"/variants?sku={Uri.EscapeDataString(sku)}", ct);
            return found?.FirstOrDefault(facts => facts.Sku == sku);
        }
        // Whatever it is (refused, timed out, circuit open, an answer that is none), for the shopper it is one and the same.
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            throw new CatalogueAwayException(e);
        }
    }
}
