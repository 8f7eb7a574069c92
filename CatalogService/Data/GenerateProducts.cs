using System.Diagnostics;
using System.Globalization;
using Avanii.Catalog.Categories;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data.DemoCatalogue.Pictures;
using Avanii.Catalog.Products;
using Avanii.Catalog.Stock;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Avanii.Catalog.Data;

/// <summary>Products for load tests: as many as are asked for, each made from its number alone, so every run makes the same ones.</summary>
public sealed class GenerateProducts(CatalogDbContext db, SeedDemo demo, IOptions<StockOptions> stock)
{
    private const int Batch = 5_000; // in memory at once
    private const int PicturePool = 60;
    private static readonly DateTimeOffset FirstCreatedAt = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="count">How many generated products there shall be; those of an earlier run are kept and counted.</param>
    public async Task RunAsync(int count, Action<string> say, CancellationToken ct)
    {
        var started = Stopwatch.StartNew();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var content = DemoCatalogue.DemoCatalogue.Load();
        var tree = await demo.AddCategoriesAsync(content, say, ct);
        var leaves = content.Departments.SelectMany(d => d.Categories).Select(c => tree.PathTo(tree.Find(c.Slug)!.Id)).ToArray();
        var pool = Enumerable.Range(0, PicturePool).Select(PictureStudio.Pool).ToArray();
        var hashes = await demo.AddPicturesAsync(pool, say, ct);
        var pictures = pool.Select(p => (hashes[p.Scene], p.Alt)).ToArray();

        var existing = await db.Variants.CountAsync(v => v.Sku.StartsWith(GeneratedProduct.SkuPrefix) && v.Position == 0, ct);
        for (var from = existing; from < count; from += Batch)
        {
            var numbers = Enumerable.Range(from, Math.Min(Batch, count - from));
            var products = numbers.Select(number => GeneratedProduct.Make(number, leaves, pictures, FirstCreatedAt, stock.Value.LowThreshold)).ToList();
            await CopyAsync(products, ct);
            say($"Products: {from + products.Count} of {count}, {started.Elapsed.TotalSeconds:0.0} s");
        }
        await transaction.CommitAsync(ct);
        // Plans for ten products are wrong for ten thousand; autovacuum would come in a minute.
        await db.Database.ExecuteSqlAsync($"VACUUM (ANALYZE) products, variants, stock, product_pictures", ct);
        say($"{Math.Max(0, count - existing)} products made in {started.Elapsed.TotalSeconds:0.0} s.");
    }

    private async Task CopyAsync(List<Product> products, CancellationToken ct)
    {
        var variants = products.SelectMany(p => p.Variants.Select(v => (p.Id, Variant: v))).ToList();
        await CopyAsync(
            "COPY products (id, slug, name, brand, description, details, vat_class, option_names, created_at, updated_at, retired_at, version, category_id, sort_name, "
            + "lowest_price, compare_at_price, price_varies, on_sale, variant_count, only_sku, cover_hash, cover_alt, category_names, variant_words) FROM STDIN (FORMAT BINARY)",
            products.Select(p => (object?[])[p.Id, p.Slug, p.Name, p.Brand, p.Description, p.Details, p.VatClass.ToString(), p.OptionNames, p.CreatedAt, p.UpdatedAt, p.RetiredAt, p.Version,
                p.CategoryId, p.SortName, p.LowestPrice, p.CompareAtPrice, p.PriceVaries, p.OnSale, p.VariantCount, p.OnlySku, p.CoverHash, p.CoverAlt, p.CategoryNames, p.VariantWords]),
            ct);
        await CopyAsync(
            "COPY variants (sku, product_id, position, option_values, price, compare_at_price, image_hash) FROM STDIN (FORMAT BINARY)",
            variants.Select(v => (object?[])[v.Variant.Sku, v.Id, v.Variant.Position, v.Variant.OptionValues, v.Variant.Price, v.Variant.CompareAtPrice, v.Variant.ImageHash]),
            ct);
        await CopyAsync(
            "COPY stock (sku, on_hand, held, availability, availability_version) FROM STDIN (FORMAT BINARY)",
            variants.Select(v => v.Variant.Stock).Select(s => (object?[])[s.Sku, s.OnHand, s.Held, (short)s.Availability, s.AvailabilityVersion]),
            ct);
        await CopyAsync(
            "COPY product_pictures (product_id, position, image_hash, alt) FROM STDIN (FORMAT BINARY)",
            products.SelectMany(p => p.Pictures.Select(picture => (object?[])[p.Id, picture.Position, picture.ImageHash, picture.Alt])),
            ct);
    }

    private async Task CopyAsync(string command, IEnumerable<object?[]> rows, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var writer = await connection.BeginBinaryImportAsync(command, ct);
        foreach (var row in rows)
        {
            await writer.WriteRowAsync(ct, row);
        }
        await writer.CompleteAsync(ct);
    }
}

/// <summary>One of the generated products, with words of its own kind of goods, so that searches find some and not all.</summary>
internal static class GeneratedProduct
{
    public const string SkuPrefix = "GEN-";

