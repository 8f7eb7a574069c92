using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Avanii.Web.Tests.Accounts;

/// <summary>A device that makes passkeys (WebAuthn, attestation "none"), without a person before it.</summary>
internal static class Authenticator
{
    private const string Path = "/account/passkeys";

    /// <summary>Adds a passkey by the page for it.</summary>
    public static async Task<Page> AddAsync(Browser browser)
    {
        var form = (await browser.GetAsync(Path)).Form("data-passkey");
        var options = await browser.PostAsync(Path + "/options", form);
        Assert.Equal(HttpStatusCode.OK, options.Status);
        form["credential"] = Make(options.Html, await OriginAsync(browser));
        return await browser.PostAsync(Path + "/add", form);
    }

    public static async Task<string> OriginAsync(Browser browser) => (await browser.GetAsync(Path)).Response.RequestMessage!.RequestUri!.GetLeftPart(UriPartial.Authority);

    public static string Make(string optionsJson, string origin)
    {
        using var options = JsonDocument.Parse(optionsJson);
        var challenge = options.RootElement.GetProperty("challenge").GetString()!;
        var host = new Uri(origin).Host;
        var clientData = JsonSerializer.SerializeToUtf8Bytes(new { type = "webauthn.create", challenge, origin, crossOrigin = false });
        var id = RandomNumberGenerator.GetBytes(16);
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = pair.ExportParameters(false).Q;
        // A COSE key (RFC 9052): {1: 2, 3: -7, -1: 1, -2: x, -3: y}
        byte[] key = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        const byte presentVerifiedWithKey = 0x01 | 0x04 | 0x40;
        byte[] data = [.. SHA256.HashData(Encoding.UTF8.GetBytes(host)), presentVerifiedWithKey, 0, 0, 0, 0, .. new byte[16], 0, (byte)id.Length, .. id, .. key];
        // {"fmt": "none", "attStmt": {}, "authData": data}
        byte[] attestation = [0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0, 0x68, .. "authData"u8, 0x58, (byte)data.Length, .. data];
        return JsonSerializer.Serialize(new
        {
            id = Base64Url.EncodeToString(id),
            rawId = Base64Url.EncodeToString(id),
            type = "public-key",
            clientExtensionResults = new { },
            response = new { clientDataJSON = Base64Url.EncodeToString(clientData), attestationObject = Base64Url.EncodeToString(attestation), transports = new[] { "internal" } },
        });
    }
}
