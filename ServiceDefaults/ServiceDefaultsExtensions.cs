using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Avanii.ServiceDefaults;

/// <summary>What every service does alike. No word of the shop is spoken here.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>For every process: telemetry, health, service discovery, calls that survive a hiccup, a graceful stop.</summary>
    public static WebApplicationBuilder AddHostDefaults(this WebApplicationBuilder builder)
    {
        AppDomain.CurrentDomain.UnhandledException += SayWhatIsWrong;
        builder.ListenOnPortFromEnvironment();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddTelemetry();
        builder.AddHealth();
        builder.AddOutgoingCalls();
        // Render kills a container 30 s after SIGTERM; what is in flight has 25 s.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(25));
        return builder;
    }

    /// <summary>For a service behind the gateway: the above, token check, problem details, strict JSON.</summary>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder)
    {
        builder.AddHostDefaults();
        builder.AddJwtValidation();
        builder.AddProblemResponses();
        builder.Services.AddStrictJson();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // The largest honest request is a product being edited; uploads set their own limit.
            kestrel.Limits.MaxRequestBodySize = 256 * 1024;
        });
        return builder;
    }

    /// <summary>What is sent as JSON is understood in full, or refused.</summary>
    public static void AddStrictJson(this IServiceCollection services) => services.ConfigureHttpJsonOptions(options =>
    {
        // A field that nobody reads is a caller's mistake: better said than swallowed.
        options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.SerializerOptions.AllowDuplicateProperties = false; // whoever checked it on the way may have read the other one
        options.SerializerOptions.Converters.Add(new StorableTextConverter());
    });

    /// <summary>Middleware and endpoints that belong to <see cref="AddServiceDefaults"/>; call it before mapping anything.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        app.UseProblemResponses();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        return app;
    }

    /// <summary>Outside Development the service does not start without knowing where the others are.</summary>
    /// <param name="builder">The service.</param>
    /// <param name="names">As in <c>services__catalog__http__0</c>.</param>
    public static void RequireServices(this WebApplicationBuilder builder, params string[] names)
    {
        var options = builder.Services.AddOptions<RequiredServices>().ValidateOnStart();
        foreach (var name in builder.Environment.IsDevelopment() ? [] : names)
        {
            options.Validate<IConfiguration>(
                (_, configuration) => configuration.GetSection($"services:{name}").GetChildren().Any(scheme => !string.IsNullOrEmpty(scheme["0"])),
                $"services__{name}__http__0 is missing: set it to the address of {name}, such as http://{name}:8080.");
        }
    }

    private sealed class RequiredServices;

    /// <summary>A wrong setting found while the service is put together ends it with a sentence instead of a stack trace.</summary>
    private static void SayWhatIsWrong(object sender, UnhandledExceptionEventArgs e)
    {
        if (e.ExceptionObject is Exception wrong and (InvalidConfigurationException or OptionsValidationException))
        {
            Console.Error.WriteLine(wrong.Message);
            Environment.Exit(1);
        }
    }

    /// <summary>Render and other hosts say by <c>PORT</c> where to listen, which ASP.NET Core does not read by itself. An address
    /// that was given in ASP.NET Core's own way (ASPNETCORE_URLS) wins.</summary>
    private static void ListenOnPortFromEnvironment(this WebApplicationBuilder builder)
    {
        var port = builder.Configuration["PORT"];
        if (string.IsNullOrEmpty(port) || !string.IsNullOrEmpty(builder.Configuration["URLS"]))
        {
            return;
        }
        if (!ushort.TryParse(port, out var number) || number == 0)
        {
            throw new InvalidConfigurationException($"PORT is '{port}', which is no port number (1 to 65535).");
        }
        builder.WebHost.UseUrls($"http://0.0.0.0:{number}");
    }
}

/// <summary>A setting is missing or wrong. The message is one sentence that names it; the process ends with it.</summary>
public sealed class InvalidConfigurationException(string message) : Exception(message);
