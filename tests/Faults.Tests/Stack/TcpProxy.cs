using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Avanii.Faults;

/// <summary>A stretch of network between a service and a server, which can be cut, slowed down and stopped.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly DnsEndPoint _target;
    private readonly ConcurrentDictionary<Link, byte> _links = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private volatile bool _refuses;
    private volatile TaskCompletionSource _flows = Completed();
    private TimeSpan _delay;

    public TcpProxy(DnsEndPoint target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Breaks every connection, and takes none for that long.</summary>
    /// <returns>How many connections were broken.</returns>
    public async Task<int> CutAsync(TimeSpan during, CancellationToken ct)
    {
        _refuses = true;
        var broken = _links.Keys.ToList();
        broken.ForEach(link => link.Break());
        try
        {
            await Task.Delay(during, ct);
        }
        finally
        {
            _refuses = false;
        }
        return broken.Count;
    }

    /// <summary>Makes each piece of data wait, for that long.</summary>
    public async Task SlowAsync(TimeSpan delay, TimeSpan during, CancellationToken ct)
    {
        _delay = delay;
        try
        {
            await Task.Delay(during, ct);
        }
        finally
        {
            _delay = TimeSpan.Zero;
        }
    }

    /// <summary>Lets nothing pass for that long, while connections stay open: the other side seems to think.</summary>
    public async Task StallAsync(TimeSpan during, CancellationToken ct)
    {
        var stalled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _flows = stalled;
        try
        {
            await Task.Delay(during, ct);
        }
        finally
        {
            _flows = Completed();
            stalled.SetResult();
        }
    }

    /// <summary>Lets nothing pass for that long, and then breaks every connection: what was on its way never arrives, in neither
    /// direction, and nobody knows whether it did.</summary>
    /// <returns>How many connections were broken.</returns>
    public async Task<int> SwallowAsync(TimeSpan during, CancellationToken ct)
    {
        var stalled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var broken = new List<Link>();
        _flows = stalled;
        try
        {
            await Task.Delay(during, ct);
        }
        finally
        {
            broken.AddRange(_links.Keys);
            broken.ForEach(link => link.Break());
            _flows = Completed();
            stalled.SetResult();
        }
        return broken.Count;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        foreach (var link in _links.Keys)
        {
            link.Break();
        }
        _end.Dispose();
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // the end, or a client that went away before it was greeted
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var link = new Link(client);
        if (_refuses)
        {
            link.Break();
            return;
        }
        _links.TryAdd(link, 0);
        try
        {
            await link.Server.ConnectAsync(_target.Host, _target.Port, _end.Token);
            link.Client.NoDelay = link.Server.NoDelay = true;
            var (client1, server1) = (link.Client.GetStream(), link.Server.GetStream());
            await Task.WhenAny(PumpAsync(client1, server1), PumpAsync(server1, client1));
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // the server is dead, or the link was broken: the client is to see no more of it than that
        }
        finally
        {
            _links.TryRemove(link, out _);
            link.Break();
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            while (await from.ReadAsync(buffer, _end.Token) is > 0 and var count)
            {
                await _flows.Task;
                if (_delay > TimeSpan.Zero)
                {
                    await Task.Delay(_delay, _end.Token);
                }
                await to.WriteAsync(buffer.AsMemory(0, count), _end.Token);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // one side has gone: the other is told by the end of the link
        }
    }

    private sealed class Link(TcpClient client) : IDisposable
    {
        public TcpClient Client => client;

        public TcpClient Server { get; } = new();

        /// <summary>With a reset, as when a cable is pulled and somebody notices.</summary>
        public void Break()
        {
            foreach (var end in new[] { client, Server })
            {
                try
                {
                    end.LingerState = new LingerOption(true, 0);
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException or NullReferenceException)
                {
                    // closed before
                }
                end.Dispose();
            }
        }

        public void Dispose() => Break();
    }
}
