using System.Security.Cryptography;
using QRCoder;

namespace Avanii.Web.Accounts;

/// <summary>The authenticator app's secret between being shown and being confirmed: it lies in the form, sealed for its account, so that nothing
/// is written before it is certain that the app has it. A change of a way into the account voids it: a thief who was shown one cannot keep it
/// until the owner is back.</summary>
public sealed class TwoStepSetUp(SecretKey secret, TimeProvider clock)
{
    /// <summary>Longer than a sign-in is fresh: who had to sign in again in another tab goes on with the key that the app has.</summary>
    private static readonly TimeSpan s_goodFor = TimeSpan.FromMinutes(30);

    public string Seal(byte[] totpSecret, Account account) =>
        Convert.ToBase64String(secret.Seal([.. BitConverter.GetBytes(clock.GetUtcNow().ToUnixTimeSeconds()), .. totpSecret], Purpose(account)));

    /// <returns>The secret, or null: somebody else's, too old, from before a way in was changed, or not ours.</returns>
    public byte[]? Open(string? seal, Account account)
    {
        try
        {
            var open = secret.Open(Convert.FromBase64String(seal ?? ""), Purpose(account));
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

    private static string Purpose(Account account) => $"totp-set-up:{account.Id}:{account.SecurityStamp}";
}
