using System.Text;
using System.Text.Json;

namespace Avanii.Catalog.Data.DemoCatalogue;

/// <summary>One department as its JSON file writes it: short, for people who edit it.</summary>
internal sealed record DepartmentSheet(string Slug, string Name, string Description, PictureSheet Picture, IReadOnlyList<CategorySheet> Categories)
{
    public DemoDepartment ToDepartment() => new(Slug, Name, Description, Picture.ToPicture(),
        [.. Categories.Select(category => new DemoCategory(category.Slug, category.Name, category.Description, category.Picture.ToPicture()))]);
}

internal sealed record CategorySheet(string Slug, string Name, string Description, PictureSheet Picture, IReadOnlyList<ProductSheet> Products);

/// <param name="Look">Motif and, after a space, pattern: <c>mug speckle</c>.</param>
internal sealed record PictureSheet(string Look, string Colour, DemoView View, string Alt, string? With = null)
{
    public DemoPicture ToPicture() => new(Alt, ProductSheet.Scene(Look, Colour) with { View = View, With = With });
}

/// <summary>A product is its colours times its sizes; every colour has a picture, and <paramref name="Views"/> add more of the first.</summary>
/// <param name="Sku">What its variants' SKUs begin with: <c>MUG-STO</c> becomes <c>MUG-STO-SAND</c>.</param>
/// <param name="Look">Motif and, after a space, pattern: <c>mug speckle</c>.</param>
/// <param name="Colours">House colours; they are the option "Colour" where there are several.</param>
/// <param name="OptionName">Another name for that option, where colour only stands for something else (a scent, a roast).</param>
/// <param name="OptionValues">The option's values then, one a colour.</param>
/// <param name="Price">One price, or one for each size.</param>
/// <param name="Was">The price before the sale.</param>
/// <param name="Stock">On hand for each variant: all sizes of the first colour, then of the second.</param>
/// <param name="With">The second colour in pictures that show two; the product's second colour when left out.</param>
internal sealed record ProductSheet(
    string Slug,
    string Name,
    string Brand,
    string Sku,
    string Look,
    IReadOnlyList<string> Colours,
    JsonElement Price,
    IReadOnlyList<int> Stock,
    IReadOnlyList<DemoView> Views,
    string Text,
    IReadOnlyList<string> Details,
    IReadOnlyList<string>? Sizes = null,
    string SizeName = "Size",
    string OptionName = "Colour",
    IReadOnlyList<string>? OptionValues = null,
    decimal? Was = null,
    DemoVatClass Vat = DemoVatClass.Standard,
    string? With = null,
    bool Retired = false)
{
    public static DemoScene Scene(string look, string colour)
    {
        var space = look.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? new DemoScene(look, colour) : new DemoScene(look[..space], colour, look[(space + 1)..]);
    }

    public DemoProduct ToProduct(string category)
    {
        string[] options = [.. Colours.Count > 1 ? [OptionName] : Array.Empty<string>(), .. Sizes is null ? Array.Empty<string>() : [SizeName]];
        return new(Slug, Name, Brand, Text, Details, Vat, category, options, [.. Variants()], [.. Pictures()], Retired);
    }

    private IEnumerable<DemoVariant> Variants()
    {
        var sizes = Sizes ?? [""];
        if (Stock.Count != Colours.Count * sizes.Count)
        {
            throw new InvalidDataException($"{Slug}: {Colours.Count * sizes.Count} variants, but stock for {Stock.Count}");
        }
        for (var colour = 0; colour < Colours.Count; colour++)
        {
            for (var size = 0; size < sizes.Count; size++)
            {
                var sku = Sku;
                List<string> values = [];
                if (Colours.Count > 1)
                {
                    sku += "-" + Code(Colours[colour], 4);
                    values.Add(OptionValues is null ? Colours[colour] : OptionValues[colour]);
                }
                if (Sizes is not null)
                {
                    sku += "-" + Code(sizes[size], 8);
                    values.Add(sizes[size]);
                }
                yield return new DemoVariant(sku, values, PriceOf(size), Was, Stock[(colour * sizes.Count) + size], colour);
            }
        }
    }

    private IEnumerable<DemoPicture> Pictures()
    {
        foreach (var (colour, index) in Colours.Select((colour, index) => (colour, index)))
        {
            var value = OptionValues is null ? colour.ToLowerInvariant() : OptionValues[index];
            yield return new DemoPicture(Colours.Count > 1 ? $"{Name}, {value}" : Name, Scene(Look, colour));
        }
        foreach (var view in Views)
        {
            var alt = view switch
            {
                DemoView.Detail => $"{Name}: a close look at the material",
                DemoView.Swatch => $"{Name}: the cloth and its pattern",
                _ => $"{Name}, where it is used",
            };
            yield return new DemoPicture(alt, Scene(Look, Colours[0]) with { View = view, With = With ?? (Colours.Count > 1 ? Colours[1] : null) });
        }
    }

    private decimal PriceOf(int size) => Price.ValueKind == JsonValueKind.Array ? Price[size].GetDecimal() : Price.GetDecimal();

    /// <summary>"Terracotta" becomes TERR, "30 × 40 cm" 30X40, "0.5 l" 05L.</summary>
    private static string Code(string value, int length)
    {
        var code = new StringBuilder();
        foreach (var letter in value.Replace(" cm", "", StringComparison.Ordinal).Replace('×', 'x'))
        {
            if (char.IsAsciiLetterOrDigit(letter) && code.Length < length)
            {
                code.Append(char.ToUpperInvariant(letter));
            }
        }
        return code.ToString();
    }
}
