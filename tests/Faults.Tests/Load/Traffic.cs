using System.Collections.Concurrent;
using System.Net;

namespace Avanii.Faults;

/// <summary>Everybody's connections to the shop: counts what is under way and what went wrong, as seen from outside.</summary>
internal sealed class Traffic : DelegatingHandler
{
    private const int FaultsKept = 5;
    private readonly ConcurrentDictionary<string, int> _troubles = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private int _inFlight;
    private int _requests;

    public Traffic()
        : base(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(1) })
    {
    }

    /// <summary>Requests that are being worked on at this moment.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>How often a shopper got no answer, or one of 500 and above, by kind.</summary>
    public IReadOnlyDictionary<string, int> Troubles => _troubles;

    /// <summary>The first answers of 500: nobody had thought of these.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    public int TroubleCount => _troubles.Values.Sum();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        // Who waits for an outcome keeps nobody busy: such a request is no load to be killed under.
        var counts = request.RequestUri?.Query.Contains("wait=", StringComparison.Ordinal) != true;
        Interlocked.Add(ref _inFlight, counts ? 1 : 0);
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.InternalServerError && _faults.Count < FaultsKept)
            {
                _faults.Enqueue($"{request.Method} {request.RequestUri?.AbsolutePath}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
            }
            if (response.StatusCode >= HttpStatusCode.InternalServerError)
            {
                Note($"{(int)response.StatusCode}");
            }
            return response;
        }
        catch (HttpRequestException e)
        {
            Note(e.HttpRequestError.ToString());
            throw;
        }
        catch (OperationCanceledException)
        {
            Note("timeout");
            throw;
        }
        finally
        {
            Interlocked.Add(ref _inFlight, counts ? -1 : 0);
        }
    }

    private void Note(string kind) => _troubles.AddOrUpdate(kind, 1, (_, count) => count + 1);
}
