using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Avanii.Web.Accounts;

/// <summary>How somebody without an account comes back to an order from another browser: the address in the mail carries a key that opens
/// this one order, and nothing else of the guest's.</summary>
public sealed class OrderLink(IDataProtectionProvider protection, PublicAddress address)
{
    private const string GuestPrefix = "guest:";
    private const int LongestKey = 1000;
    private static readonly TimeSpan s_life = TimeSpan.FromDays(365);
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("order-link").ToTimeLimitedDataProtector();

    /// <returns>The order's address: with a key for a guest, who cannot sign in; without for an account, which can.</returns>
    public string To(Guid orderId, string subject) =>
        address.Of(IsGuest(subject) ? $"/orders/{orderId}?key={KeyOf(orderId, subject)}" : $"/orders/{orderId}");

    public static bool IsGuest(string subject) => subject.StartsWith(GuestPrefix, StringComparison.Ordinal);

    /// <returns>The guest whose order it is, or null when the key is not ours, too old, or another order's.</returns>
    public string? Open(Guid orderId, string? key)
    {
        if (key is not { Length: > 0 and < LongestKey })
        {
            return null;
        }
        try
        {
            var content = _protector.Unprotect(WebEncoders.Base64UrlDecode(key)).AsSpan();
            return content.Length > 16 && new Guid(content[..16], bigEndian: true) == orderId && Encoding.UTF8.GetString(content[16..]) is var subject && IsGuest(subject)
                ? subject
                : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    internal string KeyOf(Guid orderId, string subject) =>
        WebEncoders.Base64UrlEncode(_protector.Protect([.. orderId.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(subject)], s_life));
}
