using System.Text.RegularExpressions;

namespace Avanii.Web.Tests.Texts;

public sealed partial class TextFileTests
{
    public static TheoryData<string> Names => [.. TextFiles.Names];

    [Fact]
    public void The_texts_are_found() => Assert.Superset(
        new HashSet<string> { "LayoutTexts", "ShopTexts", "CartTexts", "CheckoutTexts", "OrderTexts", "AccountTexts", "SettingsTexts", "LetterTexts", "BackOfficeTexts" }, TextFiles.Names.ToHashSet());

    [Theory, MemberData(nameof(Names))]
    public void Every_text_is_there_in_German_and_no_other_is(string name)
    {
        var (english, german) = (TextFiles.Read(name), TextFiles.Read(name + ".de"));
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), german.Keys.Order(StringComparer.Ordinal));
        Assert.All(english.Concat(german), text => Assert.False(string.IsNullOrWhiteSpace(text.Value), $"{text.Key} is empty"));
    }

    [Theory, MemberData(nameof(Names))]
    public void What_is_put_into_a_text_is_put_into_the_German_one_too(string name)
    {
        var german = TextFiles.Read(name + ".de");
        Assert.All(TextFiles.Read(name), text => Assert.True(PlacesIn(text.Value).SetEquals(PlacesIn(german[text.Key])), $"{text.Key}: {text.Value} / {german[text.Key]}"));
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_text_is_shown_somewhere(string name)
    {
        var sources = string.Join('\n', TextFiles.Sources(".razor", ".cs").Select(source => source.Text));
        var used = Regex.Matches(sources, $@"\b{name}\.(\w+)").Select(m => m.Groups[1].Value).ToHashSet();
        Assert.Empty(TextFiles.Read(name).Keys.Except(used));
    }

    [Fact]
    public void A_text_with_a_place_in_it_is_never_shown_without_its_value()
    {
        var withPlaces = TextFiles.Names.SelectMany(name => TextFiles.Read(name).Where(text => PlacesIn(text.Value).Count > 0).Select(text => $"{name}.{text.Key}")).ToHashSet();
        Assert.NotEmpty(withPlaces);
        Assert.All(TextFiles.Sources(".razor"), source => Assert.DoesNotContain(Shown().Matches(ForScripts().Replace(source.Text, "")).Select(m => m.Groups[1].Value), withPlaces.Contains));
    }

    private static HashSet<string> PlacesIn(string text) => Place().Matches(text).Select(m => m.Value).ToHashSet();

    [GeneratedRegex(@"\{\d[^}]*\}")]
    private static partial Regex Place();

    // data-found="@SearchTexts.SuggestionsFound": the script puts the value in.
    [GeneratedRegex(@"\sdata-[\w-]+=""@\w+Texts\.\w+""")]
    private static partial Regex ForScripts();

    [GeneratedRegex(@"@(\w+Texts\.\w+)")]
    private static partial Regex Shown();
}
