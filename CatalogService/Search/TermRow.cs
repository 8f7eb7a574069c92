using Avanii.Catalog.Data;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Avanii.Catalog.Search;

/// <summary>What the database knows of a text: one word, or several that are one term.</summary>
/// <param name="Products">How many texts its commonest word is in.</param>
/// <param name="Expected">About how many products it finds, also as a beginning.</param>
/// <param name="Near">Words of the catalogue that look alike; null when it is not asked for, the word is common enough, or it only links others, like "for".</param>
/// <param name="Split">Two words of the catalogue that are written as one.</param>
internal sealed record TermRow(
    string Plain, NpgsqlTsQuery Whole, NpgsqlTsQuery Stem, NpgsqlTsQuery Beginning, int Products, int Expected, string[]? Near, string? Split,
    long SynonymsVersion, Guid[] WholeSku, Guid[] BeginningOfSku)
{
    private const int Lookalikes = 40;
    private const int RareWord = 3; // what fewer texts have may be a slip that found a word by chance
    private const int MostSkus = 200; // who types the beginning of more has not one of them in mind

    /// <summary>One statement for all texts; whose SKU the whole is comes with each.</summary>
    public static Task<List<TermRow>> ReadAsync(
        CatalogDbContext db, List<string> texts, List<string> prefixes, List<bool> isChecked, SkuText sku, CancellationToken ct) =>
        db.Database.SqlQuery<TermRow>($"""
            SELECT
              p.plain,
              plainto_tsquery('catalog.shop', t.text) AS whole,
              to_tsquery('catalog.shop', t.prefix) AS stem,
              to_tsquery('catalog.shop_plain', t.prefix) AS beginning,
              k.products,
              greatest(k.products, CASE WHEN t.prefix <> '' THEN (SELECT sum(products) FROM search_words WHERE word ^@ p.plain) END)::int AS expected,
              CASE WHEN t.checked AND s.stem IS NOT NULL AND k.products < {RareWord} THEN ARRAY(
                SELECT n.word FROM (
                  SELECT word, named, products FROM search_words WHERE stem IS DISTINCT FROM s.stem ORDER BY word <-> p.plain LIMIT {Lookalikes}
                ) AS n ORDER BY n.named DESC, n.products DESC) END AS near,
              CASE WHEN t.checked AND s.stem IS NOT NULL AND k.products = 0 THEN (
                SELECT a.word || ' ' || b.word FROM generate_series(3, length(p.plain) - 3) AS i
                JOIN search_words AS a ON a.word = left(p.plain, i) JOIN search_words AS b ON b.word = substr(p.plain, i + 1)
                ORDER BY least(a.products, b.products) DESC LIMIT 1) END AS split,
              coalesce((SELECT synonyms_version FROM search_state), 0) AS synonyms_version,
              CASE WHEN {sku.Bare} <> '' THEN ARRAY(
                SELECT v.product_id FROM variants AS v JOIN products AS p ON p.id = v.product_id AND p.retired_at IS NULL
                WHERE translate(v.sku, '-._', '') = {sku.Bare} LIMIT {MostSkus})
                ELSE ARRAY[]::uuid[] END AS whole_sku,
              CASE WHEN {sku.Beginning} <> '' THEN ARRAY(
                SELECT v.product_id FROM variants AS v JOIN products AS p ON p.id = v.product_id AND p.retired_at IS NULL
                WHERE translate(v.sku, '-._', '') ^@ {sku.Beginning} ORDER BY translate(v.sku, '-._', '') LIMIT {MostSkus})
                ELSE ARRAY[]::uuid[] END AS beginning_of_sku
            FROM unnest({texts.ToArray()}, {prefixes.ToArray()}, {isChecked.ToArray()}) WITH ORDINALITY AS t (text, prefix, checked, place)
            CROSS JOIN LATERAL (SELECT lower(public.unaccent(t.text)) AS plain) AS p
            CROSS JOIN LATERAL (SELECT (ts_lexize('pg_catalog.english_stem', p.plain))[1] AS stem) AS s
            CROSS JOIN LATERAL (SELECT greatest(
              coalesce((SELECT max(products) FROM search_words WHERE stem = s.stem), 0),
              CASE WHEN t.prefix <> '' THEN (SELECT max(products) FROM search_words WHERE word ^@ p.plain) END) AS products) AS k
            ORDER BY t.place
            """).ToListAsync(ct);
}
