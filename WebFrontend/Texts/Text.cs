using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace Avanii.Web.Texts;

/// <summary>Texts with something put in; the texts themselves are in the resource files beside this one, a pair for each part of the shop.</summary>
internal static partial class Text
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

    /// <summary>A sentence with markup in it, whose order is the language's own: <c>@Text.Rich(XTexts.SentTo, @&lt;strong&gt;@email&lt;/strong&gt;)</c>.</summary>
    /// <param name="text">With <c>{0}</c> where the first fragment belongs.</param>
    /// <param name="fragments">What is put in.</param>
    public static RenderFragment Rich(string text, params RenderFragment[] fragments) => builder =>
    {
        var at = 0;
        foreach (Match place in Place().Matches(text))
        {
            builder.AddContent(0, text[at..place.Index]);
            builder.AddContent(1, fragments[int.Parse(place.Groups[1].ValueSpan, CultureInfo.InvariantCulture)]);
            at = place.Index + place.Length;
        }
        builder.AddContent(2, text[at..]);
    };

    [GeneratedRegex(@"\{(\d)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
