using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Avanii.Orders;

/// <summary>Writes an order: with its history, its event and the answer to its key in one commit, or nothing of it.</summary>
public sealed class OrderPlacement(
    OrderDbContext db, StoredAnswers answers, IOptions<CheckoutOptions> terms, IOptions<FulfilmentOptions> fulfilment, TimeProvider clock)
{
    private const int Tries = 3;

    /// <returns>The new order, or the answer that a twin got, or why this cart cannot be ordered now.</returns>
    public async Task<IResult> PlaceAsync(Attempt attempt, CheckoutQuote quote, string culture, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            var order = Order.Place(attempt.Subject, OrderNumber.New(), quote, terms.Value.DeliveryVatRate, attempt.Request, culture,
                clock.GetUtcNow(), fulfilment.Value.DecideWithin);
            db.Orders.Add(order);
            db.AnnouncePlaced(order);
            var answer = answers.Add(attempt, order);
            try
            {
                await db.SaveChangesAsync(ct);
                return answer;
            }
            // The unique indexes decide who was first; whoever comes second has waited here for the first one's commit.
            catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
            {
                db.ChangeTracker.Clear();
                if (await answers.FindAsync(attempt, ct) is { } twins)
                {
                    return twins;
                }
                if (await FindOrderOfCartAsync(quote, ct) is { } other)
                {
                    return other;
                }
                if (tries == Tries) // neither a twin nor the cart: the number is taken, which is not to happen twice
                {
                    throw;
                }
            }
        }
    }

    private async Task<IResult?> FindOrderOfCartAsync(CheckoutQuote quote, CancellationToken ct)
    {
        var others = await db.Orders.Where(o => (o.CartId == quote.CartId && o.Status == OrderStatus.Placed) || o.CheckoutId == quote.CheckoutId)
            .Select(o => new { o.Id, o.Status }).ToListAsync(ct);
        return others.Find(o => o.Status == OrderStatus.Placed) is { } undecided ? OrderProblems.OrderUndecided(undecided.Id)
            : others is [var decided, ..] ? OrderProblems.AlreadyOrdered(decided.Id)
            : null;
    }
}
