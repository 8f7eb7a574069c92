using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;

namespace Avanii.AppHost.Standalone;

/// <summary>Loopback ports: free ones for tests, a check of the fixed ones before anything starts.</summary>
internal static partial class Ports
{
    private static readonly HashSet<int> s_given = [];

    /// <summary>A port that nobody listens on and that this process has not given out before.</summary>
    public static int Free()
    {
        while (true)
        {
            // Below the kernel's ephemeral range (32768 and up): there an outgoing connection could take the port before we do.
            var port = Random.Shared.Next(15_000, 32_000);
            lock (s_given)
            {
                if (!s_given.Contains(port) && IsFree(port))
                {
                    s_given.Add(port);
                    return port;
                }
            }
        }
    }

    public static int OrFree(int port) => port == 0 ? Free() : port;

    public static bool IsFree(int port) =>
        IsFree(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || IsFree(IPAddress.IPv6Loopback, port)); // "localhost" is both

    private static bool IsFree(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // .NET sets SO_REUSEADDR, as the servers do: connections that linger from the last run are no obstacle.
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return true; // a machine without IPv6 on its loopback
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <exception cref="StandaloneException">Somebody listens on one of them; says who, if that can be known.</exception>
    public static async Task RequireFreeAsync(IEnumerable<(int Port, string For)> ports, CancellationToken ct = default)
    {
        foreach (var (port, use) in ports)
        {
            if (!IsFree(port))
            {
                var holder = await HolderAsync(port, ct);
                throw new StandaloneException(
                    $"Port {port}, which {use} needs, is taken{(holder is null ? "" : $" by {holder}")}: end that program, then try again.");
            }
        }
    }

    private static async Task<string?> HolderAsync(int port, CancellationToken ct)
    {
        // LISTEN 0 128 127.0.0.1:5673 0.0.0.0:* users:(("beam.smp",pid=7071,fd=35))
        try
        {
            var listing = await Cli.Wrap("ss").WithArguments(["-Hltnp", $"sport = :{port}"])
                .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(ct);
            return Holder().Match(listing.StandardOutput) is { Success: true } match
                ? $"{match.Groups["name"].Value} (process {match.Groups["id"].Value})"
                : null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null; // no ss on this machine
        }
    }

    [GeneratedRegex("""\(\("(?<name>[^"]+)",pid=(?<id>\d+)""")]
    private static partial Regex Holder();
}
