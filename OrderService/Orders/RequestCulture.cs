using System.Globalization;

namespace Avanii.Orders;

/// <summary>The language in which the shopper reads, for the mails about the order.</summary>
internal static class RequestCulture
{
    private const string Default = "en";

    /// <returns>The first language of Accept-Language that exists, such as <c>de-AT</c>.</returns>
    public static string Of(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => language.Value.ToString())
        .FirstOrDefault(IsCulture) ?? Default;

    private static bool IsCulture(string name)
    {
        try
        {
            return name.Length is >= 2 and <= 20 && CultureInfo.GetCultureInfo(name, predefinedOnly: true).Name.Length > 0;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }
}
