using System.Globalization;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Content;

/// <summary>In which languages staff write, and which of them somebody reads.</summary>
public sealed class ContentLanguages(IOptions<ShopOptions> shop)
{
    public const string English = "en", German = "de";

    public static IReadOnlyList<string> All { get; } = [English, German];

    /// <summary>What is shown where a translation is missing: the language of the shop's own culture.</summary>
    public string Default { get; } = Known(CultureInfo.GetCultureInfo(shop.Value.Culture)) ?? English;

    /// <summary>Of who looks at the page.</summary>
    public string Current => Known(CultureInfo.CurrentUICulture) ?? Default;

    /// <returns>The reader's language where it has been written, else the default one, else any; null: there is none.</returns>
    /// <param name="texts">One for each language.</param>
    /// <param name="languageOf">Of a text.</param>
    public T? Choose<T>(IEnumerable<T> texts, Func<T, string> languageOf)
        where T : class
    {
        var (current, standard) = (Current, Default);
        return texts.OrderBy(text => languageOf(text) is var language && language == current ? 0 : language == standard ? 1 : 2).FirstOrDefault();
    }

    private static string? Known(CultureInfo culture) => All.FirstOrDefault(language => language == culture.TwoLetterISOLanguageName);
}
