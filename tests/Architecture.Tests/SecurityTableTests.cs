using System.Text.RegularExpressions;

namespace Avanii.Architecture.Tests;

/// <summary>docs/security.md holds the shop against ASVS 5.0: no requirement is left out, and what it names is there.</summary>
public sealed partial class SecurityTableTests
{
    private const string Met = "met", None = "none", NotMet = "not met";

    // Level 1 and 2 of the chapters that apply (not V10 OAuth, V17 WebRTC), from https://github.com/OWASP/ASVS, 5.0/en.
    private static readonly string[] s_requirements =
        """
        1.1.1 1.1.2 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.2.6 1.2.7 1.2.8 1.2.9 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.3.6 1.3.7 1.3.8 1.3.9 1.3.10 1.3.11
        1.4.1 1.4.2 1.4.3 1.5.1 1.5.2
        2.1.1 2.1.2 2.1.3 2.2.1 2.2.2 2.2.3 2.3.1 2.3.2 2.3.3 2.3.4 2.4.1
        3.2.1 3.2.2 3.3.1 3.3.2 3.3.3 3.3.4 3.4.1 3.4.2 3.4.3 3.4.4 3.4.5 3.4.6 3.5.1 3.5.2 3.5.3 3.5.4 3.5.5 3.7.1 3.7.2
        4.1.1 4.1.2 4.1.3 4.2.1 4.3.1 4.3.2 4.4.1 4.4.2 4.4.3 4.4.4
        5.1.1 5.2.1 5.2.2 5.2.3 5.3.1 5.3.2 5.4.1 5.4.2 5.4.3
        6.1.1 6.1.2 6.1.3 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.2.9 6.2.10 6.2.11 6.2.12 6.3.1 6.3.2 6.3.3 6.3.4
        6.4.1 6.4.2 6.4.3 6.4.4 6.5.1 6.5.2 6.5.3 6.5.4 6.5.5 6.6.1 6.6.2 6.6.3 6.8.1 6.8.2 6.8.3 6.8.4
        7.1.1 7.1.2 7.1.3 7.2.1 7.2.2 7.2.3 7.2.4 7.3.1 7.3.2 7.4.1 7.4.2 7.4.3 7.4.4 7.4.5 7.5.1 7.5.2 7.6.1 7.6.2
        8.1.1 8.1.2 8.2.1 8.2.2 8.2.3 8.3.1 8.4.1
        9.1.1 9.1.2 9.1.3 9.2.1 9.2.2 9.2.3 9.2.4
        11.1.1 11.1.2 11.2.1 11.2.2 11.2.3 11.3.1 11.3.2 11.3.3 11.4.1 11.4.2 11.4.3 11.4.4 11.5.1 11.6.1
        12.1.1 12.1.2 12.1.3 12.2.1 12.2.2 12.3.1 12.3.2 12.3.3 12.3.4
        13.1.1 13.2.1 13.2.2 13.2.3 13.2.4 13.2.5 13.3.1 13.3.2 13.4.1 13.4.2 13.4.3 13.4.4 13.4.5
        14.1.1 14.1.2 14.2.1 14.2.2 14.2.3 14.2.4 14.3.1 14.3.2 14.3.3
        15.1.1 15.1.2 15.1.3 15.2.1 15.2.2 15.2.3 15.3.1 15.3.2 15.3.3 15.3.4 15.3.5 15.3.6 15.3.7
        16.1.1 16.2.1 16.2.2 16.2.3 16.2.4 16.2.5 16.3.1 16.3.2 16.3.3 16.3.4 16.4.1 16.4.2 16.4.3 16.5.1 16.5.2 16.5.3
        """.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static readonly string s_page = Repository.Read("docs/security.md");
    private static readonly IReadOnlyList<Requirement> s_rows = [.. Row().Matches(s_page).Select(row => new Requirement(
        row.Groups["id"].Value, row.Groups["state"].Value.Trim(), row.Groups["where"].Value.Trim(), row.Groups["test"].Value.Trim()))];

    private sealed record Requirement(string Id, string State, string Where, string Test);

