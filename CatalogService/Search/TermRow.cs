using Avanii.Catalog.Data;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Avanii.Catalog.Search;

/// <summary>How the database reads a text: one word, or several that are one term.</summary>
/// <param name="Root">What is left of a word without its ending; null of one that only links others, like "for".</param>
internal sealed record TermRow(
    string Plain, NpgsqlTsQuery Whole, NpgsqlTsQuery Stem, NpgsqlTsQuery Beginning, string? Root, long SynonymsVersion, Guid[] WholeSku, Guid[] BeginningOfSku)
{
    private const int MostSkus = 200; // who types the beginning of more has not one of them in mind

    /// <summary>One statement for all texts; whose SKU the whole is comes with each.</summary>
    public static Task<List<TermRow>> ReadAsync(CatalogDbContext db, List<string> texts, List<string> prefixes, SkuText sku, CancellationToken ct) =>
        db.Database.SqlQuery<TermRow>($"""
            SELECT
              p.plain,
              plainto_tsquery('catalog.shop', t.text) AS whole,
              to_tsquery('catalog.shop', t.prefix) AS stem,
              to_tsquery('catalog.shop_plain', t.prefix) AS beginning,
              (ts_lexize('pg_catalog.english_stem', p.plain))[1] AS root,
              coalesce((SELECT synonyms_version FROM search_state), 0) AS synonyms_version,
              CASE WHEN {sku.Bare} <> '' THEN ARRAY(
                SELECT v.product_id FROM variants AS v JOIN products AS p ON p.id = v.product_id AND p.retired_at IS NULL
                WHERE translate(v.sku, '-._', '') = {sku.Bare} LIMIT {MostSkus})
                ELSE ARRAY[]::uuid[] END AS whole_sku,
              CASE WHEN {sku.Beginning} <> '' THEN ARRAY(
                SELECT v.product_id FROM variants AS v JOIN products AS p ON p.id = v.product_id AND p.retired_at IS NULL
                WHERE translate(v.sku, '-._', '') ^@ {sku.Beginning} ORDER BY translate(v.sku, '-._', '') LIMIT {MostSkus})
                ELSE ARRAY[]::uuid[] END AS beginning_of_sku
            FROM unnest({texts.ToArray()}, {prefixes.ToArray()}) WITH ORDINALITY AS t (text, prefix, place)
            CROSS JOIN LATERAL (SELECT lower(public.unaccent(t.text)) AS plain) AS p
            ORDER BY t.place
            """).ToListAsync(ct);
}

/// <summary>A text, and what the catalogue has of it.</summary>
/// <param name="Products">How many texts its commonest word is in.</param>
/// <param name="Expected">About how many products it finds, also as a beginning.</param>
internal sealed record Term(string Plain, NpgsqlTsQuery Whole, NpgsqlTsQuery Stem, NpgsqlTsQuery Beginning, string? Root, int Products, int Expected)
{
    private static readonly NpgsqlTsQuery s_nothing = new NpgsqlTsQueryEmpty();

    /// <summary>A text that finds nothing.</summary>
    public static Term Unknown(string text) => new(text, s_nothing, s_nothing, s_nothing, text, 0, 0);

    public static Term Of(TermRow row, bool isBeginning, Vocabulary.Edition vocabulary)
    {
        var own = row.Root is { } root ? vocabulary.ProductsOf(root) : 0;
        var (most, sum) = isBeginning ? vocabulary.BeginningWith(row.Plain) : default;
        return new(row.Plain, row.Whole, row.Stem, row.Beginning, row.Root, Math.Max(own, most), Math.Max(own, sum));
    }

    public static Term Of(Vocabulary.Entry entry) => new(entry.Word, entry.Query, s_nothing, s_nothing, entry.Stem, entry.Products, entry.Products);

    /// <summary>The same without what may follow.</summary>
    public Term Finished() => this with { Stem = s_nothing, Beginning = s_nothing };
}
