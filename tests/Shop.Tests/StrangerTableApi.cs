using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Avanii.Shop.Tests;

/// <summary>What the services say of themselves: every endpoint, with its parameters and its body.</summary>
internal static class StrangerTableApi
{
    /// <summary>Each document at the Gateway, and the service that it is of.</summary>
    private static readonly (string Document, string Service)[] s_documents = [("session", "web"), ("catalog", "catalog"), ("cart", "cart"), ("orders", "orders")];

    public static async Task<IReadOnlyList<StrangerEndpoint>> ReadAsync(HttpClient gateway)
    {
        var endpoints = new List<StrangerEndpoint>();
        foreach (var (name, service) in s_documents)
        {
            var document = await gateway.GetFromJsonAsync<JsonElement>($"/docs/openapi/{name}.json");
            var prefix = document.GetProperty("servers")[0].GetProperty("url").GetString()!.TrimEnd('/');
            foreach (var path in document.GetProperty("paths").EnumerateObject())
            {
                endpoints.AddRange(path.Value.EnumerateObject().Select(operation =>
                    new StrangerEndpoint(operation.Name.ToUpperInvariant(), prefix + path.Name, service, path.Name, operation.Value, document)));
            }
        }
        return endpoints;
    }
}

/// <param name="Path">At the Gateway.</param>
/// <param name="Service">Which one it is of.</param>
/// <param name="OwnPath">At the service.</param>
internal sealed record StrangerEndpoint(string Method, string Path, string Service, string OwnPath, JsonElement Operation, JsonElement Document)
{
    private const int DeepestSchema = 8;

    /// <summary>Such as <c>PUT /api/cart/items/{sku}</c>.</summary>
    public string Name => $"{Method} {Path}";

    public IEnumerable<(string Name, string In, JsonElement Schema)> Parameters =>
        Operation.TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray().Select(p => (p.GetProperty("name").GetString()!, p.GetProperty("in").GetString()!, p.TryGetProperty("schema", out var schema) ? schema : default))
            : [];

    /// <summary>The body's JSON schema, if it takes one.</summary>
    public JsonElement? Body => Operation.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out var json)
        ? json.GetProperty("schema") : null;

    public bool BodyIsRequired => Operation.TryGetProperty("requestBody", out var body) && body.TryGetProperty("required", out var required) && required.GetBoolean();

    /// <returns>A body that says something everywhere, as the schema has it.</returns>
    public JsonNode? Example() => Body is { } schema ? Example(schema, 0) : null;

    private JsonNode? Example(JsonElement schema, int depth)
    {
        schema = Resolve(schema);
        if (depth > DeepestSchema)
        {
            return null;
        }
        if (schema.TryGetProperty("enum", out var values))
        {
            return JsonNode.Parse(values.EnumerateArray().First(v => v.ValueKind != JsonValueKind.Null).GetRawText());
        }
        return TypeOf(schema) switch
        {
            "object" => new JsonObject(schema.TryGetProperty("properties", out var properties)
                ? properties.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Example(p.Value, depth + 1))) : []),
            "array" => new JsonArray(schema.TryGetProperty("items", out var items) ? [Example(items, depth + 1)] : []),
            "integer" or "number" => 1,
            "boolean" => true,
            _ => schema.TryGetProperty("format", out var format) ? format.GetString() switch
            {
                "uuid" => Guid.NewGuid().ToString(),
                "date-time" => DateTimeOffset.UtcNow.ToString("O"),
                "email" => "mia@example.com",
                _ => "x",
            } : "x",
        };
    }

    // {"type":["null","string"]}, {"oneOf":[{"type":"null"},{"$ref":"#/components/schemas/SeenPrices"}]}
    private JsonElement Resolve(JsonElement schema)
    {
        foreach (var choice in (string[])["oneOf", "anyOf"])
        {
            if (schema.TryGetProperty(choice, out var choices))
            {
                schema = choices.EnumerateArray().First(c => TypeOf(c) != "null");
            }
        }
        return schema.TryGetProperty("$ref", out var reference)
            ? reference.GetString()!.Split('/')[1..].Aggregate(Document, (at, part) => at.GetProperty(part))
            : schema;
    }

    private static string? TypeOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? null
        : type.ValueKind == JsonValueKind.String ? type.GetString()
        : type.EnumerateArray().Select(t => t.GetString()).Order(StringComparer.Ordinal).FirstOrDefault(t => t is not ("null" or "string")) // a number may come as a string, too
          ?? (type.EnumerateArray().Any(t => t.GetString() == "string") ? "string" : "null");
}
