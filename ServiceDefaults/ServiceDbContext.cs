using System.Diagnostics;
using System.Text.Json;
using Avanii.ServiceDefaults.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.ServiceDefaults;

/// <summary>What each service keeps in its schema besides its own tables: outbox, inbox, and the public keys it trusts.</summary>
public abstract class ServiceDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
    public DbSet<InboxMessage> Inbox => Set<InboxMessage>();

    /// <summary>Messages were added since the last commit: somebody should wake the relay after the next one.</summary>
    internal bool HasEnqueued { get; set; }

    /// <summary>Publishes the event if and when this context's changes commit.</summary>
    /// <param name="aggregate">What it is about, such as <c>order:0199...</c>, at most 100 characters: events of one aggregate are
    /// published in the order in which they were written.</param>
    /// <param name="message">A record from a Contracts project.</param>
    public void Enqueue<T>(string aggregate, T message)
        where T : class
    {
        var activity = Activity.Current;
        Outbox.Add(new OutboxMessage
        {
            MessageId = Guid.CreateVersion7(),
            Aggregate = aggregate,
            Type = message.GetType().FullName!,
            Body = JsonSerializer.Serialize(message, message.GetType(), JsonSerializerOptions.Web),
            TraceParent = activity?.Id,
            TraceState = activity?.TraceStateString,
        });
        HasEnqueued = true;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<OutboxMessage>(outbox =>
        {
            outbox.ToTable("outbox");
            outbox.HasKey(m => m.Sequence);
            outbox.HasIndex(m => m.MessageId).IsUnique();
            outbox.Property(m => m.CreatedAt).HasDefaultValueSql("now()");
            outbox.Property(m => m.DueAt).HasDefaultValueSql("now()");
            // All that the relay looks at; empty when nothing waits, however many rows were sent.
            outbox.HasIndex(m => m.Sequence).HasFilter("sent_at IS NULL").HasDatabaseName("ix_outbox_waiting");
            outbox.HasIndex(m => new { m.Aggregate, m.Sequence }).HasFilter("sent_at IS NULL").HasDatabaseName("ix_outbox_waiting_of_aggregate");
            outbox.HasIndex(m => m.SentAt).HasFilter("sent_at IS NOT NULL").HasDatabaseName("ix_outbox_sent");
        });
        modelBuilder.Entity<InboxMessage>(inbox =>
        {
            inbox.ToTable("inbox");
            inbox.HasKey(m => new { m.Consumer, m.MessageId });
            inbox.Property(m => m.AcceptedAt).HasDefaultValueSql("now()");
            inbox.HasIndex(m => m.AcceptedAt);
        });
        modelBuilder.Entity<TrustedKeySet>(keys =>
        {
            keys.ToTable("trusted_keys", t => t.HasCheckConstraint("ck_trusted_keys_one_row", "id = 1"));
            keys.Property(k => k.Id).ValueGeneratedNever();
        });
    }
}

/// <summary>The last good set of public keys; a single row.</summary>
internal sealed class TrustedKeySet
{
    public int Id { get; init; }
    public required string KeySet { get; set; }
    public DateTimeOffset FetchedAt { get; set; }
}

/// <summary>Keeps the public keys in the service's own schema, so that a restart needs no WebFrontend.</summary>
internal sealed class TrustedKeyStore(IServiceScopeFactory scopes, TimeProvider clock) : ITrustedKeyStore
{
    public async Task<string?> LoadAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
        return await db.Set<TrustedKeySet>().Select(k => k.KeySet).SingleOrDefaultAsync(ct);
    }

    public async Task SaveAsync(string keySet, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
        var now = clock.GetUtcNow();
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO trusted_keys (id, key_set, fetched_at) VALUES (1, {keySet}, {now}) ON CONFLICT (id) DO UPDATE SET key_set = excluded.key_set, fetched_at = excluded.fetched_at", ct);
    }
}
