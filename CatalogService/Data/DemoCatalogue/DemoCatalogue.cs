using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Avanii.Catalog.Data.DemoCatalogue.Pictures;

namespace Avanii.Catalog.Data.DemoCatalogue;

/// <summary>The shop's demo goods: read from the JSON files beside this class, one a department, which are compiled in.</summary>
public static partial class DemoCatalogue
{
    public const int MaxNameLength = 200;
    public const int MaxSlugLength = 120;
    public const int MaxSkuLength = 40;

    private static readonly string[] Files = ["home-and-kitchen.json", "clothing.json", "outdoors-and-travel.json"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        // A misspelt key would be a silent default.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter() },
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    public sealed record Content(IReadOnlyList<DemoDepartment> Departments, IReadOnlyList<DemoProduct> Products);

    /// <exception cref="InvalidDataException">The files break a rule of the catalogue; the message names every place.</exception>
    public static Content Load()
    {
        var sheets = Files.Select(Read<DepartmentSheet>).ToList();
        var content = new Content(
            [.. sheets.Select(sheet => sheet.ToDepartment())],
            [.. sheets.SelectMany(sheet => sheet.Categories).SelectMany(category => category.Products.Select(product => product.ToProduct(category.Slug)))]);
        var problems = Problems(content).ToList();
        return problems.Count == 0 ? content : throw new InvalidDataException($"The demo catalogue is not right:\n{string.Join('\n', problems)}");
    }

    /// <summary>What shoppers call the demo goods.</summary>
    public static IReadOnlyList<DemoSynonyms> LoadSynonyms() => Read<List<DemoSynonyms>>("synonyms.json");

    private static T Read<T>(string file)
    {
        var assembly = typeof(DemoCatalogue).Assembly;
        var resource = assembly.GetManifestResourceNames().SingleOrDefault(name => name.EndsWith("." + file, StringComparison.Ordinal))
            ?? throw new InvalidDataException($"{file} is not embedded in {assembly.GetName().Name}");
        using var stream = assembly.GetManifestResourceStream(resource)!;
        return JsonSerializer.Deserialize<T>(stream, Json)!;
    }

    private static IEnumerable<string> Problems(Content content)
    {
        var categories = content.Departments.SelectMany(department => department.Categories).ToList();
        var variants = content.Products.SelectMany(product => product.Variants).ToList();
        var pictures = content.Departments.Select(department => department.Picture)
            .Concat(categories.Select(category => category.Picture))
            .Concat(content.Products.SelectMany(product => product.Pictures));

        return Repeated("category slug", content.Departments.Select(department => department.Slug).Concat(categories.Select(category => category.Slug)))
            .Concat(Repeated("product slug", content.Products.Select(product => product.Slug)))
            .Concat(Repeated("SKU", variants.Select(variant => variant.Sku)))
            .Concat(content.Products.Where(product => product.Name.Length > MaxNameLength).Select(product => $"{product.Slug}: name too long"))
            .Concat(content.Products.Where(product => product.Slug.Length > MaxSlugLength || !Slug().IsMatch(product.Slug)).Select(product => $"{product.Slug}: not a slug"))
            .Concat(content.Products.Where(product => product.Details.Count is < 3 or > 5).Select(product => $"{product.Slug}: 3 to 5 details"))
            .Concat(content.Products.Where(product => product.Pictures.Count is < 1 or > 4).Select(product => $"{product.Slug}: 1 to 4 pictures"))
            .Concat(variants.Where(variant => variant.Sku.Length > MaxSkuLength || !Sku().IsMatch(variant.Sku)).Select(variant => $"{variant.Sku}: not a SKU"))
            .Concat(variants.Where(variant => variant.Price <= 0 || decimal.Round(variant.Price, 2) != variant.Price).Select(variant => $"{variant.Sku}: price {variant.Price}"))
            .Concat(variants.Where(variant => variant.CompareAtPrice <= variant.Price).Select(variant => $"{variant.Sku}: the price before the sale is not higher"))
            .Concat(variants.Where(variant => variant.OnHand < 0).Select(variant => $"{variant.Sku}: stock {variant.OnHand}"))
            .Concat(pictures.Where(picture => !PictureStudio.CanDraw(picture.Scene)).Select(picture => $"{picture.Alt}: nobody can draw {picture.Scene}"));
    }

    private static IEnumerable<string> Repeated(string what, IEnumerable<string> values) =>
        values.GroupBy(value => value, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => $"{what} {group.Key}: {group.Count()} times");

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Slug();

    [GeneratedRegex("^[A-Z0-9][A-Z0-9-]*$")]
    private static partial Regex Sku();
}
