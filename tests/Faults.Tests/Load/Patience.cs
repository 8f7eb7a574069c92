using System.Net;

namespace Avanii.Faults;

/// <summary>An answer for good: neither 5xx nor 429 nor a broken connection.</summary>
internal sealed record Reply(HttpStatusCode Status, string Body, HttpResponseMessage Response)
{
    public bool IsSuccess => Response.IsSuccessStatusCode;

    public string? Location => Response.Headers.Location?.OriginalString;
}

/// <summary>Sends a request again and again until somebody answers for good, as a shopper does who wants to know.</summary>
internal sealed class Patience(HttpMessageHandler network, Uri address, CancellationToken over) : IDisposable
{
    private readonly HttpClient _http = new(network, disposeHandler: false) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>Ends when nobody waits any more.</summary>
    public CancellationToken Over => over;

    /// <param name="make">Makes the request, anew for each try.</param>
    /// <param name="atOnce">Without a pause, as impatient people do.</param>
    /// <exception cref="OperationCanceledException">The run is over, and no answer came.</exception>
    public async Task<Reply> AskAsync(Func<Task<HttpRequestMessage>> make, bool atOnce = false)
    {
        for (var tries = 1; ; tries++)
        {
            if (await TryAsync(make) is { } reply)
            {
                return reply;
            }
            await Task.Delay(atOnce && tries < 5 ? TimeSpan.FromMilliseconds(20) : TimeSpan.FromMilliseconds(Math.Min(200 * tries, 1000)), over);
        }
    }

    /// <summary>Once.</summary>
    /// <returns>Null when there was no answer for good.</returns>
    public async Task<Reply?> TryAsync(Func<Task<HttpRequestMessage>> make)
    {
        try
        {
            using var request = await make();
            using var response = await _http.SendAsync(request, over);
            var body = await response.Content.ReadAsStringAsync(over);
            return response.StatusCode is >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests ? null : new Reply(response.StatusCode, body, response);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !over.IsCancellationRequested))
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();
}
