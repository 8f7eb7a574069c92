using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Avanii.Orders.Contracts;

namespace Avanii.Faults;

/// <summary>Somebody who buys again and again through the API, in all the manners there are, and writes down what is answered.</summary>
internal sealed class ApiShopper(string name, Patience patience, Ledger ledger, Pacer pacer, Goods goods, Random random)
{
    private const int OrdersInAVisit = 6;

    private static readonly (Manner Manner, int Weight)[] s_manners =
    [
        (Manner.Plain, 30), (Manner.Twins, 20), (Manner.TwoKeys, 6), (Manner.OtherBody, 6), (Manner.CancelAtOnce, 12), (Manner.CancelLater, 6),
        (Manner.AddMeanwhile, 6), (Manner.OrderMeanwhile, 10), (Manner.Scarce, 12),
    ];

    public async Task RunAsync(CancellationToken closing)
    {
        while (!closing.IsCancellationRequested)
        {
            var visit = ledger.Begin(name);
            try
            {
                var api = new GuestApi(patience);
                for (var orders = 0; orders < OrdersInAVisit; orders++)
                {
                    await pacer.TurnAsync(closing);
                    var goesOn = await BuyAsync(api, visit);
                    visit.Subject = api.Subject;
                    if (!goesOn)
                    {
                        break;
                    }
                }
            }
            catch (OperationCanceledException)
            {
                visit.Unfinished = patience.Over.IsCancellationRequested; // else there was nothing under way
            }
            catch (Exception e) // whatever it is, it is to be seen, and the others go on
            {
                ledger.Surprise($"{name}: {e.Message}");
            }
        }
    }

    /// <returns>False when this guest goes home, because the cart cannot go on as it is.</returns>
    private async Task<bool> BuyAsync(GuestApi api, Visit visit)
    {
        var manner = PickManner();
        for (var lines = random.Next(1, 4); lines > 0; lines--)
        {
            await AddAsync(api, visit, scarce: manner == Manner.Scarce);
        }
        return await OrderAsync(api, visit, manner, patientWithOthers: true);
    }

    /// <param name="patientWithOthers">Wait when an earlier order of the cart is on its way; else ask again at once.</param>
    private async Task<bool> OrderAsync(GuestApi api, Visit visit, Manner manner, bool patientWithOthers)
    {
        for (var tries = 0; tries < (patientWithOthers ? 20 : 500); tries++)
        {
            if (await api.QuoteAsync() is not { } quote)
            {
                return true; // all of it is sold out, or on its way out of the cart: the next time
            }
            var purchase = visit.Begin(quote.CheckoutId.ToString(), manner);
            purchase.Prices = quote.Lines.ToDictionary(line => line.Sku, line => line.UnitPrice);
            purchase.Total = quote.Total;
            var reply = await PlaceAsync(api, purchase, quote);
            if (reply.Status == HttpStatusCode.Created)
            {
                purchase.OrderId = JsonSerializer.Deserialize<OrderView>(reply.Body, GuestApi.Json)!.Id;
                return await FollowAsync(api, visit, purchase, quote);
            }
            switch (reply.ProblemType())
            {
                case "cart-changed":
                    break; // looked at again, and ordered again
                case "cart-empty":
                    return true;
                case "order-undecided" or "already-ordered" when !patientWithOthers:
                    await Task.Delay(random.Next(20), patience.Over);
                    break;
                case "order-undecided" or "already-ordered" when reply.ProblemOrder() is { } other && purchase.Manner != Manner.Twins:
                    await WaitAsync(api, other); // the cart's last order is still on its way
                    break;
                default:
                    ledger.Surprise($"{name} wanted to order and was told {(int)reply.Status} {reply.Body}");
                    return false;
            }
        }
        if (patientWithOthers)
        {
            ledger.Surprise($"{name} could not order a cart that was there, in 20 tries.");
        }
        return !patientWithOthers;
    }

