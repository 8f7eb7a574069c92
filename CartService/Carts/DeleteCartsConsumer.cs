using Avanii.Cart.Data;
using Avanii.ServiceDefaults.Idempotency;
using Avanii.Web.Contracts;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Cart;

/// <summary>An account is no more: neither is its cart, nor what was answered about it.</summary>
public sealed class DeleteCartsConsumer(CartDbContext db) : IConsumer<AccountDeleted>
{
    public async Task Consume(ConsumeContext<AccountDeleted> context)
    {
        var (subject, ct) = (context.Message.Subject, context.CancellationToken);
        await db.Carts.Where(cart => cart.Subject == subject).ExecuteDeleteAsync(ct); // its lines go with it
        await db.Set<StoredAnswer>().Where(answer => answer.Subject == subject).ExecuteDeleteAsync(ct);
    }
}
