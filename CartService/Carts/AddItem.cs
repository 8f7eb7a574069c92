using System.Security.Claims;
using Avanii.Cart.Contracts;
using Avanii.Cart.Data;
using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Cart;

public static class AddItem
{
    private const string Operation = "POST /cart/items";

    public static async Task<IResult> Handle(
        [FromHeader(Name = IdempotencyKey.Header)] string? idempotencyKey, AddItemRequest request, ClaimsPrincipal user, CartDbContext db,
        KnownVariants variants, CartViews views, StoredAnswers answers, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        if (idempotencyKey is not null && !IdempotencyKey.IsKey(idempotencyKey))
        {
            return CartProblems.NoIdempotencyKey();
        }
        var attempt = idempotencyKey is null ? null : Attempt.Of(user, idempotencyKey, Operation, request);
        return await answers.OnceAsync(attempt, AddAsync, ct);

        async Task<IResult> AddAsync()
        {
            for (var asked = false; ; asked = true)
            {
                KnownVariant? variant;
                await using (var transaction = await db.Database.BeginTransactionAsync(ct))
                {
                    var cart = await db.LockOrCreateCartAsync(user.GetSubject(), clock.GetUtcNow(), ct);
                    variant = cart.Find(request.Sku)?.Variant ?? await variants.ReadAsync(request.Sku, ct);
                    if (asked || !(variants.MustAsk(variant, request.SeenVersion) || KnownVariants.MayBeBack(variant)))
                    {
                        if (Refuse(cart, variant, request) is { } refusal)
                        {
                            return refusal;
                        }
                        cart.Add(variant!, request.Quantity, clock.GetUtcNow());
                        var view = views.Of(cart);
                        var answer = attempt is null ? TypedResults.Ok(view) : answers.Add(attempt, StatusCodes.Status200OK, view, resource: cart.Id);
                        await db.SaveChangesAsync(ct);
                        await transaction.CommitAsync(ct);
                        return answer;
                    }
                }
                db.ChangeTracker.Clear();
                try
                {
                    await variants.AskAsync(request.Sku, variant, ct); // another service, so no lock is held
                }
                catch (CatalogueAwayException)
                {
                    return CartProblems.CatalogueAway(response);
                }
            }
        }
    }

    private static ProblemHttpResult? Refuse(Cart cart, KnownVariant? variant, AddItemRequest request) =>
        variant is null ? CartProblems.UnknownSku(request.Sku)
        : !variant.Orderable ? CartProblems.NotOrderable(variant)
        : request.Quantity > cart.RoomFor(request.Sku) ? CartProblems.QuantityLimit(request.Sku, cart.RoomFor(request.Sku))
        : cart.IsFull && cart.Find(request.Sku) is null ? CartProblems.CartFull()
        : null;
}
