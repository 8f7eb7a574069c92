using System.ComponentModel.DataAnnotations;
using System.Threading.RateLimiting;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Security;

/// <summary>How often one client address may ask for what costs much or can be guessed at, at each instance; section <c>RateLimits</c>.
/// Guesses at passwords are counted by the account, too, and for all instances together: see <see cref="Accounts.SignIn"/>.</summary>
public sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>Sending the checkout form. The gateway limits orders alike.</summary>
    [Required, ValidateObjectMembers] public AddressLimit Checkout { get; init; } = new() { Burst = 20, PerMinute = 30 };

    /// <summary>Searching: a search is the dearest question to the database.</summary>
    [Required, ValidateObjectMembers] public AddressLimit Search { get; init; } = new() { Burst = 60, PerMinute = 300 };

    /// <summary>Tokens for API clients.</summary>
    [Required, ValidateObjectMembers] public AddressLimit Session { get; init; } = new() { Burst = 30, PerMinute = 60 };

    /// <summary>Sending a form of the account pages, and asking for a letter. A password takes a tenth of a second to check.</summary>
    [Required, ValidateObjectMembers] public AddressLimit Account { get; init; } = new() { Burst = 20, PerMinute = 60 };
}

internal static class RateLimits
{
    /// <summary>Forms of somebody's account, and of the back office.</summary>
    private static readonly string[] s_account =
        ["/account", "/staff", "/customers", "/back-in-stock", "/content", "/reviews", "/synonyms", "/searches", "/addresses"];

    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IOptions<RateLimitOptions>>((limiter, limits) =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests; // the page is ProblemPages' business
            limiter.OnRejected = (context, _) =>
            {
                AddressLimit.SetRetryAfter(context);
                return ValueTask.CompletedTask;
            };
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            {
                var address = context.Connection.RemoteIpAddress?.ToString();
                return Kind(context.Request) switch
                {
                    nameof(RateLimitOptions.Checkout) => limits.Value.Checkout.For(nameof(RateLimitOptions.Checkout), address),
                    nameof(RateLimitOptions.Search) => limits.Value.Search.For(nameof(RateLimitOptions.Search), address),
                    nameof(RateLimitOptions.Session) => limits.Value.Session.For(nameof(RateLimitOptions.Session), address),
                    nameof(RateLimitOptions.Account) => limits.Value.Account.For(nameof(RateLimitOptions.Account), address),
                    _ => RateLimitPartition.GetNoLimiter(""),
                };
            });
        });
    }

    // A page and its form have one endpoint, so it is the request that tells.
    private static string? Kind(HttpRequest request)
    {
        var path = request.Path;
        if (path.StartsWithSegments("/api/session", StringComparison.OrdinalIgnoreCase))
        {
            return nameof(RateLimitOptions.Session);
        }
        if (path.StartsWithSegments("/search", StringComparison.OrdinalIgnoreCase))
        {
            return nameof(RateLimitOptions.Search);
        }
        if (!HttpMethods.IsPost(request.Method))
        {
            return null;
        }
        return path.StartsWithSegments("/checkout", StringComparison.OrdinalIgnoreCase) ? nameof(RateLimitOptions.Checkout)
            : Array.Exists(s_account, start => path.StartsWithSegments(start, StringComparison.OrdinalIgnoreCase)) ? nameof(RateLimitOptions.Account)
            : null;
    }
}
