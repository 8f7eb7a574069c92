using System.Security.Cryptography;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.DataProtection;

namespace Avanii.Web.Accounts;

/// <summary>Who is at the other end of this request. A guest exists from the first add to cart on; before it nothing is written,
/// neither here nor in the browser.</summary>
public sealed class ShopperSession(IHttpContextAccessor accessor, IDataProtectionProvider protection, ShopperTokens tokens, IHostEnvironment environment)
{
    /// <summary>Its presence keeps a request away from the page cache.</summary>
    public const string GuestCookie = "avanii-guest";
    private const string SubjectPrefix = "guest:";
    private static readonly TimeSpan CookieLifetime = TimeSpan.FromDays(90);

    private readonly IDataProtector _protector = protection.CreateProtector("guest-cookie");
    private string? _subject;
    private bool _read;

    /// <summary><c>guest:{id}</c>, or null for somebody who only looks.</summary>
    public string? GuestSubject
    {
        get
        {
            if (!_read)
            {
                _read = true;
                _subject = ReadCookie();
            }
            return _subject;
        }
    }

    /// <summary>Makes somebody who only looked a guest and tells the browser.</summary>
    /// <returns>The guest's subject.</returns>
    public string EnsureGuest()
    {
        if (GuestSubject is { } known)
        {
            return known;
        }
        var id = Guid.CreateVersion7();
        Context.Response.Cookies.Append(GuestCookie, _protector.Protect(id.ToString("N")), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = !environment.IsDevelopment(),
            IsEssential = true,
            MaxAge = CookieLifetime,
        });
        return _subject = SubjectPrefix + id;
    }

    /// <returns>A token for this request's shopper towards the gateway, with the browser's address in it.</returns>
    public ValueTask<string> GetTokenAsync(CancellationToken ct)
    {
        var address = Context.Connection.RemoteIpAddress?.ToString();
        return GuestSubject is { } guest
            ? tokens.GetAsync(guest, Roles.Guest, address, ct)
            : tokens.GetAsync(Roles.Visitor, Roles.Visitor, address, ct);
    }

    private HttpContext Context => accessor.HttpContext ?? throw new InvalidOperationException("There is no request to ask.");

    private string? ReadCookie()
    {
        if (Context.Request.Cookies[GuestCookie] is not { Length: > 0 and < 1000 } cookie)
        {
            return null;
        }
        try
        {
            return SubjectPrefix + Guid.ParseExact(_protector.Unprotect(cookie), "N");
        }
        catch (Exception e) when (e is CryptographicException or FormatException) // not ours, or its key is gone: a new guest
        {
            return null;
        }
    }
}
