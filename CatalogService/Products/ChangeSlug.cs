using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Avanii.Catalog.Products;

public static class ChangeSlug
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        string slug, ChangeSlugRequest request, [FromHeader(Name = SeenVersion.Condition)] string? ifMatch, CatalogDbContext db, TimeProvider clock,
        IOptions<VatOptions> vat, CancellationToken ct)
    {
        if (!SeenVersion.TryRead(ifMatch, out var seen))
        {
            return ProductProblems.ConditionNeeded();
        }
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!ProductSlug.IsWellFormed(slug) || await db.LockProductAsync(slug, ct) is not { } product)
        {
            return ProductProblems.UnknownProduct(slug);
        }
        var (former, version) = (product.Slug, product.Version);
        if (!product.ChangeSlug(request.Slug, clock.GetUtcNow()))
        {
            return TypedResults.NoContent(); // whatever was seen: who sends it again because no answer came finds it done
        }
        if (version != seen)
        {
            return ProductProblems.ChangedMeanwhile();
        }
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return Slugs.Taken(request.Slug);
        }
        if (await db.WasAnothersAsync(product, ct))
        {
            return Slugs.Taken(request.Slug);
        }
        await db.FormerSlugs.Where(f => f.Slug == product.Slug).ExecuteDeleteAsync(ct); // it takes its own back
        db.FormerSlugs.Add(new() { Slug = former, ProductId = product.Id, ReplacedAt = product.UpdatedAt });
        await db.SaveChangedAsync(product, vat.Value, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
