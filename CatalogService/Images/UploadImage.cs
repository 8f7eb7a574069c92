using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Avanii.Catalog.Images;

public static class UploadImage
{
    public const int MaxBytes = 10 * 1024 * 1024;
    public const int FormOverhead = 64 * 1024; // a form's boundaries and headers

    public static async Task<Results<Created<UploadedImage>, ProblemHttpResult>> Handle(HttpRequest request, CatalogDbContext db, CancellationToken ct)
    {
        if (await ReadAsync(request, ct) is not { } original)
        {
            return Problems.Problem(413, "too-large", "The picture is too large.", $"{MaxBytes / 1024 / 1024} MB are the most.");
        }
        StoredImage image;
        try
        {
            image = ImageEncoder.Encode(original);
        }
        catch (UnusableImageException e)
        {
            return Problems.Problem(422, e.Problem, "The picture cannot be used.", e.Message);
        }
        await db.StoreOnceAsync(image, ct);
        return TypedResults.Created($"/images/{image.Hash}-{image.Widths[^1]}.webp", new UploadedImage(image.Hash, image.Width, image.Height, image.Widths));
    }

    /// <summary>Keeps the picture, unless it was kept before.</summary>
    internal static async Task StoreOnceAsync(this CatalogDbContext db, StoredImage image, CancellationToken ct)
    {
        if (await db.Images.AnyAsync(i => i.Hash == image.Hash, ct))
        {
            return;
        }
        db.Images.Add(image);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // The same picture came twice at once; the other one is kept.
        }
        db.ChangeTracker.Clear(); // megabytes that nobody reads again
    }

    /// <returns>Null when it is larger than allowed.</returns>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType)
        {
            return await ReadAsync(request.Body, ct);
        }
        var form = await request.ReadFormAsync(ct);
        if (form.Files is not [var file])
        {
            throw new BadHttpRequestException("The form must have one file.");
        }
        await using var stream = file.OpenReadStream();
        return await ReadAsync(stream, ct);
    }

    private static async Task<byte[]?> ReadAsync(Stream stream, CancellationToken ct)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, ct) is > 0 and var read)
        {
            if (content.Length + read > MaxBytes)
            {
                return null;
            }
            content.Write(buffer, 0, read);
        }
        return content.ToArray();
    }
}
