using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Avanii.AppHost.Standalone;

namespace Avanii.Faults;

/// <summary>A queue as the broker counts it, every few seconds.</summary>
internal sealed record QueueCount(string Name, int Messages, int Unacknowledged)
{
    /// <summary>A message that failed for good lies there, or one that nobody wanted.</summary>
    public bool IsForFailures => Name.EndsWith("_error", StringComparison.Ordinal) || Name.EndsWith("_skipped", StringComparison.Ordinal);
}

/// <summary>Looks into the broker from outside.</summary>
internal sealed class BrokerView(RabbitMqInstance broker)
{
    /// <exception cref="HttpRequestException">The broker is dead, or still starting.</exception>
    public async Task<IReadOnlyList<QueueCount>> QueuesAsync(CancellationToken ct)
    {
        using var http = broker.Server.ManagementClient();
        http.Timeout = TimeSpan.FromSeconds(5);
        var queues = await http.GetFromJsonAsync<JsonArray>("api/queues", ct);
        return [.. queues!.Where(queue => !IsOfDeadInstance(queue!)).Select(queue => new QueueCount(
            queue!["name"]!.GetValue<string>(), queue["messages"]?.GetValue<int>() ?? 0, queue["messages_unacknowledged"]?.GetValue<int>() ?? 0))];
    }

    // What an instance hears for itself alone lies there until its queue expires, and is nobody's any more once the instance was killed.
    private static bool IsOfDeadInstance(JsonNode queue) => queue["arguments"] is JsonObject arguments && arguments.ContainsKey("x-expires") && queue["consumers"]?.GetValue<int>() is 0 or null;

    /// <returns>Null when the broker does not answer.</returns>
    public async Task<int?> UnacknowledgedAsync()
    {
        try
        {
            return (await QueuesAsync(CancellationToken.None)).Sum(queue => queue.Unacknowledged);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }
}
