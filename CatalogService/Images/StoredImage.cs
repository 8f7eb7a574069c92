namespace Avanii.Catalog.Images;

/// <summary>A picture as it was uploaded, kept once however many products show it.</summary>
public sealed class StoredImage
{
    /// <summary>SHA-256 of the original, in lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>Kept so that better renditions can be made one day.</summary>
    public required byte[] Original { get; init; }

    /// <summary>Of the original, upright, in pixels.</summary>
    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>The widths it can be had in, rising.</summary>
    public required int[] Widths { get; init; }

    public required IReadOnlyList<ImageRendition> Renditions { get; init; }
}

/// <summary>The picture in one width, as WebP.</summary>
public sealed class ImageRendition
{
    public string ImageHash { get; init; } = "";
    public required int Width { get; init; }
    public required byte[] Content { get; init; }

    /// <summary>The same as AVIF; null when that is hardly smaller, or the picture is older than its AVIF.</summary>
    public byte[]? Avif { get; init; }
}
