using System.Net.Sockets;
using System.Text;

namespace Avanii.Testing;

/// <summary>A client that says what it likes, as slowly as it likes.</summary>
public sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client = new();

    public static async Task<RawConnection> OpenAsync(Uri address)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(address.Host, address.Port);
        return connection;
    }

    public async Task SayAsync(string text) => await _client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));

    /// <returns>All that the server says until it hangs up.</returns>
    /// <exception cref="TimeoutException">It does not within the deadline.</exception>
    public async Task<string> HearUntilEndAsync(TimeSpan within)
    {
        using var deadline = new CancellationTokenSource(within);
        var (heard, buffer) = (new StringBuilder(), new byte[4096]);
        try
        {
            while (await _client.GetStream().ReadAsync(buffer, deadline.Token) is > 0 and var count)
            {
                heard.Append(Encoding.ASCII.GetString(buffer, 0, count));
            }
        }
        catch (IOException) // hung up while there was something left to read: so it did
        {
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The server had not hung up after {within.TotalSeconds} s; it said: {heard}");
        }
        return heard.ToString();
    }

    public void Dispose() => _client.Dispose();
}
