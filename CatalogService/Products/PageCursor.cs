using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Avanii.Catalog.Contracts;

namespace Avanii.Catalog.Products;

/// <summary>A place in a list, as the text with which the next page is asked for.</summary>
/// <remarks>Base64url of <c>{8 bytes of SHA-256 over list and place}{id}{key}</c>. The checksum binds a cursor to its list and finds every
/// slip and edit; it is no secret, and need not be: a forged place shows nothing that paging does not.</remarks>
internal static class PageCursor
{
    private const int ChecksumLength = 8;
    private const int HeadLength = ChecksumLength + 16;
    private const int MaxLength = 2000; // a name of 200 characters, four bytes each, has room

    /// <summary>What makes a list this list. The page's size is not part of it.</summary>
    public static string Describe(string? category, string words, ProductSort sort, ProductFilter filter) =>
        $"{sort}\n{category}\n{filter.OnSale}\n{words}{filter.Describe()}";

    public static string Write(Place place, string list, ProductSort sort)
    {
        var key = sort == ProductSort.Name ? place.Name : place.Number.ToString(CultureInfo.InvariantCulture);
        byte[] bytes = [.. place.Id.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(key)];
        return Base64Url.EncodeToString([.. Checksum(list, bytes), .. bytes]);
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
        if (!TryDecode(text, out var all) || all.Length <= HeadLength)
        {
            return false;
        }
        var bytes = all.AsSpan(ChecksumLength);
        if (!all.AsSpan(0, ChecksumLength).SequenceEqual(Checksum(list, bytes)))
        {
            return false;
        }
        var (id, key) = (new Guid(bytes[..16], bigEndian: true), Encoding.UTF8.GetString(bytes[16..]));
        place = sort == ProductSort.Name ? new Place(0, key, id)
            : long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? new Place(number, "", id)
            : null;
        return place is not null;
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
}