    [Fact]
    public void Each_requirement_of_the_chapters_that_apply_has_one_row() => Assert.Equal(
        s_requirements.Order(StringComparer.Ordinal), s_rows.Select(row => row.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_test_that_is_named_exists()
    {
        var tests = TestsInTheSources();
        Assert.NotEmpty(tests);
        AssertNone(s_rows.Where(row => row.Test.Length > 0)
            .SelectMany(row => row.Test.Split(',', StringSplitOptions.TrimEntries).Select(test => (row.Id, Test: test.Trim('`'))))
            .Where(named => !tests.Contains(named.Test))
            .Select(named => $"{named.Id}: {named.Test}"));
    }

    [Fact]
    public void Each_file_and_section_that_is_named_exists()
    {
        var sections = Heading().Matches(s_page).Select(heading => heading.Groups[1].Value.Trim().ToLowerInvariant().Replace(' ', '-')).ToHashSet();
        AssertNone(s_rows.SelectMany(row => Link().Matches(row.Where).Select(link => (row.Id, Section: link.Groups[1].Value)))
            .Where(link => !sections.Contains(link.Section)).Select(link => $"{link.Id}: {link.Section}"));
        var paths = CodeSpan().Matches(s_page).Select(span => span.Groups[1].Value).Where(text => PathInTheRepository().IsMatch(text)).ToList();
        Assert.NotEmpty(paths);
        AssertNone(paths.Where(path => !Path.Exists(Path.Combine(Repository.Root, path))));
    }

    [Fact]
    public void What_is_met_says_by_what_and_what_is_not_says_why()
    {
        Assert.All(s_rows, row => Assert.Contains(row.State, (string[])[Met, None, NotMet]));
        AssertNone(s_rows.Where(row => row.Where.Length == 0).Select(row => row.Id));
        // A test, a file or a section: something that can be looked at.
        AssertNone(s_rows.Where(row => row.State == Met && row.Test.Length == 0 && !Link().IsMatch(row.Where)
            && !CodeSpan().Matches(row.Where).Any(span => Path.Exists(Path.Combine(Repository.Root, span.Groups[1].Value)))).Select(row => row.Id));
    }

    [Fact]
    public void At_most_one_in_ten_of_what_applies_is_not_met()
    {
        var applying = s_rows.Where(row => row.State != None).ToList();
        var missing = applying.Where(row => row.State == NotMet).ToList();
        Assert.True(missing.Count * 10 <= applying.Count, $"{missing.Count} of {applying.Count} are not met: {string.Join(", ", missing.Select(row => row.Id))}");
    }

    private static void AssertNone(IEnumerable<string> wrong) => Assert.True(!wrong.Any(), string.Join(Environment.NewLine, wrong));

    /// <summary>Such as <c>SecurityTableTests.Each_test_that_is_named_exists</c>.</summary>
    private static HashSet<string> TestsInTheSources()
    {
        var found = new HashSet<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories))
        {
            var source = File.ReadAllText(file);
            if (TestClass().Match(source) is { Success: true } type)
            {
                found.UnionWith(TestMethod().Matches(source).Select(method => $"{type.Groups[1].Value}.{method.Groups[1].Value}"));
            }
        }
        return found;
    }

    // | 1.2.4 | no SQL injection | met | EF Core | `ClassName.Method_name` |
    [GeneratedRegex(@"^\|\s*(?<id>\d+\.\d+\.\d+)\s*\|[^|\n]+\|(?<state>[^|\n]+)\|(?<where>[^|\n]*)\|(?<test>[^|\n]*)\|\s*$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^#{1,3} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(#([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex CodeSpan();

    // A file or folder of ours, not an address (/docs), a command (./avanii up) or a token's claim.
    [GeneratedRegex(@"^(?:[A-Z][\w.]+|docs|tests|\.ci|\.github)/[\w./-]+$|^[\w.-]+\.(?:props|yaml|md|sln)$|^Dockerfile$|^\.dockerignore$")]
    private static partial Regex PathInTheRepository();

    [GeneratedRegex(@"\bclass (\w+Tests)\b")]
    private static partial Regex TestClass();

    // [Fact] and [Theory, MemberData(...)], whatever else stands between attribute and name.
    [GeneratedRegex(@"\[(?:Fact|Theory|\w*Fact|\w*Theory)\b[\s\S]*?\bpublic\s+(?:static\s+)?(?:async\s+)?(?:Task|ValueTask|void)\s+(\w+)\s*\(")]
    private static partial Regex TestMethod();
}
