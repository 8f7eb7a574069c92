using System.Globalization;
using System.Text;
using Avanii.Catalog.Contracts;

namespace Avanii.Catalog.Products;

/// <summary>Where a list of products goes on: <c>{id}{key}</c> of the last one.</summary>
internal static class PageCursor
{
    private const int IdLength = 16;

    /// <summary>What makes a list this list. The page's size is not part of it.</summary>
    public static string Describe(string? category, string words, ProductSort sort, ProductFilter filter) =>
        $"{sort}\n{category}\n{filter.OnSale}\n{words}{filter.Describe()}";

    public static string Write(Place place, string list, ProductSort sort)
    {
        var key = sort == ProductSort.Name ? place.Name : place.Number.ToString(CultureInfo.InvariantCulture);
        return CursorText.Write([.. place.Id.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(key)], list);
    }

    /// <param name="place">Null without a cursor: the list begins at its beginning.</param>
    /// <returns>False when the text is no cursor of that list.</returns>
    public static bool TryParse(string? text, string list, ProductSort sort, out Place? place)
    {
        place = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }
        if (!CursorText.TryRead(text, list, out var bytes) || bytes.Length < IdLength)
        {
            return false;
        }
        var (id, key) = (new Guid(bytes.AsSpan(0, IdLength), bigEndian: true), Encoding.UTF8.GetString(bytes.AsSpan(IdLength)));
        place = sort == ProductSort.Name ? new Place(0, key, id)
            : long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? new Place(number, "", id)
            : null;
        return place is not null;
    }
}
