using Avanii.Cart.Contracts;
using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Avanii.Orders;

/// <summary>Writes an order: with its history, its event and the answer to its key in one commit, or nothing of it.</summary>
public sealed class OrderPlacement(
    OrderDbContext db, OrderAnswers answers, BoughtLines boughtLines, Quotes quotes,
    IOptions<CheckoutOptions> terms, IOptions<FulfilmentOptions> fulfilment, TimeProvider clock)
{
    private const int Tries = 5;

    /// <returns>The new order, or the answer that a twin got, or why this cart cannot be ordered now.</returns>
    public async Task<IResult> PlaceAsync(Attempt attempt, PlaceOrderRequest request, CartView cart, string culture, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            // From the look to the commit twins wait, so that none is refused for what it sees while this one is being written.
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var bought = await boughtLines.OfAsync(cart, attempt, ct);
            var quote = quotes.Of(cart, bought);
            if (Refuse(attempt, request, quote, bought) is { } refusal)
            {
                await transaction.RollbackAsync(ct);
                return await RefuseAsync(attempt, () => refusal, ct);
            }
            var order = Order.Place(attempt.Subject, OrderNumber.New(), quote!, terms.Value.DeliveryVatRate, request, culture,
                clock.GetUtcNow(), fulfilment.Value.DecideWithin);
            order.CartSequence = bought.LastSequence + 1;
            order.MergedCarts = [.. cart.MergedCarts ?? []];
            db.Orders.Add(order);
            db.AnnouncePlaced(order);
            var answer = answers.Add(attempt, order);
            try
            {
                await db.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
                return answer;
            }
            // The unique indexes decide who was first; whoever comes second has waited here for the first one's commit.
            catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
            {
                await transaction.RollbackAsync(ct);
                db.ChangeTracker.Clear();
                if (await answers.FindAsync(attempt, ct) is { } twins)
                {
                    return twins;
                }
                if (await FindOrderOfCartAsync(quote!, ct) is { } other)
                {
                    return await RefuseAsync(attempt, () => other, ct);
                }
                // Neither a twin nor the cart: another order of it was placed and decided meanwhile, and may have bought some of these
                // lines; or the number is taken, which is not to happen twice.
                if (tries == Tries)
                {
                    throw;
                }
            }
        }
    }

    /// <summary>For whatever a placing is refused: a twin may have ordered, and its success emptied the cart, since the key was looked
    /// up, or may be just about to. Its answer is this one's, too.</summary>
    public async Task<IResult> RefuseAsync(Attempt attempt, Func<IResult> refusal, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await OrderAnswers.WaitForTwinsAsync(db, attempt, ct);
        return await answers.FindAsync(attempt, ct) ?? refusal();
    }

    // An undecided order comes first: what it buys lies in the cart for now, and is not to be bought again by this one. Whatever is
    // confirmed from here on is the undecided order that was seen, or takes the number that this one wants.
    private static ProblemHttpResult? Refuse(Attempt attempt, PlaceOrderRequest request, CheckoutQuote? quote, Bought bought) =>
        bought.UndecidedOrder is { } undecided ? OrderProblems.OrderUndecided(undecided.IdFor(attempt.Subject))
        : bought.SinceMerged is { } elsewhere ? OrderProblems.AlreadyOrdered(elsewhere.IdFor(attempt.Subject))
        : quote is null ? GetQuote.NothingToOrder(bought, attempt.Subject)
        : request.Covers(quote) ? null
        : OrderProblems.CartChanged(quote);

    private async Task<IResult?> FindOrderOfCartAsync(CheckoutQuote quote, CancellationToken ct)
    {
        var others = await db.Orders.Where(o => (o.CartId == quote.CartId && o.Status == OrderStatus.Placed) || o.CheckoutId == quote.CheckoutId)
            .Select(o => new { o.Id, o.Status }).ToListAsync(ct);
        return others.Find(o => o.Status == OrderStatus.Placed) is { } undecided ? OrderProblems.OrderUndecided(undecided.Id)
            : others is [var decided, ..] ? OrderProblems.AlreadyOrdered(decided.Id)
            : null;
    }
}
