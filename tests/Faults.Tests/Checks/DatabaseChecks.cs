using Npgsql;

namespace Avanii.Faults;

/// <summary>Invariants that the databases can be asked for. Each is a count of what was looked at and a query for what breaks the
/// promise, one line of text for each violation.</summary>
internal sealed class DatabaseChecks(NpgsqlDataSource database, TimeSpan decideWithin, TimeSpan sweepInterval)
{
    private const int Shown = 1000;

    /// <summary>Who gets which event: publisher's schema, event, consumer's schema, queue.</summary>
    private static readonly (string Publisher, string Event, string Consumer, string Queue)[] s_deliveries =
    [
        ("ordering", "OrderPlaced", "catalog", "catalog-reserve-stock"),
        ("ordering", "OrderConfirmed", "cart", "cart-take-out-bought-lines"),
        ("ordering", "OrderRejected", "catalog", "catalog-release-stock"),
        ("ordering", "OrderRejected", "cart", "cart-end-checkout"),
        ("ordering", "OrderCancelled", "catalog", "catalog-release-stock"),
        ("ordering", "OrderCancelled", "cart", "cart-end-checkout"),
        ("ordering", "OrderExpired", "catalog", "catalog-release-stock"),
        ("ordering", "OrderExpired", "cart", "cart-end-checkout"),
        ("ordering", "OrderShipped", "catalog", "catalog-sell-stock"),
        ("ordering", "OrderRefunded", "catalog", "catalog-restock"),
        ("catalog", "StockReserved", "ordering", "order-confirm-order"),
        ("catalog", "StockRejected", "ordering", "order-reject-order"),
        ("catalog", "ProductChanged", "cart", "cart-refresh-variant-facts"),
        ("catalog", "AvailabilityChanged", "cart", "cart-refresh-variant-facts"),
    ];

    private static string Delivered { get; } = string.Join(" UNION ALL ", s_deliveries.Select(d =>
        $"SELECT '{d.Event} for {d.Queue}, message ' || o.message_id || ', ' || o.aggregate AS what, i.message_id IS NOT NULL AS arrived " +
        $"FROM {d.Publisher}.outbox o LEFT JOIN {d.Consumer}.inbox i ON i.message_id = o.message_id AND i.consumer = '{d.Queue}' WHERE o.type LIKE '%.{d.Event}'"));

    private static string Outboxes { get; } = string.Join(" UNION ALL ", new[] { "catalog", "cart", "ordering" }.Select(schema =>
        $"SELECT '{schema}' AS schema, message_id, aggregate, type, sent_at, parked_at, attempts, last_error FROM {schema}.outbox"));

    /// <summary>Nothing is under way any more, and no deadline will set something off: what is wrong now, stays wrong.</summary>
    public async Task<bool> IsSettledAsync(CancellationToken ct) =>
        await CountAsync($"""
            SELECT (SELECT count(*) FROM ordering.orders WHERE status = 'Placed' OR deadline IS NOT NULL)
                 + (SELECT count(*) FROM ({Outboxes}) AS o WHERE sent_at IS NULL)
                 + (SELECT count(*) FROM ({Delivered}) AS d WHERE NOT arrived)
            """, ct) == 0;

