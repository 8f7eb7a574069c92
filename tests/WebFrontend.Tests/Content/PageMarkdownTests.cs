using Avanii.Web.Content;

namespace Avanii.Web.Tests.Content;

public sealed class PageMarkdownTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("a <b onclick=alert(1)>b</b> c")]
    [InlineData("<iframe src='https://evil.example'></iframe>")]
    [InlineData("<!-- a --> <style>body{display:none}</style>")]
    [InlineData("| a | b |\n|---|---|\n| <svg/onload=alert(1)> | c |")]
    public void Html_is_text(string markdown) =>
        Assert.DoesNotMatch("(?i)<(script|img|b|iframe|style|svg|!--)", PageMarkdown.Render(markdown).Html);

    [Theory]
    [InlineData("[a](javascript:alert(1))")]
    [InlineData("[a](JaVaScRiPt:alert(1))")]
    [InlineData("[a](javascript&colon;alert(1))")]
    [InlineData("[a](&#106;avascript:alert(1))")]
    [InlineData("[a](<java\tscript:alert(1)>)")]
    [InlineData("[a](\u0001javascript:alert(1))")]
    [InlineData("[a](vbscript:x)")]
    [InlineData("[a](data:text/html,<script>alert(1)</script>)")]
    [InlineData("[a][b]\n\n[b]: javascript:alert(1)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[a](//evil.example)")]
    [InlineData("[a](/\\evil.example)")]
    [InlineData("[a](\\\\\\\\evil.example)")]
    [InlineData("[a](file:///etc/passwd)")]
    [InlineData("![a](https://evil.example/pixel.gif)")]
    [InlineData("![a](javascript:alert(1))")]
    [InlineData("[![a](https://evil.example/b.png)](javascript:alert(1))")]
    public void A_link_to_nowhere_good_is_no_link(string markdown)
    {
        var html = PageMarkdown.Render(markdown).Html;
        Assert.DoesNotContain("href", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
        Assert.True(html.Contains("a</p>", StringComparison.Ordinal) || html.Contains("alert(1)", StringComparison.Ordinal), html); // its words stay
    }

    [Theory]
    [InlineData("[a](/delivery)", "href=\"/delivery\"")]
    [InlineData("[a](#how)", "href=\"#how\"")]
    [InlineData("[a](returns?x=1:2)", "href=\"returns?x=1:2\"")]
    [InlineData("[a](https://example.com/b)", "href=\"https://example.com/b\"")]
    [InlineData("[a](mailto:mia@example.com)", "href=\"mailto:mia@example.com\"")]
    [InlineData("<https://example.com>", "href=\"https://example.com\"")]
    [InlineData("<mia@example.com>", "href=\"mailto:mia@example.com\"")]
    public void A_link_to_the_web_to_mail_or_to_the_shop_is_one(string markdown, string expected) =>
        Assert.Contains(expected, PageMarkdown.Render(markdown).Html, StringComparison.Ordinal);

    [Fact]
    public void A_picture_of_the_catalogue_is_shown_with_its_size()
    {
        var html = PageMarkdown.Render($"![Mug](/images/{StubGateway.Picture}-640.webp)").Html;
        Assert.Contains($"src=\"/images/{StubGateway.Picture}-640.webp\"", html, StringComparison.Ordinal);
        Assert.Contains("width=\"640\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# A\n\n## B\n\n# C", "h2 h3 h2")]
    [InlineData("## A\n\n### B", "h2 h3")]
    [InlineData("### A\n\n###### B\n\n### C", "h2 h3 h2")]
    [InlineData("# A\n\n## B\n\n### C\n\n#### D\n\n##### E\n\n###### F", "h2 h3 h4 h5 h6 h6")]
    public void Headings_begin_below_the_pages_own_and_leave_no_gap(string markdown, string expected) =>
        Assert.Equal(expected, string.Join(' ', System.Text.RegularExpressions.Regex.Matches(PageMarkdown.Render(markdown).Html, "<(h[1-6])>").Select(m => m.Groups[1].Value)));

    [Fact]
    public void A_table_is_one_and_carries_no_style()
    {
        var html = PageMarkdown.Render("| a | b |\n|:---:|---:|\n| c | 1 |").Html;
        Assert.Contains("<table", html, StringComparison.Ordinal);
        Assert.Contains("class=\"number\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("style", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_paragraph_describes_the_page()
    {
        Assert.Equal("Bold & plain, linked.", PageMarkdown.Render("## Not this\n\n**Bold** & plain,\n[linked](/about).\n\nNor this.").Description);
        Assert.Null(PageMarkdown.Render("## Only a heading").Description);
        var shortened = PageMarkdown.Render(string.Concat(Enumerable.Repeat("linen ", 100))).Description!;
        Assert.InRange(shortened.Length, 140, 160);
        Assert.EndsWith("linen…", shortened, StringComparison.Ordinal);
    }
}
