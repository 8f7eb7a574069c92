using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Avanii.Catalog.Reviews;

/// <summary>Where a list of reviews goes on: behind this one. A check sum over itself and its list tells one that was altered, cut off or
/// borrowed from a good one; it is no secret and guards nothing.</summary>
internal readonly record struct ReviewCursor(int Rating, DateTimeOffset WrittenAt, Guid Id)
{
    private const int CheckSumLength = 8;
    private const int PayloadLength = 1 + 8 + 16;

    public string ToText(string list)
    {
        Span<byte> bytes = stackalloc byte[PayloadLength + CheckSumLength];
        bytes[0] = (byte)Rating;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], WrittenAt.UtcTicks);
        Id.TryWriteBytes(bytes[9..], bigEndian: true, out _);
        CheckSum(bytes[..PayloadLength], list).CopyTo(bytes[PayloadLength..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <param name="cursor">Null without one: the list begins at its beginning.</param>
    /// <returns>False when the text is no cursor of that list.</returns>
    public static bool TryParse(string? text, string list, out ReviewCursor? cursor)
    {
        cursor = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }
        var bytes = new byte[PayloadLength + CheckSumLength];
        if (text.Length != Base64Url.GetEncodedLength(bytes.Length)
            || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != bytes.Length
            || !CheckSum(bytes.AsSpan(0, PayloadLength), list).SequenceEqual(bytes.AsSpan(PayloadLength)))
        {
            return false;
        }
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(1));
        if (ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
        {
            return false;
        }
        cursor = new ReviewCursor(bytes[0], new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes.AsSpan(9, 16), bigEndian: true));
        return true;
    }

    private static ReadOnlySpan<byte> CheckSum(ReadOnlySpan<byte> payload, string list) =>
        SHA256.HashData([.. payload, .. Encoding.UTF8.GetBytes(list)]).AsSpan(0, CheckSumLength);
}
