namespace Avanii.AppHost.Standalone.Tests;

/// <summary>What ./avanii lighthouse makes of the runs: no goal is reached by luck.</summary>
public sealed class LighthouseReportTests
{
    [Fact]
    public void Performance_is_the_median_and_every_other_category_the_lowest()
    {
        var report = Report(Run(performance: 97), Run(performance: 98, accessibility: 99), Run(performance: 100));

        Assert.Equal(["98", "99", "100", "100", "0", "1500", "0", "12000", "8000", "11000"], Cells(report));
        Assert.Equal(["accessibility"], Missed(report));
        Assert.False(report.IsReached);
    }

    [Fact]
    public void Of_an_even_number_of_runs_the_lower_middle_counts() => Assert.Equal("97", Cells(Report(Run(performance: 97), Run(performance: 98)))[0]);

    [Theory]
    [InlineData(0.01, 40_000, 30_000, 20_000, new string[0])]
    [InlineData(0.011, 40_000, 30_000, 20_000, new[] { "CLS" })]
    [InlineData(0.01, 40_001, 30_001, 20_001, new[] { "HTML", "JS", "CSS" })]
    public void What_exceeds_its_limit_in_one_run_is_missed(double cls, long html, long script, long style, string[] missed)
    {
        var report = Report(Run(), Run(cls: cls, html: html, script: script, style: style), Run());

        Assert.Equal(missed, Missed(report));
        Assert.Equal(missed.Length == 0, report.IsReached);
    }

    [Fact]
    public void Scripts_of_different_pages_count_together()
    {
        var report = Report(Run(script: 16_000), Run(page: "product") with { Scripts = [new("/zoom.js", 16_000)] });

        Assert.Equal(32_000, report.AllScripts);
        Assert.False(report.IsReached);
    }

    [Fact]
    public void A_failing_audit_is_named_once_with_its_pages_and_one_of_performance_only_when_the_score_is_missed()
    {
        var slow = new LighthouseRun.Audit("performance", "interactive", "Time to Interactive", "9 s", null);
        var pale = new LighthouseRun.Audit("accessibility", "color-contrast", "Contrast", null, "<p>");
        var report = Report(
            Run() with { Failing = [slow, pale] }, Run() with { Failing = [pale] }, Run(page: "product") with { Failing = [pale] },
            Run(page: "cart", performance: 90) with { Failing = [slow] });

        Assert.Equal([("color-contrast", "home, product"), ("interactive", "cart")], report.Findings.Select(finding => (finding.Audit.Id, string.Join(", ", finding.Pages))));
    }

    [Fact]
    public void Of_search_engines_only_what_they_shall_have_is_held_to_the_goal()
    {
        var (indexed, not) = (Report(Run(seo: 99)), Report(Run(seo: 99) with { Indexed = false }));

        Assert.Equal(("home", false), (Assert.Single(indexed.Rows).Name, indexed.IsReached));
        Assert.Equal(("home*", true), (Assert.Single(not.Rows).Name, not.IsReached));
    }

    [Fact]
    public void Nothing_measured_is_no_success() => Assert.False(Report().IsReached);

    private static LighthouseReport Report(params LighthouseRun[] runs)
    {
        var report = new LighthouseReport();
        foreach (var run in runs)
        {
            report.Add(run);
        }
        return report;
    }

    private static LighthouseRun Run(
        string page = "home", int performance = 100, int accessibility = 100, int seo = 100, double cls = 0, long html = 12_000, long script = 8_000, long style = 11_000) =>
        new(
            page, 1, Indexed: true,
            new Dictionary<string, int> { ["performance"] = performance, ["accessibility"] = accessibility, ["best-practices"] = 100, ["seo"] = seo },
            cls, Lcp: 1500, Tbt: 0, Benchmark: 1000, html, [new("/shop.js", script)], [new("/shop.css", style)], []);

    private static List<string> Cells(LighthouseReport report) => [.. report.Rows.First().Cells.Select(cell => cell.Text)];

    private static IEnumerable<string> Missed(LighthouseReport report) =>
        LighthouseReport.Columns.Zip(report.Rows.First().Cells).Where(pair => !pair.Second.IsReached).Select(pair => pair.First);
}
