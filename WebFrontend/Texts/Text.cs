using System.Globalization;

namespace Avanii.Web.Texts;

/// <summary>Texts with something put in; the texts themselves are in the resource files beside this one, a pair for each part of the shop.</summary>
internal static class Text
{
    /// <param name="text">From a resource file, with <c>{0}</c> where a value belongs.</param>
    /// <param name="values">Written in the reader's culture; money and dates come from <see cref="ShopFormat"/>.</param>
    public static string Format(string text, params ReadOnlySpan<object?> values) => string.Format(CultureInfo.CurrentCulture, text, values);

    /// <summary>English and German have two forms. A language with more will want its plural rules here.</summary>
    /// <param name="count">How many; <c>{0}</c> in both forms.</param>
    /// <param name="one">For a single one.</param>
    /// <param name="other">For all other numbers.</param>
    public static string Count(int count, string one, string other) =>
        string.Format(CultureInfo.CurrentCulture, count == 1 ? one : other, count.ToString("N0", CultureInfo.CurrentCulture));
}
