using System.Data.Common;
using System.Net;
using System.Text.Json;
using Avanii.ServiceDefaults.Idempotency;
using Polly;

namespace Avanii.Web.Clients;

/// <summary>One way to ask the gateway, so that every client tells the sad paths apart alike.</summary>
internal static class GatewayCalls
{
    public static Task<Answer<T>> AskAsync<T>(this HttpClient http, string path, CancellationToken ct)
        where T : class => http.AskAsync<T>(new HttpRequestMessage(HttpMethod.Get, path), ct);

    public static Task<Answer<T>> AskAsync<T>(this HttpClient http, HttpMethod method, string path, object? body, CancellationToken ct)
        where T : class => http.AskAsync<T>(new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, body.GetType()) }, ct);

    /// <summary>For what is answered with nothing but that it was done.</summary>
    public static Task<Answer<Done>> TellAsync(this HttpClient http, HttpMethod method, string path, object? body, CancellationToken ct) =>
        http.AskAsync<Done>(new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, body.GetType()) }, static (_, _) => Task.FromResult<Done?>(new Done()), ct);

    /// <summary>Posts under a key: where no answer comes it is sent once more, and done once.</summary>
    public static Task<Answer<T>> AskOnceAsync<T>(this HttpClient http, string idempotencyKey, string path, object body, CancellationToken ct)
        where T : class
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, body.GetType()) };
        request.Headers.TryAddWithoutValidation(IdempotencyKey.Header, idempotencyKey);
        return http.AskAsync<T>(request, ct);
    }

    public static Task<Answer<T>> AskAsync<T>(this HttpClient http, HttpRequestMessage request, CancellationToken ct)
        where T : class => http.AskAsync(request, (content, c) => content.ReadFromJsonAsync<T>(c), ct);

    public static async Task<Answer<T>> AskAsync<T>(this HttpClient http, HttpRequestMessage request, Func<HttpContent, CancellationToken, Task<T?>> read, CancellationToken ct)
        where T : class
    {
        using (request)
        {
            try
            {
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
                if (response.IsSuccessStatusCode)
                {
                    return await read(response.Content, ct) is { } value ? value : new Away();
                }
                // 401 and 403: our own token was not taken, 429: too much comes from the shopper's address. No form field could mend that.
                if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
                {
                    return new Away(Refused: true);
                }
                return response.StatusCode >= HttpStatusCode.InternalServerError ? new Away() : await Problem.ReadAsync(response, ct);
            }
            catch (Exception e) when (IsAway(e) && !ct.IsCancellationRequested)
            {
                return new Away(); // HttpClient's own log line and span hold what happened
            }
        }
    }

    private static bool IsAway(Exception e) => e
        is HttpRequestException // refused, reset, no such host
        or IOException // broke off in the middle of the body
        or OperationCanceledException // HttpClient's timeout
        or ExecutionRejectedException // the resilience handler's: timeout, open circuit
        or DbException // the keys that sign our tokens cannot be read
        or JsonException; // something else answers at that address
}
