using System.ComponentModel.DataAnnotations;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Accounts;

/// <summary>What WebFrontend must remember about people and their sessions: for now the keys that sign and seal.</summary>
public sealed class AccountsDbContext(DbContextOptions<AccountsDbContext> options) : ServiceDbContext(options), IDataProtectionKeyContext
{
    public const string Schema = "identity";

    /// <summary>Seal cookies and forms; shared by all instances.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Sign tokens; shared by all instances.</summary>
    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.Entity<SigningKey>().HasKey(k => k.KeyId);
    }
}

/// <summary>A key pair for ES256; the private half is sealed with <see cref="SecretKey"/>.</summary>
public sealed class SigningKey
{
    [MaxLength(64)]
    public required string KeyId { get; init; }

    /// <summary>PKCS #8, sealed.</summary>
    public required byte[] SealedPrivateKey { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
