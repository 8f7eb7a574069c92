using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Products;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Catalog.Search;

/// <summary>Suggestions as one types: asked at every letter, so one statement, and a second look only when that found no product.</summary>
internal static class SuggestSearches
{
    private const int MostProducts = 5;
    private const int MostCategories = 3;
    private const int MostSearches = 4;
    private const int Considered = 200; // "st" begins a word of every third product: five good ones need no look at all of them
    private const int ShortestSecondLook = 4;
    private const int SearchedWithinDays = 30;

    public static async Task<Ok<SearchSuggestions>> Handle(
        string? q, CatalogDbContext db, SearchWords searchWords, IOptions<PriceOptions> prices, IOptions<SearchOptions> options, TimeProvider clock,
        HttpResponse response, CancellationToken ct)
    {
        response.Headers.CacheControl = "no-cache"; // prices stand there
        var text = SearchWords.Clean(q);
        var typed = TypedWords.Parse(text);
        if (typed.Words.Count == 0 || text.Length > SearchWords.MaxLength)
        {
            return TypedResults.Ok(new SearchSuggestions([], [], []));
        }
        var rows = await FindAsync(db, typed, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-SearchedWithinDays), options.Value.SuggestAfter, ct);
        List<SuggestedProduct> products = [.. rows.Where(r => r.Kind == Row.Product)
            .Select(r => new SuggestedProduct(r.Slug, r.Name, r.Price, r.PriceVaries, prices.Value.Currency, r.ImageHash, r.ImageAlt))];
        if (products.Count == 0 && text.Length >= ShortestSecondLook)
        {
            products = await LookAgainAsync(db, await searchWords.UnderstandAsync(text, ct), prices.Value.Currency, ct);
        }
        return TypedResults.Ok(new SearchSuggestions(
            products,
            [.. rows.Where(r => r.Kind == Row.Category).Select(r => new CategoryRef(r.Slug, r.Name))],
            [.. rows.Where(r => r.Kind == Row.Search).Select(r => r.Name)]));
    }

    private static Task<List<Row>> FindAsync(CatalogDbContext db, TypedWords typed, DateOnly since, int suggestAfter, CancellationToken ct)
    {
        var before = string.Join(' ', typed.Words.SkipLast(1));
        var beginning = $"{Quoted(typed.Words[^1])}:*";
        var (beforeNamed, beginningNamed) = (string.Join(" & ", typed.Words.SkipLast(1).Select(word => $"{Quoted(word)}:ABC")), $"{beginning}ABC"); // all but the description
        var isLong = typed.Normalised.Length > 1; // one letter begins too much: categories only
        return db.Database.SqlQuery<Row>($"""
            WITH q AS MATERIALIZED (
              SELECT to_tsquery('catalog.shop', {beforeNamed}) && to_tsquery('catalog.shop_plain', {beginningNamed}) AS named,
                plainto_tsquery('catalog.shop', {before}) && to_tsquery('catalog.shop_plain', {beginning}) AS words,
                plainto_tsquery('catalog.shop_plain', {before}) && to_tsquery('catalog.shop_plain', {beginning}) AS name_words
            ), products_named AS MATERIALIZED (
              SELECT p.* FROM q CROSS JOIN LATERAL (
                SELECT slug, name, lowest_price, price_varies, cover_hash, cover_alt, created_at
                FROM products WHERE {isLong} AND retired_at IS NULL AND search_vector @@ q.named LIMIT {Considered}) AS p
            ), products_described AS (
              SELECT p.* FROM q CROSS JOIN LATERAL (
                SELECT slug, name, lowest_price, price_varies, cover_hash, cover_alt, created_at
                FROM products WHERE {isLong} AND retired_at IS NULL AND search_vector @@ q.words LIMIT {Considered}) AS p
              WHERE NOT EXISTS (SELECT FROM products_named)
            ), products_found AS (
              SELECT p.*, ts_rank(to_tsvector('catalog.shop_plain', name), q.name_words) AS rank
              FROM q, (SELECT * FROM products_named UNION ALL SELECT * FROM products_described) AS p
              ORDER BY rank DESC, created_at DESC LIMIT {MostProducts}
            ), categories_found AS (
              SELECT c.slug, c.name, c.parent_id, c.position FROM q, categories AS c
              WHERE to_tsvector('catalog.shop_plain', c.name) @@ q.name_words ORDER BY c.parent_id IS NOT NULL, c.position, c.slug LIMIT {MostCategories}
            ), searches_found AS (
              -- Anybody can search for anything any number of times: what others are shown is made of the catalogue's own words alone.
              SELECT words FROM (
                SELECT words FROM search_counts
                WHERE {isLong} AND words ^@ {typed.Normalised} AND words <> {typed.Normalised} AND day >= {since}
                GROUP BY words HAVING sum(searches) >= {suggestAfter} AND (array_agg(results ORDER BY day DESC))[1] > 0
                ORDER BY sum(searches) DESC, words
              ) AS often
              WHERE NOT EXISTS (
                SELECT FROM unnest(string_to_array(words, ' ')) AS w WHERE NOT EXISTS (
                  SELECT FROM search_words WHERE stem = (ts_lexize('pg_catalog.english_stem', public.unaccent(w)))[1]))
              LIMIT {MostSearches}
            )
            SELECT {Row.Product} AS kind, slug, name, lowest_price AS price, price_varies, cover_hash AS image_hash, cover_alt AS image_alt FROM products_found
            UNION ALL SELECT {Row.Category}, slug, name, 0, false, NULL, '' FROM categories_found
            UNION ALL SELECT {Row.Search}, '', words, 0, false, NULL, '' FROM searches_found
            """).ToListAsync(ct);
    }

    private static string Quoted(string word) => $"'{word.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>With synonyms, corrections and SKUs, as the search itself would, but only what has all of the words: who is still typing has
    /// not asked for anything else, and it costs two statements at most.</summary>
    private static async Task<List<SuggestedProduct>> LookAgainAsync(CatalogDbContext db, SearchMeaning search, string currency, CancellationToken ct)
    {
        var (ids, whole) = (search.Skus.Ids, search.Skus.Whole);
        var best = ids.Length > 0
            ? db.Products.AsNoTracking().Where(p => ids.Contains(p.Id)).OrderByDescending(p => whole.Contains(p.Id)).ThenByDescending(p => p.Id)
            : search.WithWords(db.Products.AsNoTracking()).Take(Considered).OrderByDescending(p => p.SearchVector.Rank(search.Query)).ThenByDescending(p => p.Id);
        List<SuggestedProduct> found = search.IsNothing ? [] : await best.Take(MostProducts)
            .Select(p => new SuggestedProduct(p.Slug, p.Name, p.LowestPrice, p.PriceVaries, currency, p.CoverHash, p.CoverAlt)).ToListAsync(ct);
        return found.Count == 0 && search.Otherwise is { Relaxed: false } otherwise ? await LookAgainAsync(db, otherwise, currency, ct) : found;
    }

    private sealed record Row(int Kind, string Slug, string Name, decimal Price, bool PriceVaries, string? ImageHash, string ImageAlt)
    {
        public const int Product = 1, Category = 2, Search = 3;
    }
}
