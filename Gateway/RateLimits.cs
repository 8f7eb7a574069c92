using System.ComponentModel.DataAnnotations;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Avanii.Gateway;

/// <summary>How often one client address may ask. A whole office behind one address should not notice them; a script should.</summary>
public sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>Reading the catalogue: a page view is up to three requests.</summary>
    [Required, ValidateObjectMembers] public AddressLimit Browse { get; init; } = new() { Burst = 200, PerMinute = 3000 };

    /// <summary>Searching the catalogue by words: the dearest question to its database.</summary>
    [Required, ValidateObjectMembers] public AddressLimit Search { get; init; } = new() { Burst = 100, PerMinute = 600 };

    /// <summary>Reading the whole catalogue, a thousand products at a time: the shop's own sitemaps of 100,000 go through in one breath.</summary>
    [Required, ValidateObjectMembers] public AddressLimit Export { get; init; } = new() { Burst = 120, PerMinute = 60 };

    /// <summary>Reading and changing a cart or a wishlist, reading orders.</summary>
    [Required, ValidateObjectMembers] public AddressLimit Cart { get; init; } = new() { Burst = 100, PerMinute = 1200 };

    /// <summary>Placing an order.</summary>
    [Required, ValidateObjectMembers] public AddressLimit Checkout { get; init; } = new() { Burst = 20, PerMinute = 30 };

    /// <summary>Writing reviews, and reporting others'.</summary>
    [Required, ValidateObjectMembers] public AddressLimit Reviews { get; init; } = new() { Burst = 20, PerMinute = 30 };

    /// <summary>Getting a token.</summary>
    [Required, ValidateObjectMembers] public AddressLimit Session { get; init; } = new() { Burst = 30, PerMinute = 60 };
}

internal static class RateLimits
{
    private const string Browse = "browse", Search = "search", Export = "export", Cart = "cart", Checkout = "checkout", Reviews = "reviews", Session = "session"; // named by the routes

    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IOptions<RateLimitOptions>>((limiter, limits) =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = RejectAsync;
            Add(Browse, limits.Value.Browse);
            Add(Search, limits.Value.Search);
            Add(Export, limits.Value.Export);
            Add(Cart, limits.Value.Cart);
            Add(Checkout, limits.Value.Checkout);
            Add(Reviews, limits.Value.Reviews);
            Add(Session, limits.Value.Session);

            void Add(string policy, AddressLimit limit) => limiter.AddPolicy(policy, context => limit.For(policy, ClientAddress(context)));
        });
    }

    /// <summary>The browser's address when WebFrontend has signed it into the token, else the caller's own.</summary>
    private static string? ClientAddress(HttpContext context) =>
        context.User.FindFirst(JwtValidation.ClientAddressClaim)?.Value ?? context.Connection.RemoteIpAddress?.ToString();

    private static async ValueTask RejectAsync(OnRejectedContext context, CancellationToken ct)
    {
        var seconds = AddressLimit.SetRetryAfter(context);
        await Problems.Problem(StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many requests.",
            $"Try again in {seconds} s.").ExecuteAsync(context.HttpContext);
    }
}
