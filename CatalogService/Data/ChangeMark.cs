using Avanii.Catalog.Products;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Avanii.Catalog.Data;

/// <summary>Which transaction last changed a row, for <see cref="ProductIndex"/>. Triggers keep it, so that whoever writes to the table
/// (an older release, COPY, a person at the console) need not know of it. A number from a sequence would not do: it is given before the
/// commit, and what commits late with a low number would never be read.</summary>
internal static class ChangeMark
{
    public static void AddTo<T>(EntityTypeBuilder<T> entity)
        where T : class
    {
        const string Name = "Changed";
        entity.Property<ulong>(Name).HasColumnType("xid8").HasDefaultValueSql("pg_current_xact_id()");
        entity.HasIndex(Name);
    }
}
