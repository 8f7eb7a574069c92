using System.Text.RegularExpressions;

namespace Avanii.Web.Development;

/// <summary>The names in <c>Styles/tokens.css</c>, read from that file itself.</summary>
internal static partial class Tokens
{
    private static readonly (string Name, string Value)[] s_all = Read();

    public static IEnumerable<string> Colours => s_all.Where(token => token.Value.StartsWith('#')).Select(token => token.Name).Distinct();

    public static IEnumerable<string> Of(string prefix) => s_all.Select(token => token.Name).Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Distinct();

    private static (string, string)[] Read()
    {
        using var reader = new StreamReader(typeof(Tokens).Assembly.GetManifestResourceStream("Avanii.Web.tokens.css")!);
        return [.. Declaration().Matches(reader.ReadToEnd()).Select(match => (match.Groups[1].Value, match.Groups[2].Value))];
    }

    //   --accent: #2a3fb5;
    [GeneratedRegex(@"^\s*--([a-z0-9-]+):\s*([^;]+);", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
