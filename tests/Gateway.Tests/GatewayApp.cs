using System.Net.Http.Headers;
using Avanii.ServiceDefaults;
using Avanii.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Avanii.Gateway.Tests;

/// <summary>The real gateway on a real socket, before one upstream that says what it was asked.</summary>
public sealed class GatewayApp : WebApplicationFactory<Program>, IAsyncDisposable
{
    private readonly WebApplication _upstream;
    private readonly Dictionary<string, string?> _settings;

    private GatewayApp(WebApplication upstream, Dictionary<string, string?> settings)
    {
        _upstream = upstream;
        _settings = settings;
        foreach (var service in new[] { "catalog", "cart", "orders", "web" })
        {
            _settings[$"services:{service}:http:0"] = upstream.Urls.Single();
        }
        UseKestrel();
    }

    public TestTokens Tokens { get; } = new();

    /// <param name="settings">Configuration on top of the gateway's own.</param>
    public static async Task<GatewayApp> StartAsync(Dictionary<string, string?>? settings = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var upstream = builder.Build();
        upstream.Run(async context =>
        {
            if (context.Request.Path == "/orders/slow")
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            context.Response.Headers["X-Was-Asked-For"] = context.Request.Headers["X-Forwarded-For"];
            await context.Response.WriteAsync($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        });
        await upstream.StartAsync();
        var app = new GatewayApp(upstream, settings ?? []);
        app.StartServer();
        return app;
    }

    /// <summary>Ends the services behind the gateway.</summary>
    public Task StopUpstreamAsync() => _upstream.StopAsync();

    /// <param name="token">Sent as the bearer token, if any.</param>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null, HttpContent? body = null)
    {
        using var client = CreateClient();
        using var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.ExpectContinue = body is not null; // a refusal then comes before the body and not in the middle of it
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        return await client.SendAsync(request);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // Production: the file's defaults are what is tested.
        builder.UseEnvironment("Production");
        builder.UseUrls("http://127.0.0.1:0"); // not UseKestrel(0): that sets the port when the server may have started already
        builder.ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(_settings));
        builder.ConfigureServices(services =>
        {
            services.AddLogging(logging => logging.ClearProviders());
            services.Replace(ServiceDescriptor.Singleton<ITrustedKeyStore>(Tokens));
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _upstream.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