    private async Task<Reply> PlaceAsync(GuestApi api, Purchase purchase, CheckoutQuote quote)
    {
        var order = Request(quote);
        var replies = purchase.Manner switch
        {
            Manner.Twins => await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => SendAsync(purchase.Key))),
            Manner.TwoKeys => await Task.WhenAll(SendAsync(purchase.Key), SendAsync(Guid.CreateVersion7().ToString())),
            _ => [await SendAsync(purchase.Key)],
        };
        // Of two keys one may win; who is told of the other's order has ordered, too.
        return replies.FirstOrDefault(reply => reply.Status == HttpStatusCode.Created) ?? replies[0];

        async Task<Reply> SendAsync(string key)
        {
            var reply = await api.PlaceAsync(order, key, atOnce: random.Next(2) == 0);
            purchase.Answered((int)reply.Status, reply.Body);
            return reply;
        }
    }

    private async Task<bool> FollowAsync(GuestApi api, Visit visit, Purchase purchase, CheckoutQuote quote)
    {
        var id = purchase.OrderId!.Value;
        var accepted = Stopwatch.StartNew();
        switch (purchase.Manner)
        {
            case Manner.CancelAtOnce:
                await CancelAsync(api, purchase);
                break;
            case Manner.AddMeanwhile:
                await AddAsync(api, visit, scarce: false);
                break;
            case Manner.OrderMeanwhile:
                await AddAsync(api, visit, scarce: false);
                if (!await OrderAsync(api, visit, Manner.Plain, patientWithOthers: false))
                {
                    return false;
                }
                break;
            case Manner.OtherBody:
                var refused = await api.PlaceAsync(Request(quote) with { Note = "and a bow on it, please" }, purchase.Key);
                if (refused.ProblemType() != "idempotency-key-reused" || refused.ProblemOrder() != id)
                {
                    ledger.Surprise($"{name} sent another order under a used key and was told {(int)refused.Status} {refused.Body}");
                }
                break;
        }
        var order = await WaitAsync(api, id, purchase);
        purchase.DecidedAfter = accepted.Elapsed;
        if (purchase.Manner == Manner.CancelLater && order.Status == OrderStatus.Confirmed)
        {
            await CancelAsync(api, purchase);
        }
        // What could not be had stays in the cart: this guest leaves it as it is, which is looked at in the end.
        return order.Status is not (OrderStatus.Rejected or OrderStatus.Expired);
    }

    private static async Task<OrderView> WaitAsync(GuestApi api, Guid id, Purchase? purchase = null)
    {
        while (true)
        {
            var order = await api.OrderAsync(id, wait: 5);
            purchase?.Saw(order.Status);
            if (order.Decided)
            {
                return order;
            }
        }
    }

    private async Task CancelAsync(GuestApi api, Purchase purchase)
    {
        var reply = await api.CancelAsync(purchase.OrderId!.Value);
        purchase.CancelAccepted = reply.IsSuccess;
        if (!reply.IsSuccess && reply.ProblemType() != "order-not-cancellable")
        {
            ledger.Surprise($"{name} cancelled and was told {(int)reply.Status} {reply.Body}");
        }
    }

    private async Task AddAsync(GuestApi api, Visit visit, bool scarce)
    {
        var (sku, units) = (goods.Pick(random, scarce), random.Next(1, 4));
        Reply reply;
        try
        {
            reply = await api.AddAsync(sku, units);
        }
        catch (OperationCanceledException)
        {
            visit.Add(sku, units, certain: false);
            throw;
        }
        if (reply.IsSuccess)
        {
            visit.Add(sku, units);
        }
        else if (reply.ProblemType() is not ("sold-out" or "quantity-limit"))
        {
            ledger.Surprise($"{name} put {units} {sku} into the cart and was told {(int)reply.Status} {reply.Body}");
        }
    }

    private Manner PickManner()
    {
        var point = random.Next(s_manners.Sum(manner => manner.Weight));
        return s_manners.First(manner => (point -= manner.Weight) < 0).Manner;
    }

    private static PlaceOrderRequest Request(CheckoutQuote quote) => new(
        quote.CartVersion, quote.Total, new("anna@example.org", null), new("Anna", "Weg 1", null, "10115", "Berlin", "DE"), null,
        quote.CheckoutId.ToByteArray()[^1] % 3 == 0 ? PaymentMethod.BankTransfer : PaymentMethod.OnDelivery);
}
