using Avanii.Catalog.Contracts;

namespace Avanii.Cart;

/// <summary>The catalogue cannot be asked at this moment.</summary>
public sealed class CatalogueAwayException(Exception cause) : Exception("The catalogue does not answer.", cause);

/// <summary>Asks CatalogService for SKUs that the cart has not heard of, or doubts.</summary>
public sealed class CatalogClient(HttpClient http)
{
    /// <param name="skus">As many as a cart has lines, at most.</param>
    /// <param name="patience">How long an answer is waited for.</param>
    /// <param name="ct">The request's.</param>
    /// <returns>The facts of those that the catalogue has.</returns>
    /// <exception cref="CatalogueAwayException">It does not answer, or not with an answer.</exception>
    public async Task<VariantFacts[]> FindVariantsAsync(IEnumerable<string> skus, TimeSpan patience, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        try
        {
            var query = string.Join('&', skus.Select(sku => $"sku={Uri.EscapeDataString(sku)}"));
            return await http.GetFromJsonAsync<VariantFacts[]>($"/variants?{query}", limit.Token) ?? [];
        }
        // Whatever it is (refused, timed out, circuit open, an answer that is none), for the shopper it is one and the same.
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            throw new CatalogueAwayException(e);
        }
    }
}
