using System.Diagnostics;
using Avanii.Catalog.Categories;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data.DemoCatalogue;
using Avanii.Catalog.Data.DemoCatalogue.Pictures;
using Avanii.Catalog.Images;
using Avanii.Catalog.Products;
using Avanii.Catalog.Search;
using Avanii.Catalog.Stock;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Catalog.Data;

/// <summary>Fills an empty catalogue with the demo goods and their past, in one transaction. No events: carts ask for SKUs that they have not heard of.</summary>
public sealed class SeedDemo(CatalogDbContext db, TimeProvider clock, IOptions<StockOptions> stock)
{
    private const int PicturesAtOnce = 32; // some 10 MB
    private const int Lock = 4712;

    /// <param name="say">Gets a line now and then.</param>
    /// <param name="ct">Ends it; nothing was changed then.</param>
    /// <param name="drawAll">False draws one picture for all: drawing takes most of the time, and few tests look at pictures.</param>
    /// <returns>False when there were products already; nothing was changed.</returns>
    public async Task<bool> RunAsync(Action<string> say, CancellationToken ct, bool drawAll = true)
    {
        var started = Stopwatch.StartNew();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", ct); // the command and the dashboard's button at once
        if (await db.Products.AnyAsync(ct))
        {
            say("The catalogue is already seeded.");
            return false;
        }
        var demo = DemoCatalogue.DemoCatalogue.Load();
        var categories = await AddCategoriesAsync(demo, say, ct, drawAll);
        var hashes = await AddPicturesAsync(demo.Products.SelectMany(p => p.Pictures), say, ct, drawAll);
        var products = Build(demo, categories, hashes);
        db.Products.AddRange(products);
        if (!await db.Synonyms.AnyAsync(ct))
        {
            db.Synonyms.AddRange(DemoCatalogue.DemoCatalogue.LoadSynonyms()
                .Select(s => new SynonymSet { Id = Guid.CreateVersion7(clock.GetUtcNow()), Terms = [.. s.Terms], AlsoFinds = [.. s.AlsoFinds ?? []] }));
        }
        await db.SaveSynonymsAsync(ct);
        await db.AddOpinionsAsync(products, clock.GetUtcNow(), ct);
        await transaction.CommitAsync(ct);
        say($"{products.Count} products with {products.Sum(p => p.Variants.Count)} variants in {started.Elapsed.TotalSeconds:0.0} s.");
        return true;
    }

    /// <summary>The demo's category tree, made if there are no categories yet.</summary>
    internal async Task<CategoryTree> AddCategoriesAsync(DemoCatalogue.DemoCatalogue.Content demo, Action<string> say, CancellationToken ct, bool drawAll = true)
    {
        if (!await db.Categories.AnyAsync(ct))
        {
            var hashes = await AddPicturesAsync(demo.Departments.Select(d => d.Picture).Concat(demo.Departments.SelectMany(d => d.Categories).Select(c => c.Picture)), say, ct, drawAll);
            foreach (var (index, department) in demo.Departments.Index())
            {
                var root = NewCategory(department.Slug, department.Name, department.Description, index, hashes[department.Picture.Scene], parent: null);
                db.Add(root);
                db.AddRange(department.Categories.Select((c, i) => NewCategory(c.Slug, c.Name, c.Description, i, hashes[c.Picture.Scene], root)));
            }
            await db.SaveChangesAsync(ct);
        }
        return await CategoryTree.LoadAsync(db, ct);
    }

    /// <summary>Draws, encodes and keeps each scene once.</summary>
    /// <returns>The hash of each scene's picture.</returns>
    internal async Task<Dictionary<DemoScene, string>> AddPicturesAsync(IEnumerable<DemoPicture> pictures, Action<string> say, CancellationToken ct, bool drawAll = true)
    {
        var hashes = new Dictionary<DemoScene, string>();
        var scenes = pictures.Select(p => p.Scene).Distinct().ToList();
        foreach (var some in (drawAll ? scenes : scenes[..1]).Chunk(PicturesAtOnce))
        {
            var images = new StoredImage[some.Length];
            await Parallel.ForEachAsync(Enumerable.Range(0, some.Length), ct, (i, _) =>
            {
                images[i] = ImageEncoder.EncodeDrawing(PictureStudio.RenderSvg(some[i]));
                return ValueTask.CompletedTask;
            });
            foreach (var (scene, image) in some.Zip(images))
            {
                hashes[scene] = image.Hash;
            }
            foreach (var image in images.DistinctBy(i => i.Hash))
            {
                await db.StoreOnceAsync(image, ct);
            }
            say($"Pictures: {hashes.Count} of {scenes.Count}");
        }
        return drawAll ? hashes : scenes.ToDictionary(scene => scene, _ => hashes[scenes[0]]);
    }

    private Category NewCategory(string slug, string name, string description, int position, string imageHash, Category? parent) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        ParentId = parent?.Id,
        Slug = slug,
        Name = name,
        Description = description,
        Position = position,
        ImageHash = imageHash,
    };

    private List<Product> Build(DemoCatalogue.DemoCatalogue.Content demo, CategoryTree categories, Dictionary<DemoScene, string> hashes)
    {
        // "Newest" is to show something of every department; the same mix each time.
        var shuffled = demo.Products.ToArray();
        new Random(7).Shuffle(shuffled);
        var now = clock.GetUtcNow();
        return [.. shuffled.Select((product, age) => Build(product, now - TimeSpan.FromHours(5 * (age + 1))))];

        Product Build(DemoProduct demo, DateTimeOffset createdAt)
        {
            var product = new Product
            {
                Id = Guid.CreateVersion7(createdAt),
                Slug = demo.Slug,
                Name = demo.Name,
                Brand = demo.Brand,
                Description = demo.Description,
                Details = string.Join('\n', demo.Details),
                VatClass = demo.VatClass == DemoVatClass.Reduced ? VatClass.Reduced : VatClass.Standard,
                OptionNames = [.. demo.Options],
                CreatedAt = createdAt,
            };
            product.PlaceIn(categories.PathTo(categories.Find(demo.CategorySlug)!.Id));
            foreach (var variant in demo.Variants)
            {
                product.AddVariant(new Variant
                {
                    Sku = variant.Sku,
                    Position = product.Variants.Count,
                    OptionValues = [.. variant.OptionValues],
                    Price = variant.Price,
                    CompareAtPrice = variant.CompareAtPrice,
                    ImageHash = variant.PictureIndex is { } index ? hashes[demo.Pictures[index].Scene] : null,
                    Stock = new StockItem(variant.Sku, variant.OnHand, stock.Value.LowThreshold),
                });
            }
            foreach (var picture in demo.Pictures)
            {
                product.AddPicture(hashes[picture.Scene], picture.Alt);
            }
            if (demo.Retired)
            {
                product.Retire(now);
            }
            return product;
        }
    }
}
