using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;

namespace Avanii.Faults;

/// <summary>The shop's staff: books payments, ships, delivers, refunds, takes in goods and changes prices, often twice.</summary>
internal sealed class Staff(FaultStack stack, Ledger ledger, Goods goods, int seed)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(150);
    private readonly Random _random = new(seed);

    /// <summary>Answers by what was done.</summary>
    public int Done { get; private set; }

    public async Task WorkAsync(Patience patience, CancellationToken closing)
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(s_pause, closing);
                await (_random.Next(10) switch
                {
                    < 2 => ChangePriceAsync(patience),
                    2 => ReceiveAsync(patience),
                    _ => MoveAnOrderAsync(patience),
                });
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException)
            {
                // the database that tells what there is to do is dead at the moment
            }
            catch (Exception e)
            {
                ledger.Surprise($"staff: {e.Message}");
            }
        }
    }

    private async Task ChangePriceAsync(Patience patience)
    {
        var sku = goods.Pick(_random, scarce: _random.Next(3) == 0);
        await SendAsync(patience, HttpMethod.Put, $"/api/catalog/variants/{sku}/price", new { price = _random.Next(300, 12_000) / 100m, compareAtPrice = (decimal?)null });
    }

    private Task ReceiveAsync(Patience patience)
    {
        var sku = goods.Pick(_random, scarce: _random.Next(2) == 0);
        return SendAsync(patience, HttpMethod.Post, $"/api/catalog/stock/{sku}/receipts", new { quantity = _random.Next(1, 6) }, key: $"delivery-{Guid.CreateVersion7()}");
    }

    /// <summary>Takes an order that can move on, and moves it.</summary>
    private async Task MoveAnOrderAsync(Patience patience)
    {
        if (await FindWorkAsync() is not var (id, status, method, total, paid))
        {
            return;
        }
        var orders = $"/api/orders/{id}";
        switch (status, method)
        {
            case ("Confirmed", "BankTransfer"):
                await SendAsync(patience, HttpMethod.Post, $"{orders}/payments", new { amount = total, method, reference = $"transfer-{id}" }, key: $"pay-{id}");
                break;
            case ("Confirmed" or "Paid", _) when _random.Next(8) == 0:
                await SendAsync(patience, HttpMethod.Post, $"{orders}/cancel", new { reason = "damaged in the warehouse" });
                break;
            case ("Confirmed" or "Paid", _):
                await SendAsync(patience, HttpMethod.Post, $"{orders}/ship", new { carrier = "Post", tracking = $"T{id:N}"[..12] });
                break;
            case ("Shipped", _):
                await SendAsync(patience, HttpMethod.Post, $"{orders}/deliver", new { });
                break;
            case ("Delivered", _):
            case ("Expired" or "Cancelled", _) when paid: // what came too late goes back
                await SendAsync(patience, HttpMethod.Post, $"{orders}/refund", new { restock = id.ToByteArray()[^1] % 2 == 0, reason = "sent back" }, key: $"refund-{id}");
                break;
            default: // expired or cancelled: the transfer comes too late all the same
                await SendAsync(patience, HttpMethod.Post, $"{orders}/payments", new { amount = total, method, reference = $"transfer-{id}" }, key: $"pay-{id}");
                break;
        }
    }

    private async Task<(Guid Id, string Status, string Method, decimal Total, bool Paid)?> FindWorkAsync()
    {
        // One in three transfers never comes, so that deadlines have something to do; one in six orders comes back.
        await using var command = stack.Database.CreateCommand("""
            SELECT id, status, payment_method, total, EXISTS (SELECT FROM ordering.payments p WHERE p.order_id = orders.id) FROM ordering.orders
            WHERE (status = 'Confirmed' AND (payment_method = 'OnDelivery' OR hashtext(id::text) % 3 <> 0))
               OR status IN ('Paid', 'Shipped')
               OR (status = 'Delivered' AND hashtext(id::text) % 6 = 0)
               OR (status IN ('Expired', 'Cancelled') AND payment_method = 'BankTransfer' AND hashtext(id::text) % 5 = 0)
            ORDER BY random() LIMIT 1
            """);
        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync() ? (row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetDecimal(3), row.GetBoolean(4)) : null;
    }

    /// <summary>Once, or twice at once: staff double-click, too.</summary>
    private async Task SendAsync(Patience patience, HttpMethod method, string path, object body, string? key = null)
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, _random.Next(4) == 0 ? 2 : 1).Select(_ => patience.AskAsync(async () =>
        {
            var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body, body.GetType(), options: JsonSerializerOptions.Web) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await stack.StaffTokenAsync(patience.Over));
            if (key is not null)
            {
                request.Headers.Add("Idempotency-Key", key);
            }
            return request;
        })));
        foreach (var reply in replies)
        {
            Done++;
            // 409: meanwhile the shopper cancelled, or the deadline passed.
            if (!reply.IsSuccess && reply.Status != System.Net.HttpStatusCode.Conflict)
            {
                ledger.Surprise($"staff asked for {path} and was told {(int)reply.Status} {reply.Body}");
            }
        }
    }
}
