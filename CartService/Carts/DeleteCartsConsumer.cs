using Avanii.Cart.Data;
using Avanii.Web.Contracts;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Cart;

/// <summary>An account is no more: neither are its cart and its wishlist, nor what was answered about it.</summary>
public sealed class DeleteCartsConsumer(CartDbContext db) : IConsumer<AccountDeleted>
{
    public async Task Consume(ConsumeContext<AccountDeleted> context)
    {
        var (deleted, ct) = (context.Message, context.CancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO deleted_subjects (subject, deleted_at) VALUES ({deleted.Subject}, {deleted.At}) ON CONFLICT DO NOTHING", ct);
        await DeletedCartSweeper.DeleteAsync(db, ct); // a cart that somebody holds at this moment is left for the sweeper
    }
}
