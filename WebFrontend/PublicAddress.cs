using Avanii.ServiceDefaults;

namespace Avanii.Web;

/// <summary>Where the shop is for somebody who reads a mail: there is no request there to take it from, and one could be forged.</summary>
public sealed class PublicAddress
{
    private const string OnADevelopersMachine = "http://localhost:5001";
    private readonly string _base;

    /// <exception cref="InvalidConfigurationException">It is missing outside Development, or is no address of a site.</exception>
    public PublicAddress(IConfiguration configuration, IHostEnvironment environment)
    {
        var configured = configuration[$"{ShopOptions.Section}:{nameof(ShopOptions.PublicUrl)}"];
        if (string.IsNullOrWhiteSpace(configured))
        {
            configured = environment.IsDevelopment() ? OnADevelopersMachine
                : throw new InvalidConfigurationException("Shop__PublicUrl is missing: set it to the shop's address, such as https://shop.example, which links in mails begin with.");
        }
        if (!Uri.TryCreate(configured, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            throw new InvalidConfigurationException($"Shop__PublicUrl is '{configured}', which is no address of a site such as https://shop.example.");
        }
        _base = configured.Trim().TrimEnd('/');
    }

    /// <param name="path">Begins with a slash.</param>
    /// <returns>The whole address.</returns>
    public string Of(string path) => _base + path;
}
