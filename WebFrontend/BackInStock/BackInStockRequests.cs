using Avanii.Web.Accounts;
using Avanii.Web.Mail;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.BackInStock;

/// <summary>Who waits for what.</summary>
/// <remarks>The letters go when the variant can be had again: oldest request first, a batch with the news, the rest of them batch by batch by
/// <see cref="BackInStockSweeper"/> as long as it can be had. A variant that is sold out again in between keeps the others waiting.</remarks>
public sealed class BackInStockRequests(AccountsDbContext db, Mailer mailer, BackInStockLetters letters, TimeProvider clock)
{
    /// <summary>Nobody remembers having asked by then.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromDays(180);

    /// <summary>What one address may wait for.</summary>
    public const int MaxOpen = 50;

    /// <summary>Letters in one transaction, and so of one event.</summary>
    public const int BatchSize = 100;

    /// <summary>Keeps the request; asked again, it is kept once.</summary>
    /// <returns>False when the address waits for as much as it may.</returns>
    public async Task<bool> KeepAsync(Wish wish, Guid? accountId, CancellationToken ct)
    {
        var email = BackInStockRequest.Normalize(wish.Email);
        if (await db.BackInStockRequests.CountAsync(r => r.NormalizedEmail == email && r.Sku != wish.Sku, ct) >= MaxOpen)
        {
            return false;
        }
        var now = clock.GetUtcNow();
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO back_in_stock_requests AS kept (id, email, normalized_email, account_id, sku, product_slug, product_name, culture, requested_at, heard_version)
            VALUES ({Guid.CreateVersion7(now)}, {wish.Email}, {email}, {accountId}, {wish.Sku}, {wish.Slug}, {wish.ProductName}, {wish.Culture}, {now},
              {wish.AvailabilityVersion})
            ON CONFLICT (normalized_email, sku) DO UPDATE SET culture = excluded.culture, account_id = coalesce(kept.account_id, excluded.account_id)
            """, ct);
        return true;
    }

    /// <summary>Forgets what an address waits for.</summary>
    /// <param name="email">Whose.</param>
    /// <param name="sku">That variant alone; null: all.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task ForgetAsync(string email, string? sku, CancellationToken ct)
    {
        var normalized = BackInStockRequest.Normalize(email);
        return db.BackInStockRequests.Where(r => r.NormalizedEmail == normalized && (sku == null || r.Sku == sku)).ExecuteDeleteAsync(ct);
    }

    /// <summary>News of a variant, by an event or by the catalogue's own answer, in the caller's transaction if there is one.</summary>
    public Task HearAsync(string sku, bool canBeHad, long version, CancellationToken ct)
    {
        DateTimeOffset? due = canBeHad ? clock.GetUtcNow() : null;
        // In one order for everybody: two pieces of news of one variant at once take turns.
        return db.Database.ExecuteSqlAsync($"""
            UPDATE back_in_stock_requests AS kept SET heard_version = {version}, due_at = {due}
            FROM (SELECT id FROM back_in_stock_requests WHERE sku = {sku} AND heard_version < {version} ORDER BY id FOR UPDATE) AS waiting
            WHERE kept.id = waiting.id
            """, ct);
    }

    /// <summary>Queues a batch of the letters that are due, and takes their requests away, both in the caller's transaction and when it saves.</summary>
    /// <param name="sku">About that variant alone; null: about any.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>How many; fewer than a batch: there are no more, but what others are sending.</returns>
    public async Task<int> SendDueAsync(string? sku, CancellationToken ct)
    {
        var due = await db.BackInStockRequests.FromSql($"""
            SELECT * FROM back_in_stock_requests WHERE due_at IS NOT NULL AND ({sku}::text IS NULL OR sku = {sku})
            ORDER BY requested_at, id LIMIT {BatchSize} FOR UPDATE SKIP LOCKED
            """).ToListAsync(ct);
        var ids = due.Select(request => request.AccountId).OfType<Guid>().Distinct().ToList();
        var addresses = await db.Accounts.Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.Email!, ct);
        foreach (var request in due)
        {
            var to = request.AccountId is { } id && addresses.TryGetValue(id, out var present) ? present : request.Email;
            mailer.Enqueue(to, letters.Back(request.Email, request.ProductName, request.ProductSlug, request.Sku, request.Culture));
        }
        db.BackInStockRequests.RemoveRange(due);
        return due.Count;
    }

    /// <returns>How many were deleted.</returns>
    public Task<int> DeleteOldAsync(int atMost, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        DELETE FROM back_in_stock_requests WHERE id IN (
          SELECT id FROM back_in_stock_requests WHERE requested_at <= {clock.GetUtcNow() - Keep} LIMIT {atMost} FOR UPDATE SKIP LOCKED)
        """, ct);
}
