using System.Security.Cryptography;
using System.Text;
using Avanii.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Accounts;

/// <summary>Counts attempts in the database, so that all instances count together. One statement for each attempt, committed by itself:
/// what is refused afterwards was still tried.</summary>
public sealed class AttemptLimits(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>Counts this attempt.</summary>
    /// <param name="what">What is tried, such as <c>sign-in</c>.</param>
    /// <param name="who">By or against whom: an address, an account.</param>
    /// <param name="limit">How many are let through in a window.</param>
    /// <param name="window">From the first attempt on.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Null when it may go on, else after how long it may be tried again.</returns>
    public async Task<TimeSpan?> TryAsync(string what, string who, int limit, TimeSpan window, CancellationToken ct)
    {
        var key = KeyOf(what, who);
        var now = clock.GetUtcNow();
        var ends = now + window;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        var counted = (await db.Database.SqlQuery<Counted>($"""
            INSERT INTO attempts AS a (key, count, ends_at) VALUES ({key}, 1, {ends})
            ON CONFLICT (key) DO UPDATE SET
              count = CASE WHEN a.ends_at <= {now} THEN 1 ELSE least(a.count + 1, 1000000) END,
              ends_at = CASE WHEN a.ends_at <= {now} THEN {ends} ELSE a.ends_at END
            RETURNING count, ends_at
            """).ToListAsync(ct)).Single();
        return counted.Count <= limit ? null : counted.EndsAt - now;
    }

    /// <summary>As <see cref="TryAsync"/>, by where it comes from.</summary>
    /// <param name="what">What is tried.</param>
    /// <param name="address">The client's; of IPv6 its network counts.</param>
    /// <param name="limit">How many are let through in a window.</param>
    /// <param name="window">From the first attempt on.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<TimeSpan?> TryFromAsync(string what, string? address, int limit, TimeSpan window, CancellationToken ct) =>
        TryAsync($"{what} from an address", AddressLimit.PartitionOf(address), limit, window, ct);

    /// <summary>This attempt was none, after all: it is taken back, and no other.</summary>
    public async Task TakeBackAsync(string what, string who, CancellationToken ct)
    {
        var key = KeyOf(what, who);
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Attempts.Where(a => a.Key == key && a.Count > 0)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.Count, a => a.Count - 1), ct);
    }

    /// <summary>As <see cref="TakeBackAsync"/>, for what <see cref="TryFromAsync"/> counted.</summary>
    public Task TakeBackFromAsync(string what, string? address, CancellationToken ct) =>
        TakeBackAsync($"{what} from an address", AddressLimit.PartitionOf(address), ct);

    /// <summary>It went well: what was counted before is forgotten.</summary>
    public async Task ForgetAsync(string what, string who, CancellationToken ct)
    {
        var key = KeyOf(what, who);
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AccountsDbContext>().Attempts.Where(a => a.Key == key).ExecuteDeleteAsync(ct);
    }

    private static byte[] KeyOf(string what, string who) => SHA256.HashData(Encoding.UTF8.GetBytes($"{what}\n{who}"));

    private sealed record Counted(int Count, DateTimeOffset EndsAt);
}

/// <summary>Takes away what is over: sessions and attempt counts.</summary>
internal sealed class AccountsSweeper(IServiceScopeFactory scopes, TimeProvider clock, ILogger<AccountsSweeper> logger)
    : Sweeper(TimeSpan.FromMinutes(10), batchSize: 1000, logger)
{
    protected override async Task<int> SweepAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        var now = clock.GetUtcNow();
        var counts = await db.Database.ExecuteSqlAsync(
            $"DELETE FROM attempts WHERE key IN (SELECT key FROM attempts WHERE ends_at <= {now} LIMIT 500 FOR UPDATE SKIP LOCKED)", ct);
        var sessions = await db.Database.ExecuteSqlAsync(
            $"DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE ends_at <= {now} LIMIT 500 FOR UPDATE SKIP LOCKED)", ct);
        return counts + sessions;
    }
}
