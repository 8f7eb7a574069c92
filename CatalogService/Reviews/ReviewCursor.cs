using System.Buffers.Binary;
using Avanii.Catalog.Products;

namespace Avanii.Catalog.Reviews;

/// <summary>Where a list of reviews goes on: behind this one.</summary>
internal readonly record struct ReviewCursor(int Rating, DateTimeOffset WrittenAt, Guid Id)
{
    private const int Length = 1 + 8 + 16;

    public string ToText(string list)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = (byte)Rating;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], WrittenAt.UtcTicks);
        Id.TryWriteBytes(bytes[9..], bigEndian: true, out _);
        return CursorText.Write(bytes, list);
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
        if (!CursorText.TryRead(text, list, out var bytes) || bytes.Length != Length)
        {
            return false;
        }
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(1));
        if (ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
        {
            return false;
        }
        cursor = new ReviewCursor(bytes[0], new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes.AsSpan(9), bigEndian: true));
        return true;
    }
}
