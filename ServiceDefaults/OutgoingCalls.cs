using System.Net;
using Avanii.ServiceDefaults.Idempotency;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Retry;

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
                options.Retry.ShouldHandle = arguments => ValueTask.FromResult(MayRepeat(arguments));
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

    // A POST that timed out may have done its work. Under a key it is done once however often it comes, so it is sent once more
    // where no answer came; an answer of the other side's own, such as 503, is for the caller.
    private static bool MayRepeat(RetryPredicateArguments<HttpResponseMessage> arguments)
    {
        if (arguments.Context.GetRequestMessage() is not { } request)
        {
            return false;
        }
        if (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head)
        {
            return IsFailure(arguments.Outcome);
        }
        return request.Headers.Contains(IdempotencyKey.Header) && arguments.AttemptNumber == 0 && IsLost(arguments.Outcome);
    }

    // A gateway in between says by 502 and 504 that it got no answer either.
    private static bool IsLost(Outcome<HttpResponseMessage> outcome) =>
        outcome.Result?.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout
        || (outcome.Exception is not null && HttpClientResiliencePredicates.IsTransient(outcome));

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
