using Microsoft.Extensions.Options;

namespace Avanii.Web.Accounts;

/// <summary>Addresses of our pages as they stand in mails.</summary>
public sealed class PublicAddress(IOptions<ShopOptions> shop, IHttpContextAccessor accessor)
{
    /// <param name="path">Begins with a slash.</param>
    public string Of(string path) =>
        (shop.Value.PublicUrl?.TrimEnd('/') ?? $"{accessor.HttpContext!.Request.Scheme}://{accessor.HttpContext.Request.Host}") + path;
}
