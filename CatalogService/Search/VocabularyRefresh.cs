using Avanii.Catalog.Data;
using Avanii.Catalog.Products;
using Avanii.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Catalog.Search;

/// <summary>Takes the words that products are described with from the catalogue, when it has changed. They are an interval and one
/// refresh old, on other instances two intervals, and nobody waits for them but corrections. A refresh reads all texts, so it is done by
/// one instance for all, and followed by a rest of many times its own length. It is spared when no text has changed, which is looked at
/// only when a product has.</summary>
internal sealed class VocabularyRefresh(IServiceScopeFactory scopes, Vocabulary vocabulary, IOptions<SearchOptions> options, TimeProvider clock, ILogger<VocabularyRefresh> logger)
    : Sweeper(options.Value.VocabularyInterval, batchSize: 1, logger)
{
    private const string Edition = "2"; // rises when other words are taken from the same texts
    private const int Lock = 4715; // SalesSweepers have those before
    private const int RestPerWork = 20; // 5 % of one connection at most
    private const int MostIntervals = 10; // on a busy machine work takes long that is little
    private DateTimeOffset _restUntil;
    private DatabaseSnapshot? _seen; // what the words are known to fit

    protected override async Task<int> SweepAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CatalogDbContext>();
        if (clock.GetUtcNow() >= _restUntil && await LookAsync(db, ct) is { HasChanged: true } look)
        {
            var started = clock.GetTimestamp();
            var refreshed = await RefreshAsync(db, ct);
            _seen = refreshed is null ? _seen : look.Seen;
            if (refreshed == true)
            {
                var (rest, most) = (clock.GetElapsedTime(started) * RestPerWork, options.Value.VocabularyInterval * MostIntervals);
                _restUntil = clock.GetUtcNow() + (rest < most ? rest : most);
            }
        }
        await vocabulary.CatchUpAsync(db, ct);
        return 0;
    }

    /// <summary>Asks whether a product was changed, by the mark that a trigger leaves in it.</summary>
    private async Task<(DatabaseSnapshot Seen, bool HasChanged)> LookAsync(CatalogDbContext db, CancellationToken ct)
    {
        var now = new DatabaseSnapshot(await db.Database.SqlQuery<string>($"""SELECT pg_current_snapshot()::text AS "Value" """).SingleAsync(ct));
        return (now, _seen is not { } seen || now.IsOfAnotherDatabaseThan(seen) || await db.Database.SqlQuery<bool>($"""
            SELECT EXISTS (
              SELECT FROM products WHERE changed >= pg_snapshot_xmin({seen.Text}::pg_snapshot) AND changed < pg_snapshot_xmax(pg_current_snapshot())
              AND NOT pg_visible_in_snapshot(changed, {seen.Text}::pg_snapshot)) AS "Value"
            """).SingleAsync(ct));
    }

    /// <returns>False when the vocabulary fits the catalogue; null when another instance is at it.</returns>
    private static async Task<bool?> RefreshAsync(CatalogDbContext db, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await db.Database.SqlQuery<bool>($"""SELECT pg_try_advisory_xact_lock({Lock}) AS "Value" """).SingleAsync(ct))
        {
            return null;
        }
        // The texts themselves, for most changes are of prices. To hash them costs a twentieth of counting their words.
        var catalogue = await db.Database.SqlQuery<string>($"""
            SELECT concat_ws(' ', {Edition}, count(*), sum(hashtextextended(
              concat_ws(' ', name, brand, category_names, array_to_string(option_names, ' '), variant_words, details, description), 0)::numeric)) AS "Value"
            FROM products WHERE retired_at IS NULL
            """).SingleAsync(ct);
        if (await db.SearchStates.AnyAsync(s => s.Vocabulary == catalogue, ct))
        {
            return false;
        }
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5)); // a hundred thousand products take seconds, a million minutes
        await db.Database.ExecuteSqlAsync($"""
            WITH named AS MATERIALIZED (
              SELECT word, ndoc FROM ts_stat('
                SELECT to_tsvector(''catalog.shop_plain'', concat_ws('' '', name, brand, category_names, array_to_string(option_names, '' ''),
                  (SELECT string_agg(array_to_string(option_values, '' ''), '' '') FROM variants WHERE product_id = products.id)))
                FROM products WHERE retired_at IS NULL')
            ), described AS MATERIALIZED (
              SELECT word, ndoc FROM ts_stat('
                SELECT to_tsvector(''catalog.shop_plain'', description || '' '' || details) FROM products WHERE retired_at IS NULL')
            ), fresh AS MATERIALIZED (
              SELECT word, (ts_lexize('pg_catalog.english_stem', word))[1] AS stem, max(ndoc) AS products, bool_or(is_name) AS named
              FROM (SELECT word, ndoc, true AS is_name FROM named UNION ALL SELECT word, ndoc, false FROM described) AS words
              WHERE length(word) BETWEEN 3 AND 40 AND word ~ '^[[:alpha:]]+(-[[:alpha:]]+)*$'
              GROUP BY word
            ), gone AS (
              DELETE FROM search_words AS old WHERE NOT EXISTS (SELECT FROM fresh WHERE fresh.word = old.word)
            )
            INSERT INTO search_words AS w (word, stem, products, named) SELECT word, stem, products, named FROM fresh WHERE stem IS NOT NULL
            ON CONFLICT (word) DO UPDATE SET stem = excluded.stem, products = excluded.products, named = excluded.named
            WHERE (w.stem, w.products, w.named) <> (excluded.stem, excluded.products, excluded.named)
            """, ct);
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO search_state (id, vocabulary) VALUES (1, {catalogue}) ON CONFLICT (id) DO UPDATE SET vocabulary = excluded.vocabulary", ct);
        await transaction.CommitAsync(ct);
        return true;
    }
}
