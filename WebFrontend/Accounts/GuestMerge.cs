using Avanii.ServiceDefaults;
using Avanii.Web.Clients;
using Microsoft.Extensions.Caching.Memory;

namespace Avanii.Web.Accounts;

/// <summary>The guest's cart and wishlist become the account's. The cart itself says what did not fit.</summary>
internal sealed class GuestMerge(CartClient carts, WishlistClient wishlists, ShopperTokens tokens, GuestMergePause pause, IHttpContextAccessor accessor) : IGuestMerge
{
    /// <summary>Somebody waits for a page; what cannot be done in this time is done later.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(4);

    public Task MergeAsync(string guestSubject, Account account, CancellationToken ct) => MergeAsync(guestSubject, ct);

    /// <summary>Into the account that this request speaks for.</summary>
    public async Task MergeAsync(string guestSubject, CancellationToken ct)
    {
        var guest = await tokens.GetAsync(guestSubject, Roles.Guest, accessor.HttpContext?.Connection.RemoteIpAddress?.ToString(), ct);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(s_patience);
        string? why;
        try
        {
            var answer = await carts.MergeAsync(guest, limit.Token);
            why = answer.Value is not null ? null : answer.Problem?.Name ?? "away";
            if (why is null) // done again with the next try, either changes nothing
            {
                var list = await wishlists.MergeAsync(guest, limit.Token);
                why = list.Value is not null ? null : list.Problem?.Name ?? "away";
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            why = "too slow";
        }
        if (why is not null)
        {
            pause.Begin(guestSubject);
            throw new InvalidOperationException($"The guest's cart and wishlist could not be merged: {why}.");
        }
    }
}

/// <summary>While somebody's cart cannot be merged, a request of theirs in every half minute finds out, instead of each one waiting; nobody
/// else's waits for that.</summary>
internal sealed class GuestMergePause(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(30);
    private readonly MemoryCache _until = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    public bool IsOver(string guestSubject) => !_until.TryGetValue(guestSubject, out DateTimeOffset until) || clock.GetUtcNow() >= until;

    public void Begin(string guestSubject) => _until.Set(
        guestSubject, clock.GetUtcNow() + s_pause, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = s_pause });

    public void Dispose() => _until.Dispose();
}

/// <summary>What could not be merged at the sign-in is merged at a later request. A browser that is signed in and still known as a guest has
/// something to merge.</summary>
internal static class LateGuestMerge
{
    public static void AddGuestMerge(this IServiceCollection services)
    {
        services.AddSingleton<GuestMergePause>();
        services.AddScoped<GuestMerge>();
        services.AddScoped<IGuestMerge>(s => s.GetRequiredService<GuestMerge>());
    }

    /// <summary>Call it after <c>UseShopperSession</c>.</summary>
    public static void UseLateGuestMerge(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var session = context.RequestServices.GetRequiredService<ShopperSession>();
        if (session is { Account: not null, GuestSubject: { } guest } && context.RequestServices.GetRequiredService<GuestMergePause>().IsOver(guest))
        {
            try
            {
                await context.RequestServices.GetRequiredService<GuestMerge>().MergeAsync(guest, context.RequestAborted);
                session.ForgetGuest();
            }
            catch (InvalidOperationException)
            {
                // Next time. HttpClient's own log line and span hold what happened.
            }
        }
        await next(context);
    });
}
