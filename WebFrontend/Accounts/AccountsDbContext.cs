using System.ComponentModel.DataAnnotations;
using Avanii.ServiceDefaults;
using Avanii.Web.BackInStock;
using Avanii.Web.BackOffice;
using Avanii.Web.Content;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Avanii.Web.Accounts;

/// <summary>What WebFrontend must remember about people and their sessions, the keys that sign and seal, and what staff write for the shop.</summary>
public sealed class AccountsDbContext(DbContextOptions<AccountsDbContext> options) : ServiceDbContext(options), IDataProtectionKeyContext
{
    public const string Schema = "identity";

    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();
    public DbSet<IdentityUserPasskey<Guid>> Passkeys => Set<IdentityUserPasskey<Guid>>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<DataExport> DataExports => Set<DataExport>();
    public DbSet<SavedAddress> Addresses => Set<SavedAddress>();
    public DbSet<UsedUndoLink> UsedUndoLinks => Set<UsedUndoLink>();
    public DbSet<AttemptCount> Attempts => Set<AttemptCount>();
    public DbSet<DeletedAccount> DeletedAccounts => Set<DeletedAccount>();
    public DbSet<StaffInvitation> StaffInvitations => Set<StaffInvitation>();
    public DbSet<BackInStockRequest> BackInStockRequests => Set<BackInStockRequest>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<StoredPage> Pages => Set<StoredPage>();
    public DbSet<PageRevision> PageRevisions => Set<PageRevision>();
    public DbSet<StoredHome> Home => Set<StoredHome>();
    public DbSet<ContentState> ContentStates => Set<ContentState>();

