using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Avanii.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Accounts;

/// <summary>How SECRET_KEY is changed; section <c>SecretRotation</c>.</summary>
public sealed class SecretRotationOptions
{
    public const string Section = "SecretRotation";

    /// <summary>Before the first look, and between two. A host ends the instances that know only the old secret a minute after the new
    /// ones are up: what is sealed anew before, they could not open.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromMinutes(2);
}

/// <summary>While SECRET_KEY_PREVIOUS is set, everything in the database that is sealed under it is sealed anew under SECRET_KEY, until a
/// look finds nothing more; then it says that SECRET_KEY_PREVIOUS can go. docs/secrets.md tells how to go about it.</summary>
/// <remarks>Sealing anew changes nothing that anybody can see, batch by batch in transactions of their own: it may be interrupted, and
/// several instances may do it.</remarks>
internal sealed class SecretRotation(
    IServiceScopeFactory scopes, SecretKey secret, IOptions<SecretRotationOptions> options, TimeProvider clock, ILogger<SecretRotation> logger) : BackgroundService
{
    private const int BatchSize = 100;
    private readonly HashSet<string> _lost = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (secret.IsRotating)
        {
            await Task.Delay(options.Value.Pause, clock, stoppingToken);
            try
            {
                if (await SealAnewAsync(stoppingToken) == 0)
                {
                    logger.LogInformation("Everything in the database is sealed under SECRET_KEY: SECRET_KEY_PREVIOUS can go as soon as the mail queues are empty.");
                    return;
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(e, "What is sealed under SECRET_KEY_PREVIOUS could not be sealed anew; it is tried again.");
            }
        }
    }

    /// <returns>How many were still sealed under the previous secret.</returns>
    private async Task<int> SealAnewAsync(CancellationToken ct)
    {
        var keys = await SealAnewAsync("signing key", "",
            (db, after) => db.SigningKeys.FromSql($"SELECT * FROM signing_keys WHERE key_id > {after} ORDER BY key_id LIMIT {BatchSize} FOR NO KEY UPDATE"),
            key => key.KeyId,
            (_, key) =>
            {
                var anew = secret.SealAnew(key.SealedPrivateKey, SigningKeys.Purpose);
                key.SealedPrivateKey = anew ?? key.SealedPrivateKey;
                return Task.FromResult(anew is not null);
            }, ct);
        var protection = await SealAnewAsync("data protection key", 0,
            (db, after) => db.DataProtectionKeys.FromSql($"SELECT * FROM data_protection_keys WHERE id > {after} ORDER BY id LIMIT {BatchSize} FOR NO KEY UPDATE"),
            key => key.Id,
            (_, key) => Task.FromResult(SealAnew(key)), ct);
        var apps = await SealAnewAsync("authenticator app of account", Guid.Empty,
            (db, after) => db.Accounts.FromSql($"SELECT * FROM accounts WHERE id > {after} AND sealed_totp_secret IS NOT NULL ORDER BY id LIMIT {BatchSize} FOR NO KEY UPDATE"),
            account => account.Id,
            (_, account) =>
            {
                var anew = secret.SealAnew(account.SealedTotpSecret, AuthenticatorApp.Purpose(account));
                account.SealedTotpSecret = anew ?? account.SealedTotpSecret;
                return Task.FromResult(anew is not null);
            }, ct);
        // Mail that was sent, too: for a broker that lost its disk it is published again.
        var mails = await SealAnewAsync("mail of outbox row", 0L,
            (db, after) => db.Outbox.FromSql($"SELECT * FROM outbox WHERE type = {typeof(MailRequested).FullName} AND sequence > {after} ORDER BY sequence LIMIT {BatchSize} FOR NO KEY UPDATE"),
            row => row.Sequence,
            async (db, row) =>
            {
                var mail = JsonSerializer.Deserialize<JsonObject>(row.Body)!;
                if (secret.SealAnew(Convert.FromBase64String((string)mail["sealed"]!), Mailer.Purpose) is not { } anew)
                {
                    return false;
                }
                mail["sealed"] = Convert.ToBase64String(anew);
                var body = mail.ToJsonString(JsonSerializerOptions.Web);
                return await db.Outbox.Where(m => m.Sequence == row.Sequence).ExecuteUpdateAsync(set => set.SetProperty(m => m.Body, body), ct) == 1;
            }, ct);
        var copies = await SealAnewAsync("copy of somebody's data", Guid.Empty,
            (db, after) => db.DataExports.FromSql($"SELECT * FROM data_exports WHERE id > {after} ORDER BY id LIMIT {BatchSize} FOR NO KEY UPDATE"),
            export => export.Id,
            (_, export) => Task.FromResult(SealAnew(export)), ct);
        return keys + protection + apps + mails + copies;
    }

    private async Task<int> SealAnewAsync<TRow, TKey>(
        string what,
        TKey first,
        Func<AccountsDbContext, TKey, IQueryable<TRow>> batch,
        Func<TRow, TKey> keyOf,
        Func<AccountsDbContext, TRow, Task<bool>> sealAnew,
        CancellationToken ct)
    {
        var (count, after) = (0, first);
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.Database.ExecuteSqlRawAsync("SELECT pg_advisory_xact_lock(4714)", ct); // instances take turns
            var rows = await batch(db, after).ToListAsync(ct);
            foreach (var row in rows)
            {
                try
                {
                    count += await sealAnew(db, row) ? 1 : 0;
                }
                catch (Exception e) when (e is CryptographicException or FormatException or JsonException or XmlException or ArgumentNullException)
                {
                    if (_lost.Add($"{what} {keyOf(row)}"))
                    {
                        logger.LogError("The {What} {Key} can be opened neither with SECRET_KEY nor with SECRET_KEY_PREVIOUS and stays as it is.", what, keyOf(row));
                    }
                }
            }
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            if (rows.Count < BatchSize)
            {
                return count;
            }
            after = keyOf(rows[^1]);
        }
    }

    // A part that was put in meanwhile is sealed under the new secret already.
    private bool SealAnew(DataExport export)
    {
        var purpose = DataExports.Purpose(export.Id);
        var account = secret.SealAnew(export.SealedAccount, purpose);
        var cart = export.SealedCart is null ? null : secret.SealAnew(export.SealedCart, purpose);
        var wishlist = export.SealedWishlist is null ? null : secret.SealAnew(export.SealedWishlist, purpose);
        var orders = export.SealedOrders is null ? null : secret.SealAnew(export.SealedOrders, purpose);
        var catalog = export.SealedCatalog is null ? null : secret.SealAnew(export.SealedCatalog, purpose);
        export.SealedAccount = account ?? export.SealedAccount;
        export.SealedCart = cart ?? export.SealedCart;
        export.SealedWishlist = wishlist ?? export.SealedWishlist;
        export.SealedOrders = orders ?? export.SealedOrders;
        export.SealedCatalog = catalog ?? export.SealedCatalog;
        return account is not null || cart is not null || wishlist is not null || orders is not null || catalog is not null;
    }

    // <key id="..."><descriptor><descriptor><encryptedSecret decryptorType="...DataProtectionUnseal..."><sealed>base64</sealed></encryptedSecret>...
    private bool SealAnew(Microsoft.AspNetCore.DataProtection.EntityFrameworkCore.DataProtectionKey key)
    {
        var xml = XElement.Parse(key.Xml!);
        var changed = false;
        foreach (var seal in xml.Descendants("sealed"))
        {
            if (secret.SealAnew(Convert.FromBase64String(seal.Value), DataProtectionSeal.Purpose) is { } anew)
            {
                seal.Value = Convert.ToBase64String(anew);
                changed = true;
            }
        }
        key.Xml = changed ? xml.ToString(SaveOptions.DisableFormatting) : key.Xml;
        return changed;
    }
}
