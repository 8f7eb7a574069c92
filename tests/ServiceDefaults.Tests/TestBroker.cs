using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Avanii.ServiceDefaults.Tests;

/// <summary>Looks at a virtual host as nobody of the shop would: past MassTransit.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    private readonly IConnection _connection;

    private TestBroker(IConnection connection) => _connection = connection;

    public static async Task<TestBroker> ConnectAsync(Uri broker) => new(await new ConnectionFactory { Uri = broker }.CreateConnectionAsync());

    /// <returns>How many messages lie in the queue; null when there is none of that name.</returns>
    public async Task<uint?> DepthAsync(string queue)
    {
        await using var channel = await _connection.CreateChannelAsync();
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == 404)
        {
            return null;
        }
    }

    public async Task SendAsync(string queue, string body, string? messageId = null, IDictionary<string, object?>? headers = null)
    {
        await using var channel = await _connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var properties = new BasicProperties { Persistent = true, ContentType = "application/vnd.masstransit+json", MessageId = messageId, Headers = headers };
        await channel.BasicPublishAsync("", queue, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
    }

    /// <returns>The first message, which is gone then; null when there is none.</returns>
    public async Task<BasicGetResult?> TakeAsync(string queue)
    {
        await using var channel = await _connection.CreateChannelAsync();
        return await channel.BasicGetAsync(queue, autoAck: true);
    }

    public async Task DeleteAsync(string queue)
    {
        await using var channel = await _connection.CreateChannelAsync();
        await channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false);
        await channel.ExchangeDeleteAsync(queue);
    }

    /// <summary>A message as MassTransit writes it.</summary>
    public static string Envelope(string? messageId, string message, string type = "Avanii.ServiceDefaults.Tests:MoneyMoved") => $$"""
        {"messageId":{{(messageId is null ? "null" : $"\"{messageId}\"")}},"messageType":["urn:message:{{type}}"],"message":{{message}}}
        """;

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();
}
