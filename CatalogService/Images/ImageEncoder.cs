using System.Security.Cryptography;
using System.Text;
using NetVips;

namespace Avanii.Catalog.Images;

/// <summary>Makes the renditions of a picture, once, when it arrives.</summary>
internal static class ImageEncoder
{
    public const int MaxMegapixels = 40;

    // Two columns on a phone, a tile on a desktop, the large picture of a product page.
    private static readonly int[] Widths = [320, 640, 1200];
    private const int Quality = 82; // no artefacts to be seen at twice the size; half the bytes of 95
    private const int Effort = 2; // 2 % more bytes than the default 4, in 40 % of the time
    private const int AvifQuality = 55; // of another scale than WebP's; beside it nothing to be told apart
    private const int AvifEffort = 0; // with 2 it takes six times as long, for a twentieth of the bytes
    private const double WorthTwo = 0.9; // below this share of the WebP's bytes the AVIF is kept
    private const int AnyHeight = 100_000;

    static ImageEncoder()
    {
        Cache.Max = 0; // each picture is worked on once; libvips would keep the last hundred operations in memory
        NetVips.NetVips.Concurrency = 1; // several pictures at once keep the cores busy better than several threads on one
    }

    /// <summary>A photograph. Its type is told by its content, whatever name or header came with it.</summary>
    /// <exception cref="UnusableImageException">It is no JPEG, PNG or WebP, too large, or damaged.</exception>
    public static StoredImage Encode(byte[] original)
    {
        try
        {
            using var image = Open(original);
            if ((long)image.Width * image.Height > MaxMegapixels * 1_000_000L)
            {
                throw new UnusableImageException("too-many-pixels", $"The picture has {image.Width} × {image.Height} pixels; {MaxMegapixels} million are the most.");
            }
            using var upright = image.Autorot();
            return Render(original, upright);
        }
        catch (VipsException)
        {
            throw new UnusableImageException("damaged-picture", "The picture is damaged or incomplete.");
        }
    }

    /// <summary>A drawing of our own. Nothing from outside comes this way: SVG can refer to files.</summary>
    public static StoredImage EncodeDrawing(string svg)
    {
        var original = Encoding.UTF8.GetBytes(svg);
        using var image = Image.SvgloadBuffer(original);
        using var opaque = image.Flatten();
        return Render(original, opaque);
    }

    private static Image Open(byte[] original) => original switch
    {
        [0xFF, 0xD8, 0xFF, ..] => Image.JpegloadBuffer(original, failOn: Enums.FailOn.Error),
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => Image.PngloadBuffer(original, failOn: Enums.FailOn.Error),
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => Image.WebploadBuffer(original, failOn: Enums.FailOn.Error),
        _ => throw new UnusableImageException("unknown-picture-type", "The file is neither JPEG nor PNG nor WebP."),
    };

    private static StoredImage Render(byte[] original, Image image)
    {
        // A small picture is not blown up, but can be had under each of the names that pages ask for.
        int[] widths = [.. Widths];
        // Only a picture that brings a colour profile needs converting, which takes longer than everything else together.
        var profile = image.GetTypeOf("icc-profile-data") != 0 ? "srgb" : null;
        // Decoded once; the smaller ones are made from the largest.
        using var largest = image.ThumbnailImage(widths[^1], AnyHeight, size: Enums.Size.Down, outputProfile: profile).CopyMemory();
        var renditions = widths.Select(width =>
        {
            using var smaller = largest.ThumbnailImage(width, AnyHeight, size: Enums.Size.Down);
            var webp = smaller.WebpsaveBuffer(q: Quality, effort: Effort, keep: Enums.ForeignKeep.None);
            var avif = smaller.HeifsaveBuffer(q: AvifQuality, effort: AvifEffort, compression: Enums.ForeignHeifCompression.Av1, keep: Enums.ForeignKeep.None);
            return new ImageRendition { Width = width, Content = webp, Avif = avif.Length < webp.Length * WorthTwo ? avif : null };
        }).ToList();
        return new StoredImage
        {
            Hash = Convert.ToHexStringLower(SHA256.HashData(original)),
            Original = original,
            Width = image.Width,
            Height = image.Height,
            Widths = widths,
            Renditions = renditions,
        };
    }
}

/// <summary>The picture cannot be taken. The message is for whoever uploaded it.</summary>
internal sealed class UnusableImageException(string problem, string message) : Exception(message)
{
    public string Problem { get; } = problem;
}
