using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

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
                options.Retry.MaxRetryAttempts = 2;
                options.Retry.Delay = TimeSpan.FromMilliseconds(200);
                // 429 is an answer to one client, not a sign that the other side is down: counted as one, a single flood would
                // open the circuit for everybody.
                options.Retry.ShouldHandle = arguments => ValueTask.FromResult(IsFailure(arguments.Outcome) && IsSafe(arguments.Context));
                options.CircuitBreaker.ShouldHandle = arguments => ValueTask.FromResult(IsFailure(arguments.Outcome));
                // The longest honest answer is a long poll of 5 s.
                options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(10);
                options.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(25);
            });
            http.AddServiceDiscovery();
        });
    }

    private static bool IsFailure(Outcome<HttpResponseMessage> outcome) =>
        outcome.Result?.StatusCode != HttpStatusCode.TooManyRequests && HttpClientResiliencePredicates.IsTransient(outcome);

    // GET and HEAD only: a POST that timed out may have done its work.
    private static bool IsSafe(ResilienceContext context) =>
        context.GetRequestMessage()?.Method is { } method && (method == HttpMethod.Get || method == HttpMethod.Head);

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