    public async Task<IReadOnlyList<Verdict>> RunAsync(IReadOnlyDictionary<string, int> initialStock, CancellationToken ct) =>
    [
        await CheckAsync("no key and no cart has two orders", "SELECT count(*) FROM ordering.orders",
            "SELECT 'checkout ' || checkout_id || ' has ' || count(*) || ' orders' FROM ordering.orders GROUP BY checkout_id HAVING count(*) > 1", ct),
        await CheckAsync("every order is final, or waits for something inside its deadline", "SELECT count(*) FROM ordering.orders", $"""
            SELECT 'order ' || id || ' is ' || status || ' since ' || placed_at || ', deadline ' || coalesce(deadline::text, 'none') FROM ordering.orders
            WHERE status = 'Placed' OR deadline < now() - interval '{Seconds(sweepInterval * 3)} seconds'
            """, ct),
        await CheckAsync("every order was decided inside its deadline", "SELECT count(*) FROM ordering.orders", $"""
            SELECT 'order ' || o.id || ' was ' || h.status || ' after ' || (h.at - o.placed_at) FROM ordering.orders o
            JOIN ordering.order_history h ON h.order_id = o.id AND h.position = 1
            WHERE h.at - o.placed_at > interval '{Seconds(decideWithin + (sweepInterval * 10))} seconds'
            """, ct),
        await CheckStockAsync(initialStock, ct),
        await CheckAsync("what is held is what reservations say", "SELECT count(*) FROM catalog.stock", """
            SELECT 'of ' || s.sku || ' ' || s.held || ' are held, and reserved ' || coalesce(sum(r.quantity), 0) FROM catalog.stock s
            LEFT JOIN catalog.reservations r ON r.sku = s.sku AND r.state = 'Held'
            GROUP BY s.sku, s.held, s.on_hand HAVING s.held <> coalesce(sum(r.quantity), 0) OR s.held < 0 OR s.on_hand < s.held
            """, ct),
        await CheckAsync("no confirmed order lacks its reservation", "SELECT count(*) FROM ordering.order_lines l JOIN ordering.orders o ON o.id = l.order_id WHERE o.status IN ('Confirmed', 'Paid', 'Shipped', 'Delivered')", """
            SELECT 'order ' || o.id || ' is ' || o.status || ', and ' || l.quantity || ' ' || l.sku || ' are ' || coalesce(r.quantity || ' ' || r.state, 'not reserved')
            FROM ordering.orders o JOIN ordering.order_lines l ON l.order_id = o.id
            LEFT JOIN catalog.reservations r ON r.order_id = o.id AND r.sku = l.sku
            WHERE (o.status IN ('Confirmed', 'Paid') AND (r.state IS DISTINCT FROM 'Held' OR r.quantity <> l.quantity))
               OR (o.status IN ('Shipped', 'Delivered') AND (r.state IS DISTINCT FROM 'Sold' OR r.quantity <> l.quantity))
            """, ct),
        await CheckAsync("nothing is held or sold for an order that is over, or that nobody knows", "SELECT count(*) FROM catalog.reservations", """
            SELECT r.quantity || ' ' || r.sku || ' are ' || r.state || ' for order ' || r.order_id || ', which is ' || coalesce(o.status, 'unknown')
            FROM catalog.reservations r LEFT JOIN ordering.orders o ON o.id = r.order_id
            WHERE o.id IS NULL
               OR (o.status IN ('Rejected', 'Cancelled', 'Expired') AND r.state <> 'Released')
               OR (o.status = 'Refunded' AND r.state = 'Held')
            """, ct),
        await CheckAsync("every event in an outbox was sent", $"SELECT count(*) FROM ({Outboxes}) AS o", $"""
            SELECT schema || ': ' || type || ' of ' || aggregate || CASE WHEN parked_at IS NULL THEN ' waits' ELSE ' is parked' END || ' after ' || attempts || ' attempts: ' || coalesce(last_error, '')
            FROM ({Outboxes}) AS o WHERE sent_at IS NULL
            """, ct),
        await CheckAsync("every event arrived at everybody who must have it", $"SELECT count(*) FROM ({Delivered}) AS d", $"SELECT what FROM ({Delivered}) AS d WHERE NOT arrived", ct),
        await CheckAsync("every effect was applied once", "SELECT count(*) FROM ordering.order_history", $"""
            SELECT 'order ' || order_id || ' became ' || status || ' ' || count(*) || ' times' FROM ordering.order_history GROUP BY order_id, status HAVING count(*) > 1
            UNION ALL
            SELECT schema || ' said ' || type || ' of ' || aggregate || ' ' || count(*) || ' times' FROM ({Outboxes}) AS o
            WHERE aggregate LIKE 'order:%' GROUP BY schema, aggregate, type HAVING count(*) > 1
            """, ct),
        await CheckAsync("no order is above the catalogue's price at its reservation", "SELECT count(*) FROM catalog.reservations", """
            SELECT 'order ' || l.order_id || ' pays ' || l.unit_price || ' for ' || l.sku || ', which cost ' || r.unit_price
            FROM ordering.order_lines l JOIN catalog.reservations r ON r.order_id = l.order_id AND r.sku = l.sku
            JOIN ordering.order_history h ON h.order_id = l.order_id AND h.status = 'Confirmed' WHERE l.unit_price > r.unit_price
            """, ct),
        await CheckAsync("nobody paid twice", "SELECT count(*) FROM ordering.payments", """
            SELECT 'order ' || p.order_id || ' of ' || o.total || ' was paid ' || sum(p.amount) || ' in ' || count(*) FROM ordering.payments p
            JOIN ordering.orders o ON o.id = p.order_id GROUP BY p.order_id, o.total HAVING sum(p.amount) > o.total
            """, ct),
    ];

    private async Task<Verdict> CheckStockAsync(IReadOnlyDictionary<string, int> initial, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            SELECT s.sku || ': ' || i.units || ' at first, ' || coalesce(received.units, 0) || ' received, ' || coalesce(sold.units, 0) || ' sold, ' || s.on_hand || ' there'
            FROM unnest($1, $2) AS i (sku, units) JOIN catalog.stock s USING (sku)
            LEFT JOIN (SELECT sku, sum(quantity) AS units FROM catalog.stock_receipts GROUP BY sku) AS received USING (sku)
            LEFT JOIN (SELECT sku, sum(quantity) AS units FROM catalog.reservations WHERE state = 'Sold' GROUP BY sku) AS sold USING (sku)
            WHERE i.units + coalesce(received.units, 0) <> s.on_hand + coalesce(sold.units, 0)
            """);
        command.Parameters.AddWithValue(initial.Keys.ToArray());
        command.Parameters.AddWithValue(initial.Values.ToArray());
        return new("units sold, held and free are what there was at first", initial.Count, await ReadAsync(command, ct));
    }

    private async Task<Verdict> CheckAsync(string promise, string count, string violations, CancellationToken ct)
    {
        await using var command = database.CreateCommand(violations);
        return new(promise, await CountAsync(count, ct), await ReadAsync(command, ct));
    }

    private async Task<long> CountAsync(string sql, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task<List<string>> ReadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        var lines = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct) && lines.Count < Shown)
        {
            lines.Add(rows.GetString(0));
        }
        return lines;
    }

    private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0.###}");
}
