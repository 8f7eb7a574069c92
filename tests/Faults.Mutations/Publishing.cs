using System.Runtime.CompilerServices;
using System.Text.Json;
using Avanii.ServiceDefaults.Messaging;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Faults.Mutations;

/// <summary>No outbox: events are published by the code that wrote them, and not again.</summary>
internal abstract class DirectPublishing : Mutation
{
    private IBus? _bus;

    public override void OnBuilt(IServiceProvider services) => _bus = services.GetService<IBus>();

    /// <returns>The events that are about to be written; marked, so that the relay leaves them alone.</returns>
    protected static List<OutboxMessage> Take(DbContext context)
    {
        var added = context.ChangeTracker.Entries<OutboxMessage>().Where(entry => entry.State == EntityState.Added).ToList();
        added.ForEach(entry => entry.Property(message => message.SentAt).CurrentValue = DateTimeOffset.UtcNow);
        return [.. added.Select(entry => entry.Entity)];
    }

    protected async Task PublishAsync(IEnumerable<OutboxMessage> messages)
    {
        foreach (var message in messages)
        {
            Effects.Note();
            var type = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(message.Type)).First(found => found is not null)!;
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await _bus!.Publish(JsonSerializer.Deserialize(message.Body, type, JsonSerializerOptions.Web)!, type, context => context.MessageId = message.MessageId, limit.Token);
        }
    }
}

/// <summary>Commit first, then publish, once: what dies in between is lost.</summary>
internal sealed class PublishAfterCommit : DirectPublishing
{
    private readonly ConditionalWeakTable<DbContext, List<OutboxMessage>> _waiting = [];

    public override void OnSaving(DbContext context) => _waiting.GetOrCreateValue(context).AddRange(Take(context));

    public override void OnCommitted(DbContext context)
    {
        if (!_waiting.TryGetValue(context, out var messages))
        {
            return;
        }
        _waiting.Remove(context);
        _ = Task.Run(async () =>
        {
            try
            {
                await PublishAsync(messages);
            }
            catch (Exception)
            {
                // that was the one try
            }
        });
    }
}

/// <summary>Publish first, then commit: what is not committed was told all the same.</summary>
internal sealed class PublishBeforeCommit : DirectPublishing
{
    public override void OnSaving(DbContext context)
    {
        var messages = Take(context);
        Task.Run(() => PublishAsync(messages)).GetAwaiter().GetResult();
    }
}

/// <summary>Messages that the broker keeps in memory only.</summary>
internal sealed class TransientMessages : Mutation
{
    public override void OnBuilt(IServiceProvider services) => services.GetService<IBus>()?.ConnectPublishObserver(new Observer());

    private sealed class Observer : IPublishObserver
    {
        public Task PrePublish<T>(PublishContext<T> context)
            where T : class
        {
            context.Durable = false;
            Effects.Note();
            return Task.CompletedTask;
        }

        public Task PostPublish<T>(PublishContext<T> context)
            where T : class => Task.CompletedTask;

        public Task PublishFault<T>(PublishContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}
