using System.Text.Json;
using Microsoft.Playwright;

namespace Avanii.Shop.Tests;

/// <summary>What asks for a finger and keeps passkeys: Chromium's virtual authenticator.</summary>
internal sealed class PasskeyDevice
{
    private readonly ICDPSession _devTools;
    private readonly string _id;

    private PasskeyDevice(ICDPSession devTools, string id) => (_devTools, _id) = (devTools, id);

    /// <summary>Gives the tab's machine one. It goes with the tab.</summary>
    public static async Task<PasskeyDevice> OfAsync(IPage tab)
    {
        var devTools = await tab.Context.NewCDPSessionAsync(tab);
        await devTools.SendAsync("WebAuthn.enable");
        // https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn/#type-VirtualAuthenticatorOptions
        var added = await devTools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return new(devTools, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>As a phone's and a laptop's do that belong to one person.</summary>
    public async Task SynchroniseToAsync(PasskeyDevice other)
    {
        var answer = await _devTools.SendAsync("WebAuthn.getCredentials", new() { ["authenticatorId"] = _id });
        foreach (var credential in answer!.Value.GetProperty("credentials").EnumerateArray())
        {
            await other._devTools.SendAsync("WebAuthn.addCredential", new()
            {
                ["authenticatorId"] = other._id,
                ["credential"] = credential.Deserialize<Dictionary<string, object>>()!,
            });
        }
    }
}
