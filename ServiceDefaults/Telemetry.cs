using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Avanii.ServiceDefaults;

/// <summary>Traces, metrics and logs by OpenTelemetry. They leave the process when OTEL_EXPORTER_OTLP_ENDPOINT is set, in the
/// protocol that OTEL_EXPORTER_OTLP_PROTOCOL names (grpc, http/protobuf).</summary>
public static class Telemetry
{
    /// <summary>Names of the project's own activity sources and meters begin with this.</summary>
    public const string Prefix = "Avanii";

    internal static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                serviceName: builder.Configuration["OTEL_SERVICE_NAME"] ?? builder.Environment.ApplicationName,
                serviceInstanceId: builder.Configuration["RENDER_INSTANCE_ID"] ?? $"{Environment.MachineName}-{Environment.ProcessId}"))
            .WithTracing(tracing => tracing
                .AddAspNetCoreInstrumentation(options =>
                {
                    options.Filter = context => !HealthExtensions.IsProbe(context.Request.Path);
                    // Blazor begins a new trace for each page it renders, which would part the browser's request from what it causes.
                    options.EnableRazorComponentsSupport = false;
                })
                .AddHttpClientInstrumentation()
                .AddNpgsql()
                .AddSource("MassTransit", "Yarp.ReverseProxy", $"{Prefix}.*"))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter("MassTransit", "Npgsql", "Yarp.ReverseProxy", $"{Prefix}.*"));

        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.UseOtlpExporter();
        }
    }
}
