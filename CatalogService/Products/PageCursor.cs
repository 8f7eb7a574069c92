using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Avanii.Catalog.Contracts;

namespace Avanii.Catalog.Products;

/// <summary>The place in a list behind which the next page begins.</summary>
/// <param name="Key">What the list is ordered by, of the last product seen.</param>
/// <param name="Id">That product.</param>
/// <remarks>As text, base64url of <c>{8 bytes of SHA-256 over list and place}{id}{key}</c>. The checksum binds a cursor to its list and
/// finds every slip and edit; it is no secret, and need not be: a forged place shows nothing that paging does not.</remarks>
internal sealed record PageCursor(object Key, Guid Id)
{
    private const int ChecksumLength = 8;
    private const int HeadLength = ChecksumLength + 16;
    private const int MaxLength = 2000; // a name of 200 characters, four bytes each, has room

    public static PageCursor After(Tile tile, ProductSort sort) => new(KeyOf(tile, sort), tile.Id);

    /// <summary>What makes a list this list. The page's size is not part of it.</summary>
    public static string Describe(string? category, string words, ProductSort sort, bool onSale) => $"{sort}\n{category}\n{onSale}\n{words}";

    public string ToText(string list)
    {
        byte[] place = [.. Id.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(WriteKey(Key))];
        return Base64Url.EncodeToString([.. Checksum(list, place), .. place]);
    }

    /// <param name="cursor">Null without one: the list begins at its beginning.</param>
    /// <returns>False when the text is no cursor of that list.</returns>
    public static bool TryParse(string? text, string list, ProductSort sort, out PageCursor? cursor)
    {
        cursor = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }
        if (!TryDecode(text, out var bytes) || bytes.Length <= HeadLength)
        {
            return false;
        }
        var place = bytes.AsSpan(ChecksumLength);
        if (!bytes.AsSpan(0, ChecksumLength).SequenceEqual(Checksum(list, place))
            || ReadKey(Encoding.UTF8.GetString(place[16..]), sort) is not { } key)
        {
            return false;
        }
        cursor = new(key, new Guid(place[..16], bigEndian: true));
        return true;
    }

    private static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text.Length > MaxLength || !Base64Url.IsValid(text))
        {
            return false;
        }
        bytes = Base64Url.DecodeFromChars(text);
        return Base64Url.EncodeToString(bytes) == text; // white space and stray bits in the last character decode too
    }

    private static byte[] Checksum(string list, ReadOnlySpan<byte> place) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(list), 0, .. place])[..ChecksumLength];

    private static object KeyOf(Tile tile, ProductSort sort) => sort switch
    {
        ProductSort.Price or ProductSort.PriceDescending => tile.Summary.Price,
        ProductSort.Name => tile.SortName,
        ProductSort.Relevance => tile.Rank,
        ProductSort.Newest or _ => tile.CreatedAt,
    };

    /// <summary>A key as it is written in a cursor: exact, so that the same row is found again.</summary>
    private static string WriteKey(object key) => key switch
    {
        decimal price => price.ToString(CultureInfo.InvariantCulture),
        string name => name,
        float rank => BitConverter.SingleToInt32Bits(rank).ToString(CultureInfo.InvariantCulture),
        DateTimeOffset at => at.UtcTicks.ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(key)),
    };

    /// <returns>Null when the text is no key of that order.</returns>
    private static object? ReadKey(string text, ProductSort sort) => sort switch
    {
        ProductSort.Price or ProductSort.PriceDescending => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) ? price : null,
        ProductSort.Name => text.Contains('\0') ? null : text, // the one character that the database cannot read
        ProductSort.Relevance => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bits) ? BitConverter.Int32BitsToSingle(bits) : null,
        ProductSort.Newest or _ => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
    };
}
