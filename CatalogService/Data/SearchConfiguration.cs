using Avanii.Catalog.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Avanii.Catalog.Data;

internal sealed class SearchConfiguration :
    IEntityTypeConfiguration<SynonymSet>,
    IEntityTypeConfiguration<SearchState>,
    IEntityTypeConfiguration<SearchWord>,
    IEntityTypeConfiguration<SearchCount>
{
    public void Configure(EntityTypeBuilder<SynonymSet> set)
    {
        set.ToTable("synonym_sets");
        set.Property(s => s.Id).ValueGeneratedNever();
        set.Property(s => s.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<SearchState> state)
    {
        state.ToTable("search_state", t => t.HasCheckConstraint("ck_search_state_one_row", "id = 1"));
        state.Property(s => s.Id).ValueGeneratedNever();
        state.Property(s => s.SynonymsVersion).HasDefaultValue(0L);
        state.Property(s => s.Vocabulary).HasDefaultValue("");
    }

    public void Configure(EntityTypeBuilder<SearchWord> word)
    {
        word.ToTable("search_words");
        word.HasKey(w => w.Word);
        word.Property(w => w.Word).UseCollation(ProductConfiguration.Ordinal);
        word.Property(w => w.Stem).UseCollation(ProductConfiguration.Ordinal);
        word.HasIndex(w => w.Stem);
        word.HasIndex(w => w.Word).HasMethod("gist").HasOperators("gist_trgm_ops").HasDatabaseName("ix_search_words_lookalikes"); // for ORDER BY word <-> typed
    }

    public void Configure(EntityTypeBuilder<SearchCount> count)
    {
        count.ToTable("search_counts");
        count.HasKey(c => new { c.Words, c.Day }); // words first: suggestions ask for a beginning
        count.Property(c => c.Words).HasMaxLength(SearchWords.MaxLength).UseCollation(ProductConfiguration.Ordinal);
        count.HasIndex(c => c.Day);
    }
}
