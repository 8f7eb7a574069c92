using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Threading.RateLimiting;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Avanii.Gateway;

/// <summary>How often one client address may ask. A whole office behind one address should not notice them; a script should.</summary>
public sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>Reading the catalogue: a page view is up to three requests.</summary>
    [Required, ValidateObjectMembers] public Bucket Browse { get; init; } = new() { Burst = 200, PerMinute = 3000 };

    /// <summary>Reading and changing a cart, reading orders.</summary>
    [Required, ValidateObjectMembers] public Bucket Cart { get; init; } = new() { Burst = 100, PerMinute = 1200 };

    /// <summary>Placing an order.</summary>
    [Required, ValidateObjectMembers] public Bucket Checkout { get; init; } = new() { Burst = 20, PerMinute = 30 };

    /// <summary>Getting a token.</summary>
    [Required, ValidateObjectMembers] public Bucket Session { get; init; } = new() { Burst = 30, PerMinute = 60 };

    /// <summary>A token bucket.</summary>
    public sealed class Bucket
    {
        /// <summary>Requests that may come at once.</summary>
        [Range(1, 1_000_000)] public int Burst { get; init; }

        /// <summary>Requests a minute in the long run.</summary>
        [Range(1, 60_000_000)] public int PerMinute { get; init; }
    }
}

internal static class RateLimits
{
    private const string Browse = "browse", Cart = "cart", Checkout = "checkout", Session = "session"; // named by the routes

    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IOptions<RateLimitOptions>>((limiter, limits) =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = RejectAsync;
            Add(Browse, limits.Value.Browse);
            Add(Cart, limits.Value.Cart);
            Add(Checkout, limits.Value.Checkout);
            Add(Session, limits.Value.Session);

            void Add(string policy, RateLimitOptions.Bucket bucket) => limiter.AddPolicy(policy, context =>
                RateLimitPartition.GetTokenBucketLimiter(ClientAddress(context), _ => Limiter(bucket)));
        });
    }

    /// <summary>The browser's address when WebFrontend has signed it into the token, else the caller's own.</summary>
    private static string ClientAddress(HttpContext context) =>
        context.User.FindFirst(JwtValidation.ClientAddressClaim)?.Value
        ?? context.Connection.RemoteIpAddress?.ToString()
        ?? "unknown";

    private static TokenBucketRateLimiterOptions Limiter(RateLimitOptions.Bucket bucket)
    {
        // Whole tokens only: at least one a period, and no period shorter than 100 ms.
        var period = TimeSpan.FromMinutes(1.0 / bucket.PerMinute);
        var tokens = 1;
        if (period < TimeSpan.FromMilliseconds(100))
        {
            tokens = Math.Max(1, bucket.PerMinute / 600);
            period = TimeSpan.FromMilliseconds(100);
        }
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = bucket.Burst,
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = period,
            QueueLimit = 0,
        };
    }

    private static async ValueTask RejectAsync(OnRejectedContext context, CancellationToken ct)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        context.HttpContext.Response.Headers[HeaderNames.RetryAfter] = seconds.ToString(CultureInfo.InvariantCulture);
        await Problems.Problem(StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many requests.",
            $"Try again in {seconds} s.").ExecuteAsync(context.HttpContext);
    }
}
