using System.Globalization;
using System.Text.RegularExpressions;
using Avanii.Web.Languages;
using Microsoft.Extensions.Options;

namespace Avanii.Web;

/// <summary>How money, dates and places are written, everywhere in the shop: by the culture that the reader has chosen.</summary>
public sealed partial class ShopFormat(ShopCultures cultures, IOptions<ShopOptions> options)
{
    private readonly TimeZoneInfo _timeZone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    private CultureInfo Culture => cultures.Current;

    public string Language => Culture.TwoLetterISOLanguageName;

    public string Direction => Culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    /// <returns>Such as €1,249.00; a currency that is not the culture's own is named by its code.</returns>
    public string Money(decimal amount, string currency) => currency == new RegionInfo(Culture.Name).ISOCurrencySymbol
        ? amount.ToString("C", Culture).Replace(' ', '\u00A0') // a sum and its sign stay on one line
        : $"{currency}\u00A0{amount.ToString("N2", Culture)}";

    public string Number(int number) => number.ToString("N0", Culture);

    public string Percent(decimal share) => share.ToString("0.##\u00A0%", Culture);

    /// <returns>Such as 2 March 2026, or 2. März 2026.</returns>
    public string Date(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _timeZone).ToString(LongDate, Culture);

    public string DateAndTime(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _timeZone).ToString($"{LongDate}, {Culture.DateTimeFormat.ShortTimePattern}", Culture);

    /// <returns>The day that it is in the shop.</returns>
    public DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), _timeZone).DateTime);

    /// <returns>Such as Wednesday, 2 December.</returns>
    public string WeekdayAndDay(DateOnly day) => day.ToString(Year().Replace(Culture.DateTimeFormat.LongDatePattern, ""), Culture);

    /// <summary>For the machine-readable part of a <c>time</c> element.</summary>
    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <param name="code">ISO 3166-1 alpha-2.</param>
    /// <returns>The country's name in the reader's language, or the code when there is no such country.</returns>
    public static string Country(string code)
    {
        try
        {
            _ = new RegionInfo(code); // throws for what is none
            // Not DisplayName: that stays in the language in which it was asked for first.
            var language = CultureInfo.CurrentUICulture is { Name.Length: > 0 } reader ? reader.TwoLetterISOLanguageName : "en";
            return new RegionInfo($"{language}-{code}").NativeName;
        }
        catch (ArgumentException)
        {
            return code;
        }
    }

    // The culture's own order of day, month and year; on which weekday something was ordered nobody asks.
    private string LongDate => Weekday().Replace(Culture.DateTimeFormat.LongDatePattern, "");

    [GeneratedRegex("[, ]*yyyy$", RegexOptions.CultureInvariant)]
    private static partial Regex Year();

    [GeneratedRegex("^dddd[, ]*|[, ]*dddd$", RegexOptions.CultureInvariant)]
    private static partial Regex Weekday();
}
