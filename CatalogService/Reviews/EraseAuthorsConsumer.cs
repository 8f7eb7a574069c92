using Avanii.Catalog.Data;
using Avanii.Web.Contracts;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Reviews;

/// <summary>An account is no more: what it wrote stays without its name, and nothing tells any longer what it bought.</summary>
public sealed class EraseAuthorsConsumer(CatalogDbContext db) : IConsumer<AccountDeleted>
{
    public async Task Consume(ConsumeContext<AccountDeleted> context)
    {
        var (deleted, ct) = (context.Message, context.CancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO deleted_subjects (subject, deleted_at) VALUES ({deleted.Subject}, {deleted.At}) ON CONFLICT DO NOTHING", ct);
        await db.EraseAuthorsAsync(AuthorErasureSweeper.BatchSize, ct);
    }
}
