using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Avanii.ServiceDefaults;
using Avanii.Web.Contracts;
using Avanii.Web.Mail;
using Avanii.Web.Texts;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Accounts;

/// <summary>Collects what all parts of the shop keep of somebody who asks for it (GDPR, Articles 15 and 20).</summary>
public sealed class DataExports(AccountsDbContext db, SecretKey secret, Mailer mailer, TimeProvider clock)
{
    /// <summary>How long a copy lies ready, and how often one can be asked for.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromDays(7), Every = TimeSpan.FromDays(1);

    private static readonly JsonSerializerOptions s_readable = new(JsonSerializerOptions.Web) { WriteIndented = true };

    /// <returns>The account's last one, or null; null as well when a part was sealed under a secret that is lost.</returns>
    public async Task<DataExport?> FindLastAsync(Guid accountId, CancellationToken ct)
    {
        var last = await db.DataExports.AsNoTracking().Where(e => e.AccountId == accountId).OrderByDescending(e => e.RequestedAt).FirstOrDefaultAsync(ct);
        return last is not null && CanOpen(last) ? last : null;
    }

    /// <summary>Asks all who keep something.</summary>
    /// <param name="who">For whom.</param>
    /// <param name="link">Where they will fetch it.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>False when they have asked already today.</returns>
    public async Task<bool> RequestAsync(SignedIn who, string link, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"SELECT FROM accounts WHERE id = {who.AccountId} FOR UPDATE", ct); // two tabs take turns
        var now = clock.GetUtcNow();
        if (await FindLastAsync(who.AccountId, ct) is { } last && now - last.RequestedAt < Every)
        {
            return false;
        }
        var id = Guid.CreateVersion7(now);
        db.DataExports.Add(new DataExport
        {
            Id = id,
            AccountId = who.AccountId,
            RequestedAt = now,
            Link = link,
            AwaitsCatalog = true,
            SealedAccount = Seal(id, JsonSerializer.Serialize(await CollectOwnAsync(who.AccountId, ct), JsonSerializerOptions.Web)),
        });
        db.Enqueue($"data:{id}", new AccountDataRequested(id, who.Subject));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Keeps a part, in the caller's transaction. When it is the last one, the person is told.</summary>
    internal async Task KeepAsync(Guid id, string json, Action<DataExport, byte[]> put, CancellationToken ct,
        string? furtherJson = null, Action<DataExport, byte[]>? putFurther = null)
    {
        await db.Database.ExecuteSqlAsync($"SELECT FROM data_exports WHERE id = {id} FOR UPDATE", ct); // another part may come at this moment
        if (await db.DataExports.SingleOrDefaultAsync(e => e.Id == id, ct) is not { } export || export is { ReadyAt: not null, MissesCatalog: false })
        {
            return; // complete, or gone: a part that comes again, or after a week
        }
        put(export, Seal(id, json));
        if (furtherJson is not null)
        {
            putFurther!(export, Seal(id, furtherJson));
        }
        if (export is { ReadyAt: null, SealedCart: not null, SealedOrders: not null, MissesCatalog: false })
        {
            export.ReadyAt = clock.GetUtcNow();
            var email = await db.Accounts.Where(a => a.Id == export.AccountId).Select(a => a.Email!).SingleAsync(ct);
            mailer.Enqueue(email, new Letter(LetterTexts.DataReadySubject,
                new LetterPart.Paragraph(LetterTexts.DataReady),
                new LetterPart.Action(LetterTexts.FetchData, export.Link),
                new LetterPart.Note(Text.Format(LetterTexts.DataReadyNote, Keep.Days))));
        }
    }

    /// <returns>All of it as one JSON document.</returns>
    public byte[] Open(DataExport export)
    {
        var parts = new JsonObject
        {
            ["requestedAt"] = export.RequestedAt,
            ["account"] = Part(export.SealedAccount),
            ["cart"] = Part(export.SealedCart!),
            ["wishlist"] = export.SealedWishlist is { } wishlist ? Part(wishlist) : null,
            ["orders"] = Part(export.SealedOrders!),
            ["catalog"] = export.SealedCatalog is { } catalog ? Part(catalog) : null,
        };
        return JsonSerializer.SerializeToUtf8Bytes(parts, s_readable);

        JsonNode? Part(byte[] seal) => JsonNode.Parse(secret.Open(seal, Purpose(export.Id)));
    }

    /// <returns>How many were deleted.</returns>
    public Task<int> DeleteOldAsync(int atMost, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        DELETE FROM data_exports WHERE id IN (
          SELECT id FROM data_exports WHERE requested_at <= {clock.GetUtcNow() - Keep} LIMIT {atMost} FOR UPDATE SKIP LOCKED)
        """, ct);

    private async Task<object> CollectOwnAsync(Guid accountId, CancellationToken ct)
    {
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == accountId, ct);
        var passkeys = await db.Passkeys.AsNoTracking().Where(p => p.UserId == accountId).ToListAsync(ct);
        var sessions = await db.Sessions.AsNoTracking().Where(s => s.AccountId == accountId).OrderByDescending(s => s.LastSeenAt).ToListAsync(ct);
        var addresses = await db.Addresses.AsNoTracking().Where(a => a.AccountId == accountId).OrderBy(a => a.Id).ToListAsync(ct);
        var awaited = await db.BackInStockRequests.AsNoTracking().Where(r => r.AccountId == accountId || r.NormalizedEmail == account.NormalizedEmail)
            .OrderBy(r => r.RequestedAt).ToListAsync(ct);
        return new
        {
            account.Id,
            account.Name,
            account.Email,
            account.Role,
            account.Areas,
            account.CreatedAt,
            account.LastSignedInAt,
            HasPassword = account.PasswordHash is not null,
            HasAuthenticatorApp = account.SealedTotpSecret is not null,
            Passkeys = passkeys.Select(p => new { p.Data.Name, p.Data.CreatedAt }),
            RecoveryCodesLeft = await db.RecoveryCodes.CountAsync(c => c.AccountId == accountId, ct),
            Addresses = addresses.Select(a => new { a.Name, a.Street, a.Extra, a.PostalCode, a.City, a.Country, a.Phone, a.IsDefault }),
            BackInStock = awaited.Select(r => new { r.Email, r.Sku, r.ProductName, r.RequestedAt }),
            Sessions = sessions.Select(s => new { s.SignedInAt, s.LastSeenAt, s.EndsAt, s.Method, s.Device, s.Address }),
        };
    }

    private bool CanOpen(DataExport export)
    {
        try
        {
            foreach (var part in new[] { export.SealedAccount, export.SealedCart, export.SealedWishlist, export.SealedOrders, export.SealedCatalog }.OfType<byte[]>())
            {
                secret.Open(part, Purpose(export.Id));
            }
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private byte[] Seal(Guid id, string json) => secret.Seal(Encoding.UTF8.GetBytes(json), Purpose(id));

    internal static string Purpose(Guid id) => $"data-export:{id}";
}

/// <summary>Takes away copies that have lain there long enough.</summary>
internal sealed class DataExportSweeper(IServiceScopeFactory scopes, ILogger<DataExportSweeper> logger)
    : Sweeper(TimeSpan.FromMinutes(10), BatchSize, logger)
{
    private const int BatchSize = 100;

    protected override async Task<int> SweepAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DataExports>().DeleteOldAsync(BatchSize, ct);
    }
}
