using System.Net.Mime;
using System.Text.Json;

namespace Avanii.Web.Clients;

/// <summary>A refusal, as RFC 9457 writes it.</summary>
/// <param name="Name">The last part of its type, <c>urn:avanii:problem:sold-out</c>; empty when it has none of ours.</param>
/// <param name="Errors">What is wrong with which field, when the request did not pass validation.</param>
/// <param name="Document">All of it, for what a problem carries besides.</param>
public sealed record Problem(int Status, string Name, IReadOnlyDictionary<string, string[]> Errors, JsonElement Document)
{
    private const string OurTypes = "urn:avanii:problem:";

    /// <returns>The extension member of that name, or null.</returns>
    public T? Extension<T>(string name) =>
        Document.ValueKind == JsonValueKind.Object && Document.TryGetProperty(name, out var member)
            ? member.Deserialize<T>(JsonSerializerOptions.Web)
            : default;

    public static async Task<Problem> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var status = (int)response.StatusCode;
        if (response.Content.Headers.ContentType?.MediaType is not (MediaTypeNames.Application.ProblemJson or MediaTypeNames.Application.Json))
        {
            return new Problem(status, "", s_noErrors, default);
        }
        // { "type": "urn:avanii:problem:sold-out", "title": "…", "status": 409, "errors": { "Quantity": ["…"] }, "quote": { … } }
        var document = await response.Content.ReadFromJsonAsync<JsonElement>(ct);
        var problem = new Problem(status, "", s_noErrors, document);
        var type = problem.Extension<string>("type") ?? "";
        return problem with
        {
            Name = type.StartsWith(OurTypes, StringComparison.Ordinal) ? type[OurTypes.Length..] : "",
            Errors = problem.Extension<Dictionary<string, string[]>>("errors") ?? s_noErrors,
        };
    }

    private static readonly Dictionary<string, string[]> s_noErrors = [];
}
