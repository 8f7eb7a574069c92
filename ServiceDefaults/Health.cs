using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Avanii.ServiceDefaults;

/// <summary>/alive says that the process answers, which is all that a probe with the power to restart it should ask; /health says
/// that it can do its work. Both exist in every environment.</summary>
public static class HealthExtensions
{
    private const string Alive = "/alive";
    private const string Ready = "/health";

    internal static bool IsProbe(PathString path) => path.Equals(Alive) || path.Equals(Ready);

    internal static void AddHealth(this WebApplicationBuilder builder) => builder.Services.AddHealthChecks();

    /// <summary>Maps both. Details are shown only where Health:Details is true: on services that the public cannot reach.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var details = routes.ServiceProvider.GetRequiredService<IConfiguration>().GetValue<bool>("Health:Details");
        // A degraded service (the broker is away) still serves shoppers: 200, which is the default for Degraded.
        var ready = new HealthCheckOptions();
        if (details)
        {
            ready.ResponseWriter = WriteDetailsAsync;
        }
        routes.MapHealthChecks(Ready, ready).AllowAnonymous().DisableHttpMetrics();
        routes.MapHealthChecks(Alive, new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous().DisableHttpMetrics();
    }

    // {"status":"Degraded","checks":{"database":{"status":"Healthy"},"messaging":{"status":"Degraded","description":"..."}}}
    private static Task WriteDetailsAsync(HttpContext context, HealthReport report)
    {
        var body = new
        {
            status = report.Status.ToString(),
            checks = report.Entries.ToDictionary(e => e.Key, e => new
            {
                status = e.Value.Status.ToString(),
                description = e.Value.Description,
                data = e.Value.Data,
            }),
        };
        return context.Response.WriteAsJsonAsync(body, JsonSerializerOptions.Web, context.RequestAborted);
    }
}
