using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Avanii.ServiceDefaults;

/// <summary>How often one client address may ask: a token bucket, in the memory of each instance.</summary>
public sealed class AddressLimit
{
    /// <summary>Requests that may come at once.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; init; }

    /// <summary>Requests a minute in the long run.</summary>
    [Range(1, 60_000_000)]
    public int PerMinute { get; init; }

    /// <param name="name">What is limited.</param>
    /// <param name="address">The client's.</param>
    public RateLimitPartition<string> For(string name, string? address) => RateLimitPartition.GetTokenBucketLimiter($"{name} {PartitionOf(address)}", _ => Bucket());

    /// <summary>Tells when it may be tried again.</summary>
    /// <returns>After how many seconds.</returns>
    public static int SetRetryAfter(OnRejectedContext context)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        context.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return seconds;
    }

    /// <summary>Whoever has an IPv6 address has a whole /64 of them.</summary>
    /// <param name="address">A client's.</param>
    /// <returns>What all addresses that the client may have are counted under.</returns>
    public static string PartitionOf(string? address)
    {
        if (!IPAddress.TryParse(address, out var parsed))
        {
            return "unknown";
        }
        if (parsed.IsIPv4MappedToIPv6)
        {
            parsed = parsed.MapToIPv4();
        }
        return parsed.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(parsed.GetAddressBytes().AsSpan(0, 8)) : parsed.ToString();
    }

    private TokenBucketRateLimiterOptions Bucket()
    {
        // Whole tokens only: at least one a period, and no period shorter than 100 ms.
        var period = TimeSpan.FromMinutes(1.0 / PerMinute);
        var tokens = 1;
        if (period < TimeSpan.FromMilliseconds(100))
        {
            tokens = Math.Max(1, PerMinute / 600);
            period = TimeSpan.FromMilliseconds(100);
        }
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = Burst,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = period,
            QueueLimit = 0,
        };
    }
}
