using Npgsql;

namespace Avanii.Faults;

/// <summary>Invariants between what shoppers were told and what the databases say.</summary>
internal sealed class ShopperChecks(NpgsqlDataSource database, Ledger ledger)
{
    public async Task<IReadOnlyList<Verdict>> RunAsync(CancellationToken ct)
    {
        var orders = await ReadOrdersAsync(ct);
        var carts = await ReadCartsAsync(ct);
        return [AcceptedOnce(orders), Known(orders), SameAnswer(), Told(orders), AgreedPrice(orders), Carts(orders, carts), Explained()];
    }

    private Verdict AcceptedOnce(Dictionary<Guid, StoredOrder> orders)
    {
        var accepted = ledger.Purchases.Where(purchase => purchase.OrderId is not null).ToList();
        return new("every accepted order exists", accepted.Count,
            [.. accepted.Where(purchase => !orders.ContainsKey(purchase.OrderId!.Value)).Select(purchase => $"order {purchase.OrderId} was accepted under key {purchase.Key} and does not exist")]);
    }

    private Verdict Known(Dictionary<Guid, StoredOrder> orders)
    {
        var told = ledger.Purchases.Select(purchase => purchase.OrderId).OfType<Guid>().ToHashSet();
        // Who never got an answer cannot know.
        var unfinished = ledger.Visits.Where(visit => visit.Unfinished).SelectMany(visit => visit.Purchases).Select(purchase => purchase.Key).ToHashSet();
        return new("every order is known to its shopper", orders.Count,
            [.. orders.Values.Where(order => !told.Contains(order.Id) && !unfinished.Contains(order.Checkout)).Select(order => $"order {order.Id} of {order.Subject} is {order.Status}, and nobody was told of it")]);
    }

    /// <summary>A repetition gets the first answer to the byte; a twin may be told that the cart has changed, but never of another order.</summary>
    private Verdict SameAnswer()
    {
        var repeated = ledger.Purchases.Where(purchase => purchase is { Manner: Manner.Twins, Answers.Count: > 1 }).ToList();
        return new("the same request sent at once gets the same answer", repeated.Count,
            [.. repeated.Where(purchase => purchase.Answers.Where(answer => answer.Status == 201).Select(answer => answer.Body).Distinct().Count() > 1
                    || purchase.Answers.Any(answer => answer.Status != 201 && !answer.Body.Contains(":cart-changed", StringComparison.Ordinal)))
                .Select(purchase => $"key {purchase.Key}: {string.Join(" | ", purchase.Answers.Select(answer => $"{answer.Status} {answer.Body[..Math.Min(answer.Body.Length, 80)]}"))}")]);
    }

    private Verdict Told(Dictionary<Guid, StoredOrder> orders)
    {
        var told = ledger.Purchases.Where(purchase => purchase.OrderId is not null).ToList();
        var violations = new List<string>();
        foreach (var purchase in told)
        {
            if (!orders.TryGetValue(purchase.OrderId!.Value, out var order))
            {
                continue; // told elsewhere
            }
            violations.AddRange(purchase.Seen.Where(status => !order.History.Contains(status.ToString())).Select(status => $"order {order.Id} was shown as {status} and never was"));
            if (purchase.CancelAccepted && !order.History.Contains("Cancelled"))
            {
                violations.Add($"order {order.Id} was to be cancelled, the shop said yes, and it is {order.Status}");
            }
        }
        return new("what a shopper was told stays true", told.Count, violations);
    }

    private Verdict AgreedPrice(Dictionary<Guid, StoredOrder> orders)
    {
        var agreed = ledger.Purchases.Where(purchase => purchase.OrderId is not null && purchase.Prices.Count > 0).ToList();
        return new("nobody pays more than they agreed to", agreed.Count,
            [.. agreed.Where(purchase => orders.ContainsKey(purchase.OrderId!.Value))
                .SelectMany(purchase => orders[purchase.OrderId!.Value].Lines
                    .Where(line => !purchase.Prices.TryGetValue(line.Sku, out var price) || line.Price > price)
                    .Select(line => $"order {purchase.OrderId}: {line.Price} for {line.Sku}, agreed {purchase.Prices.GetValueOrDefault(line.Sku)}")
                    .Concat(orders[purchase.OrderId!.Value].Total > purchase.Total ? [$"order {purchase.OrderId} comes to {orders[purchase.OrderId!.Value].Total}, agreed {purchase.Total}"] : []))]);
    }

