using Microsoft.Extensions.DependencyInjection;

namespace Avanii.ServiceDefaults.Messaging;

/// <summary>What <see cref="MessagingEndpoints"/> does about failed messages, for a service that has no API for staff: <c>--errors</c>
/// and <c>--replay</c>, for whoever may run a command beside it.</summary>
public static class MessagingCommands
{
    private const int MostShown = 100;

    public static ServiceCommand Errors { get; } = new("--errors", ShowAsync);

    public static ServiceCommand Replay { get; } = new("--replay", ReplayAsync);

    // Without the messages' bodies: this is printed into logs of hosts.
    private static async Task<int> ShowAsync(IServiceProvider services, string[] arguments, CancellationToken ct)
    {
        foreach (var queue in services.GetRequiredService<BrokerQueues>().Own)
        {
            var (messages, total) = await services.GetRequiredService<ErrorQueues>().LookAsync(queue, skip: 0, MostShown, ct);
            if (total > 0)
            {
                Console.WriteLine($"{queue}: {total}");
            }
            foreach (var message in messages)
            {
                Console.WriteLine($"  {message.MessageId} {message.FailedAt:u} {message.Reason}");
            }
        }
        return 0;
    }

    private static async Task<int> ReplayAsync(IServiceProvider services, string[] arguments, CancellationToken ct)
    {
        var queues = services.GetRequiredService<BrokerQueues>().Own;
        if (arguments is not ([_] or [_, _]) || !queues.Contains(arguments[0]))
        {
            await Console.Error.WriteLineAsync($"--replay QUEUE [MESSAGE-ID], where QUEUE is one of {string.Join(", ", queues)}.");
            return 2;
        }
        var count = await services.GetRequiredService<ErrorQueues>().ReplayAsync(arguments[0], arguments.ElementAtOrDefault(1), ct);
        Console.WriteLine($"{count} messages of {arguments[0]} are delivered again.");
        return 0;
    }
}
