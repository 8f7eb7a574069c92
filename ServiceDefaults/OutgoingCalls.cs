using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace Avanii.ServiceDefaults;

/// <summary>Calls from one service to another: found by name, bounded in time, repeated only where a repetition changes nothing,
/// and given up at once while the other side is down.</summary>
public static class OutgoingCalls
{
    internal static void AddOutgoingCalls(this WebApplicationBuilder builder)
    {
        builder.Services.AddServiceDiscovery();
        builder.Services.AddHttpContextAccessor();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler(options =>
            {
                // GET, HEAD and the like only: a POST that timed out may have done its work.
                options.Retry.DisableForUnsafeHttpMethods();
                options.Retry.MaxRetryAttempts = 2;
                options.Retry.Delay = TimeSpan.FromMilliseconds(200);
                // The longest honest answer is a long poll of 5 s.
                options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(10);
                options.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(25);
            });
            http.AddServiceDiscovery();
        });
    }

    /// <summary>Calls made with this client carry the token of the request that is being served: the other service sees the shopper.</summary>
    public static IHttpClientBuilder AddTokenForwarding(this IHttpClientBuilder client)
    {
        client.Services.AddTransient<TokenForwardingHandler>();
        return client.AddHttpMessageHandler<TokenForwardingHandler>();
    }

    private sealed class TokenForwardingHandler(IHttpContextAccessor accessor) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (accessor.HttpContext?.Request.Headers.Authorization is [{ Length: > 0 } token, ..])
            {
                request.Headers.TryAddWithoutValidation("Authorization", token);
            }
            return base.SendAsync(request, cancellationToken);
        }
    }
}
