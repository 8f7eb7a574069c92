using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Avanii.Web.Content;

/// <summary>
/// The texts that a shop begins with, in the demo and in production alike: the migration that makes the tables writes them, once, so what
/// staff write afterwards is never touched. What only the owner knows stands in double brackets.
/// </summary>
internal static class StartingPages
{
    private const string Prefix = "Avanii.Web.StartingPages.";

    /// <returns>The page's text in each language. A file's first line is its title: <c># Delivery</c>.</returns>
    public static IReadOnlyList<PageText> Read(string slug) => [.. ContentLanguages.All.Select(language => Read(slug, language))];

    /// <summary>Last in the migration that makes the tables.</summary>
    public static void Write(MigrationBuilder migration)
    {
        migration.Sql("INSERT INTO content.state (id, version) VALUES (1, 1);");
        foreach (var (slug, place) in KnownPages.All.Select((slug, i) => (slug, $"{i + 1}")).Concat(KnownPages.Further.Select(slug => (slug, "NULL"))))
        {
            var texts = JsonSerializer.Serialize(Read(slug), JsonSerializerOptions.Web).Replace("'", "''", StringComparison.Ordinal);
            migration.Sql($"""
                INSERT INTO content.pages (slug, footer_place, revision, changed_at, texts) VALUES ('{slug}', {place}, 1, now(), '{texts}');
                INSERT INTO content.page_revisions (slug, number, at, footer_place, texts) SELECT slug, revision, changed_at, footer_place, texts FROM content.pages WHERE slug = '{slug}';
                """);
        }
    }

    private static PageText Read(string slug, string language)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{Prefix}{slug}.{language}.md")
            ?? throw new InvalidOperationException($"{slug} has no text to begin with in {language}.");
        using var reader = new StreamReader(stream);
        var title = reader.ReadLine()!.TrimStart('#', ' ');
        return new(language, title, reader.ReadToEnd().ReplaceLineEndings("\n").Trim());
    }
}
