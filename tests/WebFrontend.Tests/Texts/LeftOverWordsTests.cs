using System.Text.RegularExpressions;

namespace Avanii.Web.Tests.Texts;

/// <summary>No word that somebody reads stands in a page itself: it could not be said in another language.</summary>
public sealed partial class LeftOverWordsTests
{
    [Fact]
    public void No_page_or_component_has_words_of_its_own()
    {
        var pages = TextFiles.Sources(".razor").Where(source => !TextFiles.MayHaveWords(source.Path)).ToList();
        Assert.True(pages.Count > 50);
        Assert.Empty(pages.SelectMany(page => WordsIn(page.Text).Select(words => $"{page.Path}: {words}")));
    }

    [Fact]
    public void No_page_form_or_letter_has_sentences_in_its_code()
    {
        var sources = TextFiles.Sources(".razor", ".cs").Where(source => !TextFiles.MayHaveWords(source.Path) && IsRead(source.Path));
        Assert.Empty(sources.SelectMany(source => source.Text.Split('\n').Where(line => !IsForMachinesOrDevelopers(line))
            .SelectMany(line => Sentence().Matches(line).Select(m => $"{source.Path}: {m.Value}"))));
    }

    [Theory]
    [InlineData("<p>Nothing yet</p>")]
    [InlineData("<p>@X.Y later</p>")]
    [InlineData("<li>@if (a < b) {<span>One</span>} else {<text>Two</text>}</li>")]
    [InlineData("<a aria-label=\"Older orders\">@Text.Format(X.Y, a > b)</a>")]
    [InlineData("<Message Title=\"Gone\" />")]
    [InlineData("@foreach (var x in y)\n{\n    Loose words\n}")]
    public void What_it_looks_for_it_finds(string markup) => Assert.NotEmpty(WordsIn(markup));

    [Theory]
    [InlineData("@page \"/some/words\"\n@* A note *@\n<p class=\"two words\">@X.Y</p>\n@code {\n    var a = \"Some words\";\n}")]
    [InlineData("@switch (a)\n{\n    case < 400 or > 500:\n        <p>@X.Y</p>\n        break;\n    default:\n        break;\n}")]
    [InlineData("<p>@Text.Rich(X.Y, @<strong>@(a ? \"b\" : \"c\")</strong>): @X[\"y\"].Z!.A(b, \"c\")</p>")]
    public void What_nobody_reads_it_leaves_alone(string markup) => Assert.Empty(WordsIn(markup));

    private static bool IsRead(string path) => ReadFolders().IsMatch(path) && !path.EndsWith("Endpoints.cs", StringComparison.Ordinal);

    private static bool IsForMachinesOrDevelopers(string line) =>
        line.Contains("throw ", StringComparison.Ordinal) || line.Contains("Exception(", StringComparison.Ordinal) || line.Contains(".Log", StringComparison.Ordinal)
        || line.TrimStart().StartsWith("//", StringComparison.Ordinal) || line.Contains("=> (\"", StringComparison.Ordinal) || line.Contains("NoRights", StringComparison.Ordinal); // the last two: problem documents, for programs

    private static IEnumerable<string> WordsIn(string razor)
    {
        var markup = Directive().Replace(Style().Replace(Comment().Replace(razor, ""), ""), "");
        var code = markup.IndexOf("@code {", StringComparison.Ordinal);
        markup = WithoutExpressions(code < 0 ? markup : markup[..code]);
        foreach (Match attribute in Attribute().Matches(markup))
        {
            if (ReadAttributes().IsMatch(attribute.Groups[1].Value) && Word().IsMatch(attribute.Groups[2].Value))
            {
                yield return attribute.Value.Trim();
            }
        }
        var text = Tag().Replace(CodeLine().Replace(Attribute().Replace(markup, ""), ""), "\n").Replace("&nbsp;", "", StringComparison.Ordinal);
        foreach (var line in text.Split('\n', '{', '}').Select(line => Else().Replace(line, "").Trim()).Where(line => Word().IsMatch(line)))
        {
            yield return line;
        }
    }

    // @(…), @if (…), @X.Y(…)[…]: what Razor evaluates, with everything in its brackets.
    private static string WithoutExpressions(string markup)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < markup.Length; i++)
        {
            if (markup[i] != '@')
            {
                text.Append(markup[i]);
                continue;
            }
            var end = i + 1;
            while (end < markup.Length)
            {
                if (Name().Match(markup, end) is { Success: true, Index: var start, Length: > 0 and var length } && start == end)
                {
                    end += length;
                }
                else if (markup[end] is '(' or '[')
                {
                    end = Closing(markup, end) + 1;
                }
                else
                {
                    break;
                }
            }
            i = end - 1;
        }
        return text.ToString();
    }

    private static int Closing(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            depth += text[i] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            if (depth == 0)
            {
                return i;
            }
        }
        return text.Length - 1;
    }

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("<style.*?</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex(@"^@(page|using|inject|inherits|layout|attribute|namespace|implements|typeparam)\b.*$|^\s*(case\b.*|default):\s*$|^\s*((else )?if|foreach|for|while|switch) \(.*\)\s*(//.*)?$", RegexOptions.Multiline)]
    private static partial Regex Directive();

    [GeneratedRegex(@"\??\.?!?\.?\w+|!(?=\.)|(?<=\b(if|foreach|for|while|switch|lock|using))\s+(?=\()")]
    private static partial Regex Name();

    [GeneratedRegex("""\s([\w:-]+)="([^"]*)["]""")]
    private static partial Regex Attribute();

    [GeneratedRegex("^(aria-label|aria-description|placeholder|title|alt|Title|Text|Hint|Description|Empty|Here|Action)$")]
    private static partial Regex ReadAttributes();

    [GeneratedRegex(@"^[^<\n]*;[ ]*(//.*)?$", RegexOptions.Multiline)]
    private static partial Regex CodeLine();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"^\s*else\s*$")]
    private static partial Regex Else();

    [GeneratedRegex(@"(?<![\p{L}/])\p{L}{2,}(?![\p{L}/])")]
    private static partial Regex Word();

    [GeneratedRegex(@"^(Pages|Components|Layout|Mail/Orders)/|^Accounts/(AccountLetters|SecurityNotices|Password\w+|BrowserName)\.cs$|^BackOffice/(StaffLetters|InvitationForm|AuditLog|BackOfficeOnly)\.cs$")]
    private static partial Regex ReadFolders();

    [GeneratedRegex("\"[A-Z]([a-z][\\w’'-]*)?,? [a-z][^\"]*\"")]
    private static partial Regex Sentence();
}
