using System.Data.Common;
using Avanii.Catalog.Categories;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Avanii.Catalog.Products;

/// <summary>A hit of a search and how good it is.</summary>
/// <param name="IsOfCorrection">It has the corrected words, not those that were typed.</param>
internal readonly record struct Hit(Guid Id, float Rank, bool IsOfCorrection = false);

/// <summary>What has changed in the catalogue, as lists see it, since an earlier look, with the category tree and a search's hits.</summary>
/// <param name="Snapshot">What was seen at least; the next look begins here.</param>
/// <param name="Products">The changed ones as they are now, or all that are sold.</param>
/// <param name="Variants">Theirs, each product's together and in their order.</param>
/// <param name="Hits">Null when nothing was searched.</param>
internal sealed record ListingChanges(
    DatabaseSnapshot Snapshot,
    CategoryTree Tree,
    IReadOnlyList<ListingChanges.ProductRow> Products,
    IReadOnlyDictionary<Guid, List<ListingChanges.VariantRow>> Variants,
    List<Hit>? Hits)
{
    private const string ProductColumns =
        "id, retired_at IS NOT NULL, category_id, brand, lowest_price, created_at, sort_name, option_names, rating_average, rating_count, sold_units";

    private const string SelectVariants =
        "SELECT v.product_id, v.price, v.compare_at_price IS NOT NULL, s.availability, v.option_values FROM variants AS v JOIN stock AS s ON s.sku = v.sku";

    // What this snapshot sees and the earlier one did not. The upper bound matters after a restore into a new cluster: rows then carry
    // numbers of transactions that are yet to come, and would be read each time.
    private const string IsNew = """
        changed >= pg_snapshot_xmin($1::pg_snapshot) AND changed < pg_snapshot_xmax(pg_current_snapshot())
        AND NOT pg_visible_in_snapshot(changed, $1::pg_snapshot)
        """;

    private const string ChangedProducts = $"""
        SELECT id FROM products WHERE {IsNew}
        UNION SELECT product_id FROM variants WHERE {IsNew}
        UNION SELECT sold.product_id FROM (SELECT sku FROM stock WHERE {IsNew}) AS moved JOIN variants AS sold ON sold.sku = moved.sku
        """;

    /// <summary>Reads it in one round trip.</summary>
    /// <param name="db">Where.</param>
    /// <param name="since">Null for the whole catalogue.</param>
    /// <param name="search">Gives id and rank of what a search finds, or null.</param>
    /// <param name="ct">Ends it.</param>
    public static async Task<ListingChanges> ReadAsync(CatalogDbContext db, DatabaseSnapshot? since, IQueryable<Hit>? search, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct); // closed with the context
        await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection());
        if (search is not null)
        {
            using var command = search.CreateDbCommand();
            var hits = new NpgsqlBatchCommand(command.CommandText);
            foreach (var parameter in command.Parameters.Cast<NpgsqlParameter>())
            {
                hits.Parameters.Add(parameter.Clone());
            }
            batch.BatchCommands.Add(hits);
        }
        // The order matters. What is found is in the list, because changes are looked for later; and what commits between two of these
        // statements is read again the next time, because the snapshot is older than what is read.
        batch.BatchCommands.Add(new("SELECT pg_current_snapshot()::text"));
        batch.BatchCommands.Add(new("SELECT id, parent_id, slug, name, description, position, image_hash FROM categories"));
        batch.BatchCommands.Add(Since(
            since, $"SELECT {ProductColumns} FROM products WHERE retired_at IS NULL", $"SELECT {ProductColumns} FROM products WHERE id IN ({ChangedProducts})"));
        batch.BatchCommands.Add(Since(
            since, $"{SelectVariants} ORDER BY v.product_id, v.position", $"{SelectVariants} WHERE v.product_id IN ({ChangedProducts}) ORDER BY v.product_id, v.position"));

        await using var reader = await batch.ExecuteReaderAsync(ct);
        List<Hit>? found = null;
        if (search is not null)
        {
            // What is the same for all is not among the columns.
            found = await ReadAllAsync(reader, r => new Hit(r.GetGuid(0), r.FieldCount > 1 ? r.GetFloat(1) : 0, r.FieldCount > 2 && r.GetBoolean(2)), ct);
            await reader.NextResultAsync(ct);
        }
        await reader.ReadAsync(ct);
        var snapshot = new DatabaseSnapshot(reader.GetString(0));
        await reader.NextResultAsync(ct);
        var tree = new CategoryTree(await ReadAllAsync(reader, ReadCategory, ct));
        await reader.NextResultAsync(ct);
        var products = await ReadAllAsync(reader, ReadProduct, ct);
        await reader.NextResultAsync(ct);
        var variants = new Dictionary<Guid, List<VariantRow>>();
        while (await reader.ReadAsync(ct))
        {
            var product = reader.GetGuid(0);
            if (!variants.TryGetValue(product, out var own))
            {
                variants.Add(product, own = []);
            }
            own.Add(new(reader.GetDecimal(1), reader.GetBoolean(2), (Availability)reader.GetInt16(3), reader.GetFieldValue<string[]>(4)));
        }
        return new(snapshot, tree, products, variants, found);
    }

    private static NpgsqlBatchCommand Since(DatabaseSnapshot? since, string everything, string changes)
    {
        var command = new NpgsqlBatchCommand(since is null ? everything : changes);
        if (since is not null)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = since.Text });
        }
        return command;
    }

    private static async Task<List<T>> ReadAllAsync<T>(DbDataReader reader, Func<DbDataReader, T> read, CancellationToken ct)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(read(reader));
        }
        return rows;
    }

    private static Category ReadCategory(DbDataReader row) => new()
    {
        Id = row.GetGuid(0),
        ParentId = row.IsDBNull(1) ? null : row.GetGuid(1),
        Slug = row.GetString(2),
        Name = row.GetString(3),
        Description = row.GetString(4),
        Position = row.GetInt32(5),
        ImageHash = row.IsDBNull(6) ? null : row.GetString(6),
    };

    private static ProductRow ReadProduct(DbDataReader row) => new(
        row.GetGuid(0),
        row.GetBoolean(1),
        row.GetGuid(2),
        row.GetString(3),
        row.GetDecimal(4),
        row.GetDateTime(5),
        row.GetString(6),
        row.GetFieldValue<string[]>(7),
        row.IsDBNull(8) ? null : row.GetDecimal(8),
        row.GetInt32(9),
        row.GetInt32(10));

    internal sealed record ProductRow(
        Guid Id,
        bool Retired,
        Guid CategoryId,
        string Brand,
        decimal LowestPrice,
        DateTime CreatedAt,
        string SortName,
        string[] OptionNames,
        decimal? Rating,
        int RatingCount,
        int SoldUnits);

    internal sealed record VariantRow(decimal Price, bool OnSale, Availability Availability, string[] OptionValues);
}
