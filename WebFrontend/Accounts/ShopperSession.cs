using System.Security.Cryptography;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.StaticAssets;

namespace Avanii.Web.Accounts;

/// <summary>Who is at the other end of this request. A guest exists from the first add to cart on; before it nothing is written,
/// neither here nor in the browser.</summary>
public sealed class ShopperSession(
    IHttpContextAccessor accessor, IDataProtectionProvider protection, ShopperTokens tokens, Sessions sessions, IHostEnvironment environment)
{
    private const string GuestPrefix = "guest:", GuestCookie = "avanii-guest";
    private static readonly TimeSpan s_guestLife = TimeSpan.FromDays(90);

    private readonly SealedCookie _guestCookie = new(GuestCookie, "guest-cookie", protection, environment);
    private readonly BriefCookie<KnownDevice> _deviceCookie = new("avanii-device", "known-device", KnownDevice.Lifetime, protection, environment);
    private readonly SealedCookie _sessionCookie = new("avanii-session", "session-cookie", protection, environment);
    private string? _guest;
    private bool _guestRead;

    /// <summary>Who is signed in; null: a guest, or somebody who only looks.</summary>
    public SignedIn? Account { get; private set; }

    /// <summary><c>account:{id}</c> or <c>guest:{id}</c>, or null for somebody who only looks.</summary>
    public string? Subject => Account?.Subject ?? GuestSubject;

    /// <summary><c>guest:{id}</c> as this browser was known before signing in, or null.</summary>
    public string? GuestSubject
    {
        get
        {
            if (!_guestRead)
            {
                _guestRead = true;
                _guest = _guestCookie.Read(Context) is { } id ? GuestPrefix + id : null;
            }
            return _guest;
        }
    }

    /// <returns>The request comes from a guest, or from somebody who says so: the answer is about them.</returns>
    internal static bool IsGuests(HttpContext context) => context.Request.Cookies.Keys.Any(name => name.EndsWith(GuestCookie, StringComparison.Ordinal));

    /// <summary>Finds out who is signed in. Called once, before anything asks.</summary>
    internal async Task LoadAsync(CancellationToken ct)
    {
        if (_sessionCookie.Read(Context) is not { } id)
        {
            return;
        }
        Account = await sessions.FindAsync(id, ct);
        if (Account is null)
        {
            _sessionCookie.Delete(Context); // over: ended elsewhere, or too old
            return;
        }
        if (Device is { } device && device.AccountId == Account.AccountId && device.SecurityStamp != Account.SecurityStamp)
        {
            _deviceCookie.Write(Context, device with { SecurityStamp = Account.SecurityStamp! }); // a way in was changed, and this session outlived it
        }
        Context.Items[typeof(SignedIn)] = true; // the answer is for nobody else: see SecurityHeaders
    }

    /// <summary>Makes somebody who only looked a guest and tells the browser.</summary>
    /// <returns>The subject, a guest's or the account's.</returns>
    public string EnsureSubject()
    {
        if (Subject is { } known)
        {
            return known;
        }
        var id = Guid.CreateVersion7();
        _guestCookie.Write(Context, id, s_guestLife);
        return _guest = GuestPrefix + id;
    }

    /// <summary>What this browser is known as to the account that was signed in to last, if that is known: their guesses at their own password
    /// are not a stranger's.</summary>
    public KnownDevice? Device => _deviceCookie.Read(Context);

    /// <summary>Signs this browser in, in a new session; the one before ends.</summary>
    /// <exception cref="SignInOverException">A way into the account was changed meanwhile.</exception>
    /// <param name="account">Who has proved to be themselves.</param>
    /// <param name="method">How: one of <see cref="SignInMethods"/>.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task SignInAsync(Account account, string method, CancellationToken ct)
    {
        var session = await sessions.StartAsync(account, method, Context.Request.Headers.UserAgent, Context.Connection.RemoteIpAddress?.ToString(), ct);
        await EndAsync(ct);
        _sessionCookie.Write(Context, session.Id, Sessions.Lifetime(account.Role));
        _deviceCookie.Write(Context, KnownDevice.After(Device, account));
        Account = new(session.Id, account.Id, account.Email!, account.Name, account.Role, account.Areas, session.SignedInAt, method) { SecurityStamp = account.SecurityStamp };
    }

    /// <summary>Signs this browser out.</summary>
    public async Task SignOutAsync(CancellationToken ct)
    {
        await EndAsync(ct);
        Account = null;
        _sessionCookie.Delete(Context);
    }

    private async Task EndAsync(CancellationToken ct)
    {
        if (Account is { } before)
        {
            await sessions.EndAsync(before.AccountId, before.SessionId, ct);
        }
    }

    /// <summary>This browser forgets the guest it was: the guest's cart is the account's now.</summary>
    internal void ForgetGuest()
    {
        (_guest, _guestRead) = (null, true);
        _guestCookie.Delete(Context);
    }

    /// <summary>In the shop everybody is a shopper, staff too: what they may do more, they do in the back office.</summary>
    /// <returns>A token for this request's shopper towards the gateway, with the browser's address in it.</returns>
    public ValueTask<string> GetTokenAsync(CancellationToken ct)
    {
        var address = Context.Connection.RemoteIpAddress?.ToString();
        return (Account, GuestSubject) switch
        {
            ({ } account, _) => tokens.GetAsync(account.Subject, Roles.Shopper, address, ct),
            (_, { } guest) => tokens.GetAsync(guest, Roles.Guest, address, ct),
            _ => tokens.GetAsync(Roles.Visitor, Roles.Visitor, address, ct),
        };
    }

    /// <returns>A token that also names the account's address, for asking after what a guest did with it.</returns>
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public async ValueTask<string> GetAddressTokenAsync(CancellationToken ct)
    {
        var account = Account ?? throw new InvalidOperationException("Nobody is signed in.");
        var (token, _) = await tokens.CreateAsync(account.Subject, Roles.Shopper, Context.Connection.RemoteIpAddress?.ToString(), ct, email: account.Email);
        return token;
    }

    private HttpContext Context => accessor.HttpContext ?? throw new InvalidOperationException("There is no request to ask.");
}

