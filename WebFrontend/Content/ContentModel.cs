using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Avanii.Web.Content;

/// <summary>The tables of what staff write for the shop. They belong to the context of the accounts, so that a change, its line in the
/// log of the back office and its event commit together; the same role owns both schemas.</summary>
internal static class ContentModel
{
    public const string Schema = "content";

    public static void AddContent(this ModelBuilder model)
    {
        model.Entity<StoredPage>(page =>
        {
            page.ToTable("pages", Schema);
            page.HasKey(p => p.Slug);
            page.Property(p => p.Revision).IsConcurrencyToken();
            page.Property(p => p.Texts).IsJson();
        });
        model.Entity<PageRevision>(revision =>
        {
            revision.ToTable("page_revisions", Schema);
            revision.HasKey(r => new { r.Slug, r.Number });
            revision.HasOne<StoredPage>().WithMany().HasForeignKey(r => r.Slug);
            revision.Property(r => r.Texts).IsJson();
        });
        model.Entity<StoredHome>(home =>
        {
            home.ToTable("home", Schema, table => table.HasCheckConstraint("ck_home_one_row", "id = 1"));
            home.Property(h => h.Id).ValueGeneratedNever();
            home.Property(h => h.Revision).IsConcurrencyToken();
            home.Property(h => h.Layout).IsJson();
        });
        model.Entity<ContentState>(state =>
        {
            state.ToTable("state", Schema, table => table.HasCheckConstraint("ck_state_one_row", "id = 1"));
            state.Property(s => s.Id).ValueGeneratedNever();
        });
    }

    /// <summary>A document: read and written whole, and never asked about what is in it.</summary>
    private static void IsJson<T>(this PropertyBuilder<T> property)
        where T : class
        => property.HasColumnType("jsonb").HasConversion(
            value => JsonSerializer.Serialize(value, JsonSerializerOptions.Web),
            json => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!,
            new ValueComparer<T>(
                (one, other) => JsonSerializer.Serialize(one, JsonSerializerOptions.Web) == JsonSerializer.Serialize(other, JsonSerializerOptions.Web),
                value => JsonSerializer.Serialize(value, JsonSerializerOptions.Web).GetHashCode(StringComparison.Ordinal),
                value => value)); // never changed in place
}
