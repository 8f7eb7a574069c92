using System.Security.Cryptography;
using QRCoder;

namespace Avanii.Web.Accounts;

/// <summary>The authenticator app's secret between being shown and being confirmed: it lies in the form, sealed for its account, so that nothing
/// is written before it is certain that the app has it.</summary>
public sealed class TwoStepSetUp(SecretKey secret, TimeProvider clock)
{
    /// <summary>To find an app, install it and understand it. It was asked who it is before the secret was shown, so it is not asked again after.</summary>
    private static readonly TimeSpan s_goodFor = TimeSpan.FromMinutes(30);

    public string Seal(byte[] totpSecret, Guid accountId) =>
        Convert.ToBase64String(secret.Seal([.. BitConverter.GetBytes(clock.GetUtcNow().ToUnixTimeSeconds()), .. totpSecret], Purpose(accountId)));

    /// <returns>The secret, or null: somebody else's, too old, or not ours.</returns>
    public byte[]? Open(string? seal, Guid accountId)
    {
        try
        {
            var open = secret.Open(Convert.FromBase64String(seal ?? ""), Purpose(accountId));
            var shownAt = DateTimeOffset.FromUnixTimeSeconds(BitConverter.ToInt64(open));
            return clock.GetUtcNow() - shownAt <= s_goodFor ? open[sizeof(long)..] : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <returns>A picture of the link as a path of an SVG, with a module's side as the unit, and how wide it is.</returns>
    public static (string Path, int Size) Draw(string link)
    {
        using var code = QRCodeGenerator.GenerateQrCode(link, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix; // with the quiet zone
        var squares = rows.SelectMany((row, y) => Enumerable.Range(0, row.Length).Where(x => row[x]).Select(x => $"M{x} {y}h1v1h-1z"));
        return (string.Concat(squares), rows.Count);
    }

    private static string Purpose(Guid accountId) => $"totp-set-up:{accountId}";
}
