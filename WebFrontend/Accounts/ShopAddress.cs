using Avanii.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Accounts;

/// <summary>Where the shop is, for links that leave it. Never what a request says: who asks for somebody else's reset link with a host of
/// their own would get it sent there (https://portswigger.net/web-security/host-header/exploiting/password-reset-poisoning).</summary>
public sealed class ShopAddress(IOptions<ShopOptions> shop, IConfiguration configuration, IHostEnvironment environment, IHttpContextAccessor accessor)
{
    /// <summary>As it was set, or as Render says it; without a slash at its end. Null: nobody said.</summary>
    public string? Known => (shop.Value.PublicUrl ?? configuration["RENDER_EXTERNAL_URL"])?.TrimEnd('/') is { Length: > 0 } url ? url : null;

    /// <param name="path">With its leading slash.</param>
    /// <exception cref="InvalidConfigurationException">Outside Development, nobody said where the shop is.</exception>
    public string Of(string path) => (Known, accessor.HttpContext) switch
    {
        ({ } known, _) => known + path,
        (_, { } context) when environment.IsDevelopment() => $"{context.Request.Scheme}://{context.Request.Host}{path}",
        _ => throw new InvalidConfigurationException("Shop__PublicUrl is missing: links in mails need the shop's address, such as https://shop.example."),
    };
}
