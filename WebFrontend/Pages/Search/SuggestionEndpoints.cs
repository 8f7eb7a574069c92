using Avanii.Catalog.Contracts;
using Avanii.Web.Accounts;
using Avanii.Web.Clients;
using Avanii.Web.Pages.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Web.Pages.Search;

/// <summary>Suggestions as one types: a piece of a page, for the script of the search field.</summary>
internal static class SuggestionEndpoints
{
    private static readonly SearchSuggestions s_none = new([], [], []);

    public static void MapSuggestions(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/search/suggestions", SuggestAsync).DisableStatusPages().WithMetadata(new ForEverybody());

    private static async Task<IResult> SuggestAsync(string? q, HttpResponse response, CatalogClient catalog, CancellationToken ct)
    {
        var text = SearchText.Clean(q);
        var answer = text.Length == 0 ? s_none : await catalog.SuggestionsAsync(text, ct);
        // Prices stand there, in the reader's language: not even a browser of their own keeps them beside pages that may be newer.
        response.Headers.CacheControl = answer.IsAway ? "no-store" : "private, no-cache";
        return new RazorComponentResult<SuggestionList>(new { Suggestions = answer.Value ?? s_none }); // no suggestions are no mishap
    }
}
