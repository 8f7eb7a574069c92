using System.Globalization;
using Microsoft.Extensions.Options;

namespace Avanii.Web;

/// <summary>How money, dates and places are written, everywhere in the shop.</summary>
public sealed class ShopFormat
{
    private readonly CultureInfo _culture;
    private readonly TimeZoneInfo _timeZone;
    private readonly string _currencyOfCulture;

    public ShopFormat(IOptions<ShopOptions> options)
    {
        _culture = CultureInfo.GetCultureInfo(options.Value.Culture, predefinedOnly: true);
        _timeZone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);
        _currencyOfCulture = new RegionInfo(_culture.Name).ISOCurrencySymbol;
    }

    public string Language => _culture.TwoLetterISOLanguageName;

    public string Direction => _culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    /// <returns>Such as €1,249.00; a currency that is not the culture's own is named by its code.</returns>
    public string Money(decimal amount, string currency) => currency == _currencyOfCulture
        ? amount.ToString("C", _culture)
        : $"{currency}\u00A0{amount.ToString("N2", _culture)}";

    public string Number(int number) => number.ToString("N0", _culture);

    public string Percent(decimal share) => share.ToString("0.##\u00A0%", _culture);

    public string Date(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _timeZone).ToString("d MMMM yyyy", _culture);

    public string DateAndTime(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _timeZone).ToString("d MMMM yyyy, HH:mm", _culture);

    /// <returns>The day that it is in the shop.</returns>
    public DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), _timeZone).DateTime);

    /// <returns>Such as Wednesday, 2 December.</returns>
    public string WeekdayAndDay(DateOnly day) => day.ToString(_culture.TwoLetterISOLanguageName == "de" ? "dddd, d. MMMM" : "dddd, d MMMM", _culture);

    /// <summary>For the machine-readable part of a <c>time</c> element.</summary>
    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <param name="code">ISO 3166-1 alpha-2.</param>
    /// <returns>The country's name, or the code when there is no such country.</returns>
    public static string Country(string code)
    {
        try
        {
            return new RegionInfo(code).EnglishName;
        }
        catch (ArgumentException)
        {
            return code;
        }
    }
}
