using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Avanii.Web.Accounts;

/// <summary>Hands something out to come back within its time: in a link, in a cookie. Who has it can neither read nor change it.</summary>
/// <param name="purpose">What is sealed for one purpose is worth nothing for another.</param>
/// <param name="lifetime">How long it is good.</param>
/// <param name="protection">The keys.</param>
internal sealed class TimeLimitedSeal<T>(string purpose, TimeSpan lifetime, IDataProtectionProvider protection)
    where T : class
{
    private const int Longest = 4000; // browsers keep no longer cookies, and some servers read no longer addresses
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector(purpose).ToTimeLimitedDataProtector();

    /// <returns>Letters that need no encoding in an address or a cookie.</returns>
    public string Seal(T value) => _protector.Protect(JsonSerializer.Serialize(value, JsonSerializerOptions.Web), lifetime);

    /// <returns>Null when it is not good: missing, forged, too old, or its key is gone.</returns>
    public T? Open(string? sealedValue)
    {
        if (sealedValue is not { Length: > 0 and < Longest })
        {
            return null;
        }
        try
        {
            return JsonSerializer.Deserialize<T>(_protector.Unprotect(sealedValue), JsonSerializerOptions.Web);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }
}
