using System.Security.Cryptography;

namespace Avanii.AppHost.Standalone;

/// <summary>A generated secret in a file that only its owner reads.</summary>
public static class SecretFile
{
    public static async Task<string> GetOrCreateAsync(string path, CancellationToken ct = default) =>
        File.Exists(path) ? await File.ReadAllTextAsync(path, ct) : await CreateAsync(path, ct);

    internal static async Task<string> CreateAsync(string path, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)); // no character that a URI or a shell would mind
        // Written beside and moved, so that it is whole or not there at all.
        var unfinished = path + ".new";
        File.Delete(unfinished);
        await using (var file = new FileStream(unfinished, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            await file.WriteAsync(System.Text.Encoding.ASCII.GetBytes(secret), ct);
        }
        File.Move(unfinished, path, overwrite: true);
        return secret;
    }
}
