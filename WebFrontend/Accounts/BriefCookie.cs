using Microsoft.AspNetCore.DataProtection;

namespace Avanii.Web.Accounts;

/// <summary>A note to this shop itself that a browser carries, sealed: between two steps, or to be known again.</summary>
/// <param name="name">In production with the prefix <c>__Host-</c>: no other host of the domain can set it.</param>
/// <param name="purpose">What is sealed for one cookie is worth nothing in another.</param>
/// <param name="lifetime">How long it is good, whatever the browser does with it.</param>
/// <param name="protection">The keys.</param>
/// <param name="environment">Development has no TLS.</param>
internal sealed class BriefCookie<T>(string name, string purpose, TimeSpan lifetime, IDataProtectionProvider protection, IHostEnvironment environment)
    where T : class
{
    private readonly TimeLimitedSeal<T> _seal = new(purpose, lifetime, protection);

    private string Name => environment.IsDevelopment() ? name : "__Host-" + name;

    /// <returns>Null when there is none, or none that is good.</returns>
    public T? Read(HttpContext context) => _seal.Open(context.Request.Cookies[Name]);

    public void Write(HttpContext context, T note) => context.Response.Cookies.Append(Name, _seal.Seal(note), Options(lifetime));

    public void Delete(HttpContext context) => context.Response.Cookies.Delete(Name, Options(null));

    private CookieOptions Options(TimeSpan? maxAge) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = !environment.IsDevelopment(),
        IsEssential = true,
        MaxAge = maxAge,
    };
}
