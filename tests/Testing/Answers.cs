using System.Net;
using System.Text.Json;
using Xunit;

namespace Avanii.Testing;

/// <summary>What refusals must look like.</summary>
public static class Answers
{
    /// <summary>A problem document of the service's own, and its type's name.</summary>
    public static async Task<JsonElement> AssertProblemAsync(this HttpResponseMessage response, HttpStatusCode status, string type)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} instead of {(int)status}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal($"urn:avanii:problem:{type}", problem.GetProperty("type").GetString());
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("title").GetString()));
        return problem;
    }

    /// <summary>The refusal of fields that break their rule, by the names that the caller gave them.</summary>
    public static async Task AssertInvalidAsync(this HttpResponseMessage response, params string[] fields)
    {
        var problem = await response.AssertProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(fields.Order(), problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }
}