    /// <summary>What was put in and not bought is there; what was bought is not.</summary>
    private Verdict Carts(Dictionary<Guid, StoredOrder> orders, Dictionary<string, Dictionary<string, int>> carts)
    {
        var violations = new List<string>();
        long looked = 0;
        foreach (var visit in ledger.Visits)
        {
            var own = visit.Purchases.Select(purchase => purchase.OrderId is { } id ? orders.GetValueOrDefault(id) : null).OfType<StoredOrder>().DistinctBy(order => order.Id).ToList();
            if ((visit.Subject ?? own.FirstOrDefault()?.Subject) is not { } subject || visit.Unfinished)
            {
                continue;
            }
            var bought = own.Where(order => order.History.Contains("Confirmed")).SelectMany(order => order.Lines).GroupBy(line => line.Sku).ToDictionary(lines => lines.Key, lines => lines.Sum(line => line.Quantity));
            var cart = carts.GetValueOrDefault(subject) ?? [];
            foreach (var sku in visit.Added.Keys.Union(cart.Keys))
            {
                looked++;
                var (least, most) = visit.Added.GetValueOrDefault(sku);
                var (there, taken) = (cart.GetValueOrDefault(sku), bought.GetValueOrDefault(sku));
                if (taken > most || there < least - taken || there > Math.Max(0, most - taken))
                {
                    violations.Add($"{visit.Who} ({subject}) added {(least == most ? $"{most}" : $"{least} to {most}")} {sku}, bought {taken}, and has {there} in the cart");
                }
            }
        }
        return new("no cart lost a line that was not bought, or kept one that was", looked, violations);
    }

    private Verdict Explained() => new("every shopper got an answer, and one that the shop's rules explain", ledger.Visits.Count,
        [.. ledger.Surprises, .. ledger.Visits.Where(visit => visit.Unfinished).Select(visit => $"{visit.Who} never got an answer")]);

    private async Task<Dictionary<Guid, StoredOrder>> ReadOrdersAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            SELECT o.id, o.subject, o.checkout_id::text, o.status,
              ARRAY(SELECT h.status FROM ordering.order_history h WHERE h.order_id = o.id),
              ARRAY(SELECT l.sku FROM ordering.order_lines l WHERE l.order_id = o.id ORDER BY l.sku),
              ARRAY(SELECT l.quantity FROM ordering.order_lines l WHERE l.order_id = o.id ORDER BY l.sku),
              ARRAY(SELECT l.unit_price FROM ordering.order_lines l WHERE l.order_id = o.id ORDER BY l.sku), o.total
            FROM ordering.orders o
            """);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var orders = new Dictionary<Guid, StoredOrder>();
        while (await rows.ReadAsync(ct))
        {
            var (skus, quantities, prices) = (rows.GetFieldValue<string[]>(5), rows.GetFieldValue<int[]>(6), rows.GetFieldValue<decimal[]>(7));
            orders.Add(rows.GetGuid(0), new StoredOrder(
                rows.GetGuid(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetFieldValue<string[]>(4),
                [.. skus.Select((sku, i) => (sku, quantities[i], prices[i]))], rows.GetDecimal(8)));
        }
        return orders;
    }

    private async Task<Dictionary<string, Dictionary<string, int>>> ReadCartsAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("SELECT c.subject, i.sku, i.quantity FROM cart.carts c JOIN cart.cart_items i ON i.cart_id = c.id");
        await using var rows = await command.ExecuteReaderAsync(ct);
        var carts = new Dictionary<string, Dictionary<string, int>>();
        while (await rows.ReadAsync(ct))
        {
            if (!carts.TryGetValue(rows.GetString(0), out var cart))
            {
                carts.Add(rows.GetString(0), cart = []);
            }
            cart.Add(rows.GetString(1), rows.GetInt32(2));
        }
        return carts;
    }

    private sealed record StoredOrder(
        Guid Id, string Subject, string Checkout, string Status, IReadOnlyList<string> History, IReadOnlyList<(string Sku, int Quantity, decimal Price)> Lines, decimal Total);
}