/// <summary>An id in a cookie that only this shop can have written.</summary>
/// <param name="name">In production with the prefix <c>__Host-</c>: no other host of the domain can set it.</param>
/// <param name="purpose">What is sealed for one cookie is worth nothing in another.</param>
/// <param name="protection">The keys.</param>
/// <param name="environment">Development has no TLS.</param>
internal sealed class SealedCookie(string name, string purpose, IDataProtectionProvider protection, IHostEnvironment environment)
{
    private readonly IDataProtector _protector = protection.CreateProtector(purpose);

    private string Name => environment.IsDevelopment() ? name : "__Host-" + name;

    /// <returns>Null when there is none, or none of ours: forged, or its key is gone.</returns>
    public Guid? Read(HttpContext context)
    {
        if (context.Request.Cookies[Name] is not { Length: > 0 and < 1000 } cookie)
        {
            return null;
        }
        try
        {
            return Guid.ParseExact(_protector.Unprotect(cookie), "N");
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    public void Write(HttpContext context, Guid id, TimeSpan lifetime) =>
        context.Response.Cookies.Append(Name, _protector.Protect(id.ToString("N")), Options(lifetime));

    public void Delete(HttpContext context) => context.Response.Cookies.Delete(Name, Options(null));

    private CookieOptions Options(TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = !environment.IsDevelopment(),
        IsEssential = true,
        MaxAge = lifetime,
    };
}

/// <summary>Finds out who is signed in before a page or endpoint asks. Requests for files bring the cookie, too, and are spared the question.</summary>
internal static class SessionMiddleware
{
    public static void UseShopperSession(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata is { } metadata && metadata.GetMetadata<StaticAssetDescriptor>() is null && metadata.GetMetadata<ForEverybody>() is null)
        {
            try
            {
                await context.RequestServices.GetRequiredService<ShopperSession>().LoadAsync(context.RequestAborted);
            }
            catch (Exception) when (context.Features.Get<IExceptionHandlerFeature>() is not null)
            {
                // The page that says that something is away or broken needs nobody.
            }
        }
        await next(context);
    });
}

/// <summary>On an endpoint whose answer is the same for everybody.</summary>
internal sealed class ForEverybody;
