using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Avanii.Web.Content;

/// <param name="Html">Safe to put into a page.</param>
/// <param name="Description">The first paragraph as plain text, for search engines; null: there is none.</param>
public sealed record RenderedText(string Html, string? Description);

/// <summary>Markdown as staff write it (CommonMark with tables): HTML in it is text, links lead to the web, to mail or to a page of the shop,
/// pictures are the catalogue's, and nothing in it carries a style, which the content security policy would refuse.</summary>
public static partial class PageMarkdown
{
    private const int LongestDescription = 160;

    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    /// <param name="markdown">As it was typed.</param>
    /// <param name="topHeading">The level of its topmost headings: one below the heading above it.</param>
    /// <exception cref="ArgumentException">Lists or quotes lie in each other deeper than anybody could read.</exception>
    public static RenderedText Render(string markdown, int topHeading = 2)
    {
        var document = Markdown.Parse(markdown, s_pipeline);
        SetHeadings(document, topHeading);
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            // Inside what is replaced, further links come next: they are still in the list.
            if (link.IsImage ? !OwnPicture().IsMatch(link.Url ?? "") : !IsSafe(link.Url))
            {
                link.ReplaceBy(new ContainerInline());
            }
            else if (link.IsImage)
            {
                // Catalogue pictures are square; with its size said, nothing jumps when it comes.
                var attributes = link.GetAttributes();
                attributes.AddProperty("width", "640");
                attributes.AddProperty("height", "640");
                attributes.AddProperty("loading", "lazy");
            }
        }
        foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !IsSafe(link.Url)).ToList())
        {
            link.ReplaceBy(new LiteralInline(link.Url));
        }
        foreach (var table in document.Descendants<Table>())
        {
            SetAlignment(table);
        }
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        s_pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<HtmlTableRenderer>(new ScrollingTables());
        renderer.Render(document);
        return new(writer.ToString(), document.Descendants<ParagraphBlock>().FirstOrDefault() is { Inline: { } inline } ? Shortened(PlainText(inline)) : null);
    }

    /// <returns>True for addresses on the web, for mail, and for what is relative to the shop.</returns>
    public static bool IsSafe(string? url)
    {
        // Browsers drop tabs and line breaks before they look for a scheme, and take a backslash for a slash.
        if (string.IsNullOrEmpty(url) || url.Any(c => c <= ' ' || char.IsControl(c)) || url.StartsWith("//", StringComparison.Ordinal) || url.Contains('\\'))
        {
            return false;
        }
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || url.AsSpan(0, colon).ContainsAny('/', '?', '#') || url[..colon].ToLowerInvariant() is "http" or "https" or "mailto";
    }

    // From the level on that the page asks for, and without gaps: https://www.w3.org/WAI/tutorials/page-structure/headings/
    private static void SetHeadings(MarkdownDocument document, int top)
    {
        var headings = document.Descendants<HeadingBlock>().ToList();
        var highest = headings.Count == 0 ? top : headings.Min(heading => heading.Level);
        var above = top - 1;
        foreach (var heading in headings)
        {
            above = heading.Level = Math.Min(Math.Min(heading.Level - highest + top, above + 1), 6);
        }
    }

    // Markdig would write a style.
    private static void SetAlignment(Table table)
    {
        foreach (var cell in table.OfType<TableRow>().SelectMany(row => row.OfType<TableCell>().Select((cell, i) => (Cell: cell, Column: cell.ColumnIndex >= 0 ? cell.ColumnIndex : i))))
        {
            if (cell.Column < table.ColumnDefinitions.Count && table.ColumnDefinitions[cell.Column].Alignment is TableColumnAlign.Right)
            {
                cell.Cell.GetAttributes().AddClass("number");
            }
        }
        table.ColumnDefinitions.ForEach(column => column.Alignment = null);
    }

    private static string PlainText(ContainerInline inline)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer) { EnableHtmlForInline = false, EnableHtmlEscape = false };
        s_pipeline.Setup(renderer);
        renderer.WriteChildren(inline);
        return Spaces().Replace(writer.ToString(), " ").Trim();
    }

    private static string? Shortened(string text)
    {
        if (text.Length <= LongestDescription)
        {
            return text.Length == 0 ? null : text;
        }
        var end = text.LastIndexOf(' ', LongestDescription - 2);
        return (end > 0 ? text[..end] : text[..(LongestDescription - 1)]).TrimEnd(',', ';', ':', '–', ' ') + "…";
    }

    [GeneratedRegex(@"^/images/[0-9a-f]{64}-(320|640|1200)\.webp\z", RegexOptions.CultureInvariant)]
    private static partial Regex OwnPicture();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    /// <summary>A wide table scrolls by itself, also by keyboard, instead of making the page wider than a phone.</summary>
    private sealed class ScrollingTables : HtmlTableRenderer
    {
        protected override void Write(HtmlRenderer renderer, Table table)
        {
            renderer.Write("""<div class="table-scroll" tabindex="0">""");
            base.Write(renderer, table);
            renderer.Write("</div>");
        }
    }
}
