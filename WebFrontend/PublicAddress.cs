using Avanii.ServiceDefaults;

namespace Avanii.Web;

/// <summary>Where the shop is for browsers, readers of mails and search engines: as it was set (<c>Shop:PublicUrl</c>), or as Render says it. Not taken from
/// the request, which could be forged, but in Development.</summary>
public sealed class PublicAddress
{
    private const string OnADevelopersMachine = "http://localhost:5001";
    private readonly IHttpContextAccessor _current;

    /// <exception cref="InvalidConfigurationException">It is missing outside Development, or is no address of a site.</exception>
    public PublicAddress(IConfiguration configuration, IHostEnvironment environment, IHttpContextAccessor current)
    {
        _current = current;
        var configured = configuration[$"{ShopOptions.Section}:PublicUrl"];
        if (string.IsNullOrWhiteSpace(configured))
        {
            configured = configuration["RENDER_EXTERNAL_URL"];
        }
        if (string.IsNullOrWhiteSpace(configured))
        {
            if (!environment.IsDevelopment())
            {
                throw new InvalidConfigurationException("Shop__PublicUrl is missing: set it to the shop's address, such as https://shop.example, which links in mails begin with.");
            }
            return;
        }
        if (!Uri.TryCreate(configured, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            throw new InvalidConfigurationException($"Shop__PublicUrl is '{configured}', which is no address of a site such as https://shop.example.");
        }
        Known = configured.Trim().TrimEnd('/');
    }

    /// <summary>Without a slash at its end; null in Development when nobody said.</summary>
    public string? Known { get; }

    /// <param name="path">Begins with a slash.</param>
    /// <returns>The whole address.</returns>
    public string Of(string path) => (Known ?? (_current.HttpContext?.Request is { Host.HasValue: true } request ? $"{request.Scheme}://{request.Host}" : OnADevelopersMachine)) + path;
}
