using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests.Security;

/// <summary>What the running WebFrontend answers to, from itself: a page or a form that is added later is tried, too.</summary>
internal static partial class EveryEndpoint
{
    /// <summary>Addresses that can be looked at, with the parameters that their page reads; files are left out.</summary>
    public static IReadOnlyList<(string Path, IReadOnlyList<string> Parameters)> Pages(ShopApp app) => [.. Endpoints(app)
        .Where(endpoint => Answers(endpoint, "GET") && endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
        .Select(endpoint => (Filled(endpoint), Read(endpoint.Metadata.GetMetadata<ComponentTypeMetadata>()!.Type)))
        .DistinctBy(page => page.Item1)];

    /// <summary>Addresses that take a form. Not the API for clients: it takes JSON and heeds no cookie.</summary>
    public static IReadOnlyList<string> Forms(ShopApp app) => [.. Endpoints(app)
        .Where(endpoint => !endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
        .Where(endpoint => Answers(endpoint, "POST") && (endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not { } page || TakesForms(page.Type)))
        .Select(Filled).Distinct()];

    public static IEnumerable<RouteEndpoint> Endpoints(ShopApp app) => app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null);

    private static bool Answers(RouteEndpoint endpoint, string method) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is { } methods && methods.HttpMethods.Contains(method);

    private static bool TakesForms(Type page) =>
        Properties(page).Any(property => property.GetCustomAttribute<SupplyParameterFromFormAttribute>() is not null);

    private static IReadOnlyList<string> Read(Type page) => [.. Properties(page)
        .Select(property => (property.Name, Attribute: property.GetCustomAttribute<SupplyParameterFromQueryAttribute>()))
        .Where(p => p.Attribute is not null).Select(p => p.Attribute!.Name ?? p.Name)];

    private static PropertyInfo[] Properties(Type page) => page.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    // /orders/{Id:guid} -> /orders/019c…, /problem/{Status:int} -> /problem/404, /p/{Slug} -> /p/mug
    private static string Filled(RouteEndpoint endpoint) => "/" + Parameter().Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), match =>
        match.Value.Contains(":guid", StringComparison.Ordinal) ? StubGateway.OrderId.ToString() : match.Value.Contains(":int", StringComparison.Ordinal) ? "404" : "mug");

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
