using Avanii.Web.Texts;

namespace Avanii.Web.Accounts;

/// <summary>A browser in the words that its owner uses for it.</summary>
public static class BrowserName
{
    // Each browser also claims to be those below it: Edge and Opera say Chrome, and Chrome says Safari.
    private static readonly (string Mark, string Name)[] s_browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Chromium/", "Chromium"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] s_systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("Linux", "Linux"),
    ];

    /// <param name="userAgent">What the browser calls itself.</param>
    /// <returns>Such as <c>Chrome on Android</c>; <c>an unknown browser</c> where that cannot be told. Nothing of the header itself.</returns>
    public static string Of(string? userAgent) => (Find(s_browsers, userAgent), Find(s_systems, userAgent)) switch
    {
        ({ } browser, { } system) => Text.Format(AccountTexts.BrowserOn, browser, system),
        ({ } browser, null) => browser,
        (null, { } system) => Text.Format(AccountTexts.SomeBrowserOn, system),
        _ => AccountTexts.UnknownBrowser,
    };

    private static string? Find((string Mark, string Name)[] marks, string? userAgent) =>
        marks.FirstOrDefault(known => userAgent?.Contains(known.Mark, StringComparison.Ordinal) == true).Name;
}
