using System.Globalization;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Languages;

/// <summary>The languages that the shop speaks, each with the numbers and dates of a place.</summary>
public sealed class ShopCultures
{
    public ShopCultures(IOptions<ShopOptions> options)
    {
        Default = CultureInfo.GetCultureInfo(options.Value.Culture, predefinedOnly: true);
        All = [Default, .. options.Value.OtherCultures.Select(name => CultureInfo.GetCultureInfo(name, predefinedOnly: true)).Where(other => !other.Equals(Default)).Distinct()];
    }

    /// <summary>For everybody who has chosen none.</summary>
    public CultureInfo Default { get; }

    /// <summary>The default first.</summary>
    public IReadOnlyList<CultureInfo> All { get; }

    /// <summary>The one that this request, or this letter, is written in. What runs for nobody in particular writes in the default.</summary>
    public CultureInfo Current => All.Contains(CultureInfo.CurrentCulture) ? CultureInfo.CurrentCulture : Default;

    /// <returns>Null when the shop does not have just that one.</returns>
    public CultureInfo? Find(string? name) => All.FirstOrDefault(culture => culture.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <returns>The one of that name, else one of its language, else the default.</returns>
    public CultureInfo Nearest(string? name) =>
        Find(name)
        ?? All.FirstOrDefault(culture => culture.TwoLetterISOLanguageName.Equals(name?.Split('-')[0], StringComparison.OrdinalIgnoreCase))
        ?? Default;

    /// <summary>Texts, numbers and dates are of that culture until the answer is disposed of.</summary>
    /// <param name="name">Such as <c>de-AT</c>, from an order or a letter.</param>
    public IDisposable Use(string? name) => new Spoken(Nearest(name));

    private sealed class Spoken : IDisposable
    {
        private readonly (CultureInfo Culture, CultureInfo Texts) _before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

        public Spoken(CultureInfo culture) => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);

        public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = _before;
    }
}
