using Avanii.Catalog.Data;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Sales;

/// <summary>What orders tell of products, counted from the units that were held for them. Each is one statement, which writes only what has
/// changed.</summary>
public static class SalesFigures
{
    /// <summary>A season: what sold well in winter is not in front all summer.</summary>
    private static readonly TimeSpan s_bestSelling = TimeSpan.FromDays(90);

    private static readonly TimeSpan s_together = TimeSpan.FromDays(365);

    /// <summary>Fewer is chance.</summary>
    private const int LeastOrders = 2;

    /// <summary>Twice as many as are shown: some may be retired by then.</summary>
    private const int MostOthers = 8;

    /// <remarks>Products are locked in the order of their ids, as by everybody who locks several: no deadlock.</remarks>
    /// <returns>How many products have another number now.</returns>
    public static Task<int> CountSoldUnitsAsync(this CatalogDbContext db, DateTimeOffset now, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        UPDATE products SET sold_units = counted.units
        FROM (SELECT p.id, coalesce(counted.units, 0) AS units
          FROM (SELECT coalesce(known.id, sold.product_id) AS id, sold.units
            FROM (SELECT id FROM products WHERE sold_units <> 0) AS known
            FULL JOIN (
              SELECT v.product_id, sum(r.quantity)::int AS units
              FROM reservations AS r JOIN variants AS v ON v.sku = r.sku
              WHERE r.state IN ('Held', 'Sold') AND r.held_at > {now - s_bestSelling}
              GROUP BY v.product_id) AS sold ON sold.product_id = known.id) AS counted
          JOIN products AS p ON p.id = counted.id AND p.sold_units <> coalesce(counted.units, 0)
          ORDER BY p.id FOR NO KEY UPDATE OF p) AS counted
        WHERE products.id = counted.id
        """, ct);

    /// <returns>How many pairs are new or have another number now.</returns>
    public static Task<int> PairProductsAsync(this CatalogDbContext db, DateTimeOffset now, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        WITH bought AS (
          SELECT DISTINCT r.order_id, v.product_id
          FROM reservations AS r JOIN variants AS v ON v.sku = r.sku JOIN products AS p ON p.id = v.product_id
          WHERE r.state IN ('Held', 'Sold') AND r.held_at > {now - s_together} AND p.retired_at IS NULL),
        ranked AS (
          SELECT one.product_id, other.product_id AS other_id, count(*)::int AS orders,
            row_number() OVER (PARTITION BY one.product_id ORDER BY count(*) DESC, other.product_id) AS place
          FROM bought AS one JOIN bought AS other ON other.order_id = one.order_id AND other.product_id <> one.product_id
          GROUP BY one.product_id, other.product_id
          HAVING count(*) >= {LeastOrders}),
        wanted AS (SELECT product_id, other_id, orders FROM ranked WHERE place <= {MostOthers}),
        gone AS (
          DELETE FROM bought_together AS known
          WHERE NOT EXISTS (SELECT FROM wanted WHERE wanted.product_id = known.product_id AND wanted.other_id = known.other_id))
        INSERT INTO bought_together AS known (product_id, other_id, orders)
        SELECT product_id, other_id, orders FROM wanted
        ON CONFLICT (product_id, other_id) DO UPDATE SET orders = excluded.orders WHERE known.orders <> excluded.orders
        """, ct);
}
