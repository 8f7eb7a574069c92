using Avanii.Catalog.Categories;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Stock;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Avanii.Catalog.Products;

public static class CreateProduct
{
    public static async Task<Results<Created, ProblemHttpResult>> Handle(
        CreateProductRequest request, CatalogDbContext db, TimeProvider clock, IOptions<VatOptions> vat, IOptions<StockOptions> stock, CancellationToken ct)
    {
        var tree = await CategoryTree.LoadAsync(db, ct);
        if (tree.Find(request.Category) is not { } category)
        {
            return Problems.Problem(422, "unknown-category", "There is no such category.", "GET /categories has them all.");
        }
        if (await FindMistakeAsync(request, db, ct) is { } mistake)
        {
            return Problems.Problem(422, "inconsistent-product", "The product does not fit together.", mistake);
        }
        var product = Build(request, tree.PathTo(category.Id), clock.GetUtcNow(), stock.Value);
        db.Products.Add(product);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        try
        {
            await db.SaveChangedAsync(product, vat.Value, ct);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } taken)
        {
            return taken.TableName == "products"
                ? Slugs.Taken(request.Slug)
                : Problems.Problem(409, "sku-taken", "Another product has one of these SKUs.", "A SKU names one variant for ever, also after its product was retired.");
        }
        if (await db.WasAnothersAsync(product, ct))
        {
            return Slugs.Taken(request.Slug);
        }
        await transaction.CommitAsync(ct);
        return TypedResults.Created($"/products/{product.Slug}");
    }

    /// <returns>What no single field shows, or null.</returns>
    private static async Task<string?> FindMistakeAsync(CreateProductRequest request, CatalogDbContext db, CancellationToken ct)
    {
        if (request.Variants.Any(v => v.OptionValues.Count != request.OptionNames.Count))
        {
            return "Each variant has one value for each option.";
        }
        if (request.Variants.DistinctBy(v => v.Sku).Count() < request.Variants.Count
            || request.Variants.DistinctBy(v => string.Join('\n', v.OptionValues)).Count() < request.Variants.Count)
        {
            return "No two variants have the same SKU or the same options.";
        }
        if (request.Variants.Select(v => Price.Check(v.Price, v.CompareAtPrice)).FirstOrDefault(wrong => wrong is not null) is { } wrongPrice)
        {
            return wrongPrice;
        }
        var hashes = request.Images.Select(i => i.Hash).ToHashSet();
        if (request.Variants.Any(v => v.ImageHash is { } hash && !hashes.Contains(hash)))
        {
            return "A variant's picture is one of the product's.";
        }
        return await db.Images.CountAsync(i => hashes.Contains(i.Hash), ct) < hashes.Count ? "Not every picture has been uploaded." : null;
    }

    private static Product Build(CreateProductRequest request, IReadOnlyList<Category> path, DateTimeOffset now, StockOptions stock)
    {
        var product = new Product
        {
            Id = Guid.CreateVersion7(now),
            Slug = request.Slug,
            Name = request.Name.Trim(),
            Brand = request.Brand.Trim(),
            Description = request.Description,
            Details = string.Join('\n', request.Details.Select(d => d.ReplaceLineEndings(" "))),
            VatClass = request.VatClass,
            OptionNames = [.. request.OptionNames],
            CreatedAt = now,
        };
        product.PlaceIn(path);
        foreach (var variant in request.Variants)
        {
            product.AddVariant(new Variant
            {
                Sku = variant.Sku,
                Position = product.Variants.Count,
                OptionValues = [.. variant.OptionValues],
                Price = variant.Price,
                CompareAtPrice = variant.CompareAtPrice,
                ImageHash = variant.ImageHash,
                Stock = new StockItem(variant.Sku, variant.OnHand, stock.LowThreshold),
            });
        }
        foreach (var image in request.Images)
        {
            product.AddPicture(image.Hash, image.Alt);
        }
        return product;
    }
}
