using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Catalog.Products;

/// <summary>A place in a list, of whatever it is, as the text with which the next page is asked for.</summary>
/// <remarks>Base64url of <c>{8 bytes of SHA-256 over list and place}{place}</c>. The checksum binds a cursor to its list and finds every
/// slip and edit; it is no secret, and need not be: a forged place shows nothing that paging does not.</remarks>
internal static class CursorText
{
    private const int ChecksumLength = 8;
    private const int MaxLength = 2000; // a name of 200 characters, four bytes each, has room

    public static ProblemHttpResult Problem() =>
        Problems.Problem(400, "bad-cursor", "The cursor does not belong to this list.", "Ask for the list without a cursor and go on with the one in the answer.");

    /// <param name="place">As its list writes it.</param>
    /// <param name="list">What makes the list this list.</param>
    public static string Write(ReadOnlySpan<byte> place, string list) => Base64Url.EncodeToString([.. Checksum(list, place), .. place]);

    /// <returns>False when the text is no cursor of that list.</returns>
    public static bool TryRead(string text, string list, [NotNullWhen(true)] out byte[]? place)
    {
        place = null;
        if (text.Length > MaxLength || !Base64Url.IsValid(text))
        {
            return false;
        }
        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length <= ChecksumLength
            || Base64Url.EncodeToString(bytes) != text // white space and stray bits in the last character decode too
            || !bytes.AsSpan(0, ChecksumLength).SequenceEqual(Checksum(list, bytes.AsSpan(ChecksumLength))))
        {
            return false;
        }
        place = bytes[ChecksumLength..];
        return true;
    }

    private static byte[] Checksum(string list, ReadOnlySpan<byte> place) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(list), 0, .. place])[..ChecksumLength];
}
