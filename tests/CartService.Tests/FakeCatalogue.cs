using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Web;
using Avanii.Catalog.Contracts;

namespace Avanii.Cart.Tests;

/// <summary>Answers in CatalogService's place when the cart asks it over HTTP.</summary>
internal sealed class FakeCatalogue : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, VariantFacts> _variants = new();
    private readonly ConcurrentQueue<string> _asked = new();

    /// <summary>SKUs that were asked for, with repetitions.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    public bool IsAway { get; set; }

    /// <summary>Runs before an answer is given: what happens while the question is on its way.</summary>
    public Func<string, Task> Meanwhile { get; set; } = _ => Task.CompletedTask;

    public VariantFacts Put(VariantFacts facts) => _variants[facts.Sku] = facts;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsAway)
        {
            throw new HttpRequestException("Connection refused");
        }
        if (request.RequestUri?.AbsolutePath != "/variants")
        {
            return new HttpResponseMessage(HttpStatusCode.NotFound);
        }
        var skus = HttpUtility.ParseQueryString(request.RequestUri.Query).GetValues("sku") ?? [];
        var found = skus.Where(_variants.ContainsKey).Select(sku => _variants[sku]).ToArray();
        foreach (var sku in skus)
        {
            _asked.Enqueue(sku);
            await Meanwhile(sku);
        }
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(found) };
    }
}