    private static readonly string[] Characters =
        ["Plain", "Ribbed", "Speckled", "Everyday", "Tall", "Low", "Round", "Folded", "Striped", "Washed", "Heavy", "Light", "Quilted", "Waxed", "Brushed", "Hand-thrown", "Garden", "Travel", "Winter", "Café"];
    private static readonly string[] Materials =
        ["Stoneware", "Linen", "Cotton", "Wool", "Oak", "Beech", "Walnut", "Cork", "Steel", "Enamel", "Glass", "Leather", "Canvas", "Felt", "Brass", "Porcelain", "Merino", "Hemp"];
    private static readonly string[] Things =
        ["Mug", "Bowl", "Plate", "Teapot", "Vase", "Lamp", "Blanket", "Cushion", "Apron", "Towel", "Shirt", "Sweater", "Jacket", "Scarf", "Beanie", "Socks", "Backpack", "Bottle", "Lantern", "Notebook",
         "Basket", "Candle", "Board", "Tray", "Jug", "Tent", "Stool", "Pouch", "Wallet", "Belt"];
    private static readonly string[] Brands = ["Nordhof", "Strandgut", "Atelier Bräu", "Kilnwork", "Fern & Field", "Maison Éclair", "Hafenkante", "Lumo", "Ostwind", "Tidewater"];
    private static readonly string[] Uses =
        ["for the kitchen table", "for long walks", "for cold mornings", "for two", "for guests", "for the balcony", "for rainy days", "for the weekend", "for the desk", "for breakfast in bed"];
    private static readonly string[] Colours = ["Sand", "Ink", "Moss", "Rust", "Chalk", "Sky"];

    // What has sizes, and which; the rest has none.
    private static readonly Dictionary<string, string[]> SizesOf = new()
    {
        ["Shirt"] = ["XS", "S", "M", "L", "XL", "XXL"],
        ["Sweater"] = ["XS", "S", "M", "L", "XL", "XXL"],
        ["Jacket"] = ["S", "M", "L", "XL"],
        ["Socks"] = ["36-38", "39-41", "42-44"],
        ["Belt"] = ["80 cm", "90 cm", "100 cm", "110 cm"],
        ["Plate"] = ["18 cm", "21 cm", "27 cm"],
        ["Bottle"] = ["500 ml", "750 ml", "1 l"],
        ["Blanket"] = ["130 × 180 cm", "150 × 200 cm"],
    };

    public static Product Make(
        int number, IReadOnlyList<Category>[] leaves, (string Hash, string Alt)[] pictures, DateTimeOffset firstCreatedAt, int lowThreshold)
    {
        var random = new Random(number);
        var createdAt = firstCreatedAt.AddMinutes(number);
        var thing = random.Next(Things.Length);
        var (character, material, brand, use) = (Pick(Characters), Pick(Materials), Pick(Brands), Pick(Uses));
        var name = $"{character} {material} {Things[thing]}";
        var code = number.ToString("D6", CultureInfo.InvariantCulture);
        var colours = random.Next(1, 5);
        var sizes = SizesOf.GetValueOrDefault(Things[thing]);
        var variants = colours * (sizes?.Length ?? 1);
        var product = new Product
        {
            Id = IdOf(createdAt, random),
            Slug = $"{name.ToLowerInvariant().Replace(' ', '-').Replace("é", "e", StringComparison.Ordinal)}-{code}",
            Name = name,
            Brand = brand,
            Description = $"A {character.ToLowerInvariant()} {Things[thing].ToLowerInvariant()} of {material.ToLowerInvariant()}, made {use} by {brand}.\n\nNumber {code} of a series that only load tests buy.",
            Details = $"{material}\nMade {use}\nSeries {number / 100}",
            VatClass = random.Next(8) == 0 ? VatClass.Reduced : VatClass.Standard,
            OptionNames = [.. colours == 1 ? Array.Empty<string>() : ["Colour"], .. sizes is null ? Array.Empty<string>() : ["Size"]],
            CreatedAt = createdAt,
        };
        product.PlaceIn(leaves[thing % leaves.Length]);
        var price = random.Next(3, 200) + (random.Next(2) == 0 ? 0.90m : 0.50m);
        var onSale = random.Next(7) == 0;
        var picture = random.Next(pictures.Length);
        for (var i = 0; i < variants; i++)
        {
            var (colour, size) = (i % colours, i / colours);
            var sku = $"{SkuPrefix}{code}-{i + 1}";
            product.AddVariant(new Variant
            {
                Sku = sku,
                Position = i,
                OptionValues = [.. colours == 1 ? Array.Empty<string>() : [Colours[colour]], .. sizes is null ? Array.Empty<string>() : [sizes[size]]],
                Price = price + (random.Next(3) == 0 ? colour : 0) + size,
                CompareAtPrice = onSale ? price + 20 : null,
                Stock = new StockItem(sku, random.Next(20) == 0 ? 0 : random.Next(1, 500), lowThreshold),
            });
        }
        product.AddPicture(pictures[picture].Hash, pictures[picture].Alt);
        if (number % 100 == 99)
        {
            product.Retire(createdAt.AddDays(100));
        }
        return product;

        string Pick(string[] words) => words[random.Next(words.Length)];
    }

    private static Guid IdOf(DateTimeOffset createdAt, Random random)
    {
        var bytes = Guid.CreateVersion7(createdAt).ToByteArray(bigEndian: true);
        bytes[6] = 0x70; // version 7 with nothing random beside it, for it is not repeatable
        bytes[7] = 0;
        bytes[8] = 0x80;
        random.NextBytes(bytes.AsSpan(9));
        return new Guid(bytes, bigEndian: true);
    }
}
