using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Avanii.Orders;

/// <summary>Where a list of orders goes on. It carries a check sum over itself and its owner: one that was altered, cut off or
/// borrowed is told from a good one. It is no secret and guards nothing: the list shows the caller's own orders only.</summary>
internal readonly record struct OrderCursor(DateTimeOffset PlacedAt, Guid Id)
{
    private const int CheckSumLength = 8;
    private const int PayloadLength = 8 + 16;

    public string ToString(string subject)
    {
        Span<byte> bytes = stackalloc byte[PayloadLength + CheckSumLength];
        BinaryPrimitives.WriteInt64BigEndian(bytes, PlacedAt.UtcTicks);
        Id.TryWriteBytes(bytes[8..], bigEndian: true, out _);
        CheckSum(bytes[..PayloadLength], subject).CopyTo(bytes[PayloadLength..]);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryParse(string text, string subject, out OrderCursor cursor)
    {
        cursor = default;
        var bytes = new byte[PayloadLength + CheckSumLength];
        if (text.Length != Base64Url.GetEncodedLength(bytes.Length)
            || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != bytes.Length
            || !CheckSum(bytes.AsSpan(0, PayloadLength), subject).SequenceEqual(bytes.AsSpan(PayloadLength)))
        {
            return false;
        }
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
        {
            return false;
        }
        cursor = new OrderCursor(new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes.AsSpan(8, 16), bigEndian: true));
        return true;
    }

    private static ReadOnlySpan<byte> CheckSum(ReadOnlySpan<byte> payload, string subject) =>
        SHA256.HashData([.. payload, .. Encoding.UTF8.GetBytes(subject)]).AsSpan(0, CheckSumLength);
}