    /// <summary>Seal cookies and forms; shared by all instances.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Sign tokens; shared by all instances.</summary>
    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var changed = ChangeTracker.WaysInChanged();
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (changed.Count > 0)
        {
            var logger = this.GetService<ILoggerFactory>().CreateLogger(typeof(SecurityLog).FullName!);
            foreach (var (account, what) in changed)
            {
                logger.WayInChanged(account, what);
            }
        }
        return saved;
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.Entity<SigningKey>().HasKey(k => k.KeyId);
        // Not IdentityDbContext: a service's context has outbox and inbox, and of Identity's tables the shop needs two.
        modelBuilder.Entity<Account>(account =>
        {
            account.ToTable("accounts");
            account.Property(a => a.Id).ValueGeneratedNever();
            account.Property(a => a.UserName).HasMaxLength(256);
            account.Property(a => a.NormalizedUserName).HasMaxLength(256);
            account.Property(a => a.Email).HasMaxLength(254).IsRequired();
            account.Property(a => a.NormalizedEmail).HasMaxLength(254).IsRequired();
            account.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
            account.HasIndex(a => a.NormalizedUserName).IsUnique();
            account.HasIndex(a => a.NormalizedEmail).IsUnique(); // two who register at once with one address
            account.HasIndex(a => new { a.Role, a.Id }).HasFilter($"role <> '{Roles.Shopper}'"); // few among many
            // Lockout is counted in AttemptCount, by more than the account; nobody is called by phone.
            account.Ignore(a => a.PhoneNumber).Ignore(a => a.PhoneNumberConfirmed).Ignore(a => a.TwoFactorEnabled)
                .Ignore(a => a.LockoutEnd).Ignore(a => a.LockoutEnabled).Ignore(a => a.AccessFailedCount);
            account.HasMany<RecoveryCode>().WithOne().HasForeignKey(c => c.AccountId);
            account.HasMany<Session>().WithOne().HasForeignKey(s => s.AccountId);
            account.HasMany<IdentityUserPasskey<Guid>>().WithOne().HasForeignKey(p => p.UserId);
            account.HasMany<SavedAddress>().WithOne().HasForeignKey(a => a.AccountId);
        });
        modelBuilder.Entity<RecoveryCode>().HasKey(c => new { c.AccountId, c.Hash });
        modelBuilder.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("passkeys");
            passkey.HasKey(p => p.CredentialId);
            passkey.Property(p => p.CredentialId).HasMaxLength(1024); // WebAuthn: 1023 bytes at most
            passkey.OwnsOne(p => p.Data).ToJson();
        });
        modelBuilder.Entity<Session>(session =>
        {
            session.Property(s => s.Id).ValueGeneratedNever();
            session.HasIndex(s => s.EndsAt); // what is over is swept
        });
        modelBuilder.Entity<DataExport>(export =>
        {
            export.ToTable("data_exports");
            export.Property(e => e.Id).ValueGeneratedNever();
            export.HasOne<Account>().WithMany().HasForeignKey(e => e.AccountId);
            export.Property(e => e.AwaitsCatalog).HasDefaultValue(false); // for instances that do not know it
            export.HasIndex(e => e.RequestedAt); // what is old is swept
        });
        modelBuilder.Entity<SavedAddress>(address =>
        {
            address.Property(a => a.Id).ValueGeneratedNever();
            address.Ignore(a => a.InShort);
            address.HasIndex(a => a.AccountId, "Default").HasDatabaseName("ix_addresses_default").IsUnique().HasFilter("is_default");
            address.HasIndex(a => a.AccountId, "Account").HasDatabaseName("ix_addresses_account_id");
        });
        modelBuilder.Entity<UsedUndoLink>(used =>
        {
            used.ToTable("used_undo_links");
            used.Property(u => u.Id).ValueGeneratedNever();
            used.HasOne<Account>().WithMany().HasForeignKey(u => u.AccountId);
        });
        modelBuilder.Entity<DeletedAccount>(deleted =>
        {
            deleted.ToTable("deleted_accounts");
            deleted.Property(d => d.Id).ValueGeneratedNever();
        });
        modelBuilder.Entity<AttemptCount>(count =>
        {
            count.ToTable("attempts");
            count.HasKey(a => a.Key);
            count.HasIndex(a => a.EndsAt);
        });
        modelBuilder.Entity<StaffInvitation>(invitation =>
        {
            invitation.Property(i => i.Id).ValueGeneratedNever();
            invitation.Ignore(i => i.Rights).Ignore(i => i.AboutId).Ignore(i => i.AddressAlone);
            invitation.HasIndex(i => i.NormalizedEmail).IsUnique();
        });
        modelBuilder.Entity<BackInStockRequest>(request =>
        {
            request.ToTable("back_in_stock_requests");
            request.Property(r => r.Id).ValueGeneratedNever();
            request.Property(r => r.HeardVersion).HasDefaultValue(0L);
            request.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Cascade);
            request.HasIndex(r => new { r.NormalizedEmail, r.Sku }).IsUnique();
            request.HasIndex(r => r.Sku);
            request.HasIndex(r => r.RequestedAt); // what is old is swept
            request.HasIndex(r => r.DueAt).HasFilter("due_at IS NOT NULL"); // few, and soon gone
        });
        modelBuilder.AddContent();
        // No foreign keys: what was done outlives the account of who did it, and does not keep that from being deleted.
        modelBuilder.Entity<AuditEntry>().HasIndex(e => new { e.Area, e.Id });
    }
}

/// <summary>A key pair for ES256; the private half is sealed with <see cref="SecretKey"/>.</summary>
public sealed class SigningKey
{
    [MaxLength(64)]
    public required string KeyId { get; init; }

    /// <summary>PKCS #8, sealed.</summary>
    public required byte[] SealedPrivateKey { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>An account that is gone for good. The services have erased its subject, and would erase what came after it: its id is never used again.</summary>
public sealed class DeletedAccount
{
    public Guid Id { get; init; }
}

/// <summary>How often something was tried within its window; shared by all instances.</summary>
public sealed class AttemptCount
{
    /// <summary>What is counted for whom, hashed: the table names nobody.</summary>
    [MaxLength(32)]
    public required byte[] Key { get; init; }

    public int Count { get; init; }

    /// <summary>Counting begins anew then.</summary>
    public DateTimeOffset EndsAt { get; init; }
}
