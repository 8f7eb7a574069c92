using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Avanii.AppHost.Standalone;

/// <summary>What to ask a catalogue, made of what it holds; the same for the same products. Null: the service cannot answer this yet.</summary>
internal sealed record CatalogueQuestions(
    IReadOnlyList<string> Departments,
    IReadOnlyList<string>? Facets,
    IReadOnlyList<string>? Filters,
    IReadOnlyList<string> Words,
    IReadOnlyList<string>? WordsWithFacets,
    IReadOnlyList<string> Typos,
    IReadOnlyList<string> Skus,
    IReadOnlyList<string>? Suggestions)
{
    private const int OfEachKind = 200;
    private const int ShortestMisspelt = 5;

    public static async Task<CatalogueQuestions> ReadAsync(HttpClient client, CancellationToken ct)
    {
        var random = new Random(5);
        var tree = (await client.GetFromJsonAsync<JsonArray>("/categories", ct))!;
        var departments = tree.SelectMany(department => new[] { department! }.Concat(department!["children"]?.AsArray().OfType<JsonNode>() ?? []))
            .Select(category => $"/products?category={category["slug"]!.GetValue<string>()}").ToList();
        var (names, skus) = (new List<string>(), new List<string>());
        foreach (var department in departments)
        {
            foreach (var product in (await client.GetFromJsonAsync<JsonNode>($"{department}&limit=100", ct))!["items"]!.AsArray())
            {
                names.Add(product!["name"]!.GetValue<string>());
                if (product["sku"]?.GetValue<string>() is { } sku)
                {
                    skus.Add(sku);
                }
            }
        }
        var words = names.SelectMany(name => name.Split(' ')).Where(word => word.Length > 2 && word.All(char.IsLetter)).Distinct().Order(StringComparer.Ordinal).ToArray();
        random.Shuffle(words);
        var phrases = words.Concat(names.Distinct().Order(StringComparer.Ordinal)).ToArray();
        random.Shuffle(phrases);
        phrases = [.. phrases.Take(OfEachKind)];

        var facets = (await client.GetFromJsonAsync<JsonNode>($"{departments[0]}&facets=true", ct))!["facets"] is not null;
        using var suggestions = await client.GetAsync("/search/suggestions?q=mu", ct);
        return new(
            departments,
            facets ? [.. departments.Select(list => $"{list}&facets=true")] : null,
            facets ? await FiltersAsync(client, departments, random, ct) : null,
            [.. phrases.Select(Search)],
            facets ? [.. phrases.Select(phrase => $"{Search(phrase)}&facets=true")] : null,
            [.. words.Where(word => word.Length >= ShortestMisspelt).Take(OfEachKind).Select(word => Search(Misspell(word, random)))],
            [.. skus.Distinct().Take(OfEachKind).Select(Search)],
            suggestions.StatusCode == HttpStatusCode.NotFound ? null : [.. words.Take(OfEachKind).Select(word => Suggest(word[..random.Next(2, word.Length)]))]);
    }

    private static string Search(string words) => $"/products?q={Uri.EscapeDataString(words)}";

    private static string Suggest(string beginning) => $"/search/suggestions?q={Uri.EscapeDataString(beginning.ToLowerInvariant())}";

    /// <summary>Two letters in the wrong order, one left out, or one typed twice; never the first.</summary>
    private static string Misspell(string word, Random random)
    {
        var at = random.Next(1, word.Length - 1);
        return random.Next(3) switch
        {
            0 => $"{word[..at]}{word[at + 1]}{word[at]}{word[(at + 2)..]}",
            1 => word.Remove(at, 1),
            _ => word.Insert(at, word[at].ToString(CultureInfo.InvariantCulture)),
        };
    }

    /// <summary>One to three choices at a time, of those that the facets offer.</summary>
    private static async Task<IReadOnlyList<string>> FiltersAsync(HttpClient client, List<string> departments, Random random, CancellationToken ct)
    {
        var questions = new List<string>();
        foreach (var list in departments.Select(department => $"{department}&facets=true"))
        {
            var facets = (await client.GetFromJsonAsync<JsonNode>(list, ct))!["facets"]!;
            var choices = new List<string> { "inStock=true", "onSale=true", "minPrice=20", "maxPrice=80", "minPrice=30&maxPrice=120" };
            choices.AddRange(Values(facets["brands"], "brand"));
            foreach (var option in facets["options"]?.AsArray() ?? [])
            {
                choices.AddRange(Values(option!["values"], option["parameter"]!.GetValue<string>()));
            }
            for (var i = 0; i < 10; i++)
            {
                questions.Add($"{list}&{string.Join('&', random.GetItems(choices.ToArray(), random.Next(1, 4)).Distinct())}");
            }
        }
        var asked = questions.Where(IsInOrder).ToArray();
        random.Shuffle(asked);
        return asked;
    }

    private static IEnumerable<string> Values(JsonNode? values, string parameter) =>
        values?.AsArray().Select(value => $"{parameter}={Uri.EscapeDataString(value!["value"]!.GetValue<string>())}") ?? [];

    // A price can be named once only.
    private static bool IsInOrder(string question) => question.Split("minPrice").Length <= 2 && question.Split("maxPrice").Length <= 2;
}
