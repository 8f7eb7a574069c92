using RabbitMQ.Client;

namespace Avanii.ServiceDefaults.Messaging;

/// <summary>The service's own connection to the broker beside MassTransit's, for what that does not do: declaring other services'
/// queues, and looking into error queues. Made at first need, and again after it broke.</summary>
internal sealed class BrokerConnection(Uri broker, string name) : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _turn = new(1);
    private IConnection? _connection;

    public async Task<IConnection> GetAsync(CancellationToken ct)
    {
        if (_connection is { IsOpen: true } open)
        {
            return open;
        }
        await _turn.WaitAsync(ct);
        try
        {
            if (_connection is { IsOpen: true } meanwhile)
            {
                return meanwhile;
            }
            if (_connection is { } broken)
            {
                _connection = null;
                await broken.DisposeAsync();
            }
            var factory = new ConnectionFactory
            {
                Uri = broker,
                ClientProvidedName = $"{name} queues",
                AutomaticRecoveryEnabled = false, // whoever holds this one learns that the broker may have lost what was declared on it
                RequestedConnectionTimeout = s_patience,
                ContinuationTimeout = s_patience,
                HandshakeContinuationTimeout = s_patience,
            };
            return _connection = await factory.CreateConnectionAsync(ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <returns>A channel on which a publish returns after the broker's confirm, and throws without one.</returns>
    public async Task<IChannel> OpenChannelAsync(CancellationToken ct) =>
        await (await GetAsync(ct)).CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), ct);

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            await connection.DisposeAsync();
        }
        _turn.Dispose();
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _turn.Dispose();
    }
}
