using Avanii.Catalog.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Products;

/// <summary>Whose a slug is: the product's that has it, else the one's that had it.</summary>
internal static class Slugs
{
    /// <summary>Addresses of the service itself, below <c>/products</c>.</summary>
    private static readonly string[] s_reserved = ["export"];

    /// <returns>The product that a present or a former slug leads to, or null.</returns>
    public static async Task<Guid?> FindProductIdAsync(this CatalogDbContext db, string slug, CancellationToken ct) =>
        await db.Products.Where(p => p.Slug == slug).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(ct)
        ?? await db.FormerSlugs.Where(f => f.Slug == slug).Select(f => (Guid?)f.ProductId).SingleOrDefaultAsync(ct);

    /// <summary>Call it when the product has been written with that slug, in the same transaction. Who gives the slug up at that moment makes
    /// the write wait (the unique index), so what they left behind is seen here.</summary>
    public static async Task<bool> WasAnothersAsync(this CatalogDbContext db, Product product, CancellationToken ct) =>
        s_reserved.Contains(product.Slug) || await db.FormerSlugs.AnyAsync(f => f.Slug == product.Slug && f.ProductId != product.Id, ct);

    public static ProblemHttpResult Taken(string slug) =>
        Problems.Problem(409, "slug-taken", "Another product has this address.", $"{slug} is taken, or was: an address that was given up still leads to its product.");
}
