using Microsoft.Extensions.Options;

namespace Avanii.ServiceDefaults.Messaging;

/// <summary>How many consumers of this process may hold a database connection, whichever their queues: a backlog must leave connections
/// to requests. One number for all queues and not one for each, so that a single long queue has the whole of it; and a message that
/// waits for its next attempt holds no turn.</summary>
public sealed class ConsumerTurns(IOptions<MessagingOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _turns = new(options.Value.ConsumersAtOnce);

    internal async Task<IDisposable> TakeAsync(CancellationToken ct)
    {
        await _turns.WaitAsync(ct);
        return new Turn(_turns);
    }

    public void Dispose() => _turns.Dispose();

    private sealed class Turn(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
