using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Avanii.ServiceDefaults;

/// <summary>For a process that the internet reaches: who is really asking, how long and how much one may send, and what every answer says.</summary>
public static class PublicHost
{
    public static WebApplicationBuilder AddPublicHost(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ProxyOptions>().BindConfiguration(ProxyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<TransportSecurityOptions>().BindConfiguration(TransportSecurityOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<ConnectionOptions>().BindConfiguration(ConnectionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((forwarded, proxies) =>
        {
            // Each proxy appends the address it was asked from, so the last entries are theirs and the rest is what the caller made up.
            // The proxies' own addresses are not known on a host such as Render; how many there are is.
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.ForwardLimit = proxies.Value.Hops;
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
        });
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<ConnectionOptions>>((kestrel, connections) =>
        {
            var limits = connections.Value;
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = limits.HeadersTimeout;
            kestrel.Limits.KeepAliveTimeout = limits.KeepAlive;
            kestrel.Limits.MaxRequestHeadersTotalSize = limits.LongestHeaders;
            kestrel.Limits.MaxConcurrentConnections = limits.AtOnce;
            kestrel.Limits.MinRequestBodyDataRate = new(limits.BodyBytesPerSecond, limits.BodyGracePeriod);
            kestrel.Limits.MinResponseDataRate = new(limits.BodyBytesPerSecond, limits.BodyGracePeriod);
        });
        return builder;
    }

    /// <summary>Call it before all other middleware: those behind it see the real client and scheme.</summary>
    public static void UsePublicHost(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.Hops > 0)
        {
            app.UseForwardedHeaders();
        }
        var transport = app.Services.GetRequiredService<IOptions<TransportSecurityOptions>>().Value;
        var hsts = app.Environment.IsDevelopment() ? null
            : $"max-age={(long)transport.RememberFor.TotalSeconds}{(transport.IncludeSubDomains ? "; includeSubDomains" : "")}";
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                var headers = context.Response.Headers;
                headers.Server = default; // one that a service behind the gateway has sent, too
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "DENY"; // for what does not know frame-ancestors; antiforgery would say SAMEORIGIN
                if (hsts is not null && context.Request.IsHttps) // RFC 6797, 7.2: not over plain HTTP
                {
                    headers[HeaderNames.StrictTransportSecurity] = hsts;
                }
                return Task.CompletedTask;
            });
            return next(context);
        });
    }
}

/// <summary>What stands between the internet and this process.</summary>
public sealed class ProxyOptions
{
    public const string Section = "ForwardedHeaders";

    /// <summary>How many proxies add to X-Forwarded-For and X-Forwarded-Proto on the way in; 0: nobody is believed. On Render there are two:
    /// the edge and the load balancer.</summary>
    [Range(0, 10)]
    public int Hops { get; set; }
}

/// <summary>Browsers remember to come by TLS only (RFC 6797), outside Development.</summary>
public sealed class TransportSecurityOptions
{
    public const string Section = "Hsts";

    /// <summary>A year: less, and the preload lists do not take the shop.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1000.00:00:00")]
    public TimeSpan RememberFor { get; set; } = TimeSpan.FromDays(365);

    /// <summary>False where a host below this one has no TLS.</summary>
    public bool IncludeSubDomains { get; set; } = true;
}

/// <summary>What a connection may take of the server, so that slow or endless clients do not take all of it.</summary>
public sealed class ConnectionOptions
{
    public const string Section = "Connections";

    /// <summary>A request's headers must be there by then; a phone in a tunnel makes it, too.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>An idle connection is closed then. Longer than a proxy keeps its own, so that it does not send on one that is just closing.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>Bytes. Our cookies and a token are under 4 KB together.</summary>
    [Range(4096, 65_536)]
    public int LongestHeaders { get; set; } = 16 * 1024;

    /// <summary>Slower than this is taken for an attack; an old modem made 5,000.</summary>
    [Range(1, 100_000)]
    public int BodyBytesPerSecond { get; set; } = 240;

    /// <summary>For so long a body may be slower.</summary>
    [Range(typeof(TimeSpan), "00:00:01.1", "00:01:00")]
    public TimeSpan BodyGracePeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Connections at once: some 10 KB each, of the 512 MB of a small plan.</summary>
    [Range(10, 100_000)]
    public int AtOnce { get; set; } = 5000;
}
