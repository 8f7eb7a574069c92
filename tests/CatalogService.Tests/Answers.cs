using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Avanii.Catalog.Contracts;

namespace Avanii.Catalog.Tests;

/// <summary>What answers must look like.</summary>
internal static class Answers
{
    /// <summary>A problem document of the service's own, and its type's name.</summary>
    public static async Task<JsonElement> AssertProblemAsync(this HttpResponseMessage response, HttpStatusCode status, string type)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} instead of {(int)status}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal($"urn:avanii:problem:{type}", problem.GetProperty("type").GetString());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        return problem;
    }

    /// <summary>The framework's answer to a field that breaks its rule.</summary>
    public static async Task AssertInvalidAsync(this HttpResponseMessage response, string field)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{(int)response.StatusCode}: {body}");
        Assert.Contains(field, JsonDocument.Parse(body).RootElement.GetProperty("errors").GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    public static async Task<ProductPage> GetPageAsync(this HttpClient client, string query) =>
        (await client.GetFromJsonAsync<ProductPage>($"/products{query}"))!;

    /// <returns>Slugs of the whole list, page by page.</returns>
    public static async Task<List<string>> GetAllPagesAsync(this HttpClient client, string query, int limit)
    {
        var slugs = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await client.GetPageAsync($"{query}&limit={limit}&cursor={cursor}");
            Assert.InRange(page.Items.Count, 0, limit);
            slugs.AddRange(page.Items.Select(p => p.Slug));
            cursor = page.NextCursor;
        }
        return slugs;
    }
}
