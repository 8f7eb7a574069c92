using System.Globalization;

namespace Avanii.AppHost.Standalone;

/// <summary>One run of Lighthouse over a page, as tests/Lighthouse/audit.mjs tells it.</summary>
/// <param name="Indexed">Whether search engines shall have the page.</param>
/// <param name="Scores">Of 100, by category.</param>
/// <param name="Lcp">Largest contentful paint, in milliseconds.</param>
/// <param name="Tbt">Total blocking time, in milliseconds.</param>
/// <param name="Benchmark">How fast Lighthouse found the machine.</param>
/// <param name="Html">Bytes on the way, compressed.</param>
/// <param name="Scripts">The shop's own.</param>
internal sealed record LighthouseRun(
    string Page,
    int Run,
    bool Indexed,
    IReadOnlyDictionary<string, int> Scores,
    double Cls,
    double Lcp,
    double Tbt,
    double Benchmark,
    long Html,
    IReadOnlyList<LighthouseRun.OwnFile> Scripts,
    IReadOnlyList<LighthouseRun.OwnFile> Styles,
    IReadOnlyList<LighthouseRun.Audit> Failing)
{
    public sealed record OwnFile(string Path, long Bytes);

    /// <param name="Value">What it measured.</param>
    /// <param name="Node">The first element, message or address that it is about.</param>
    public sealed record Audit(string Category, string Id, string Title, string? Value, string? Node);
}

/// <summary>Holds the runs against the goals.</summary>
internal sealed class LighthouseReport
{
    private const int Performance = 98, Full = 100;
    private const double MostShift = 0.01;
    private const long MostHtml = 40_000, MostScript = 30_000, MostStyle = 20_000;

    private readonly List<LighthouseRun> _runs = [];

    public static IReadOnlyList<string> Columns { get; } = ["performance", "accessibility", "best practices", "SEO", "CLS", "LCP ms", "TBT ms", "HTML", "JS", "CSS"];

    public static Row Goals { get; } = new("goal",
        [
            new($">= {Performance}"), new($"{Full}"), new($"{Full}"), new($"{Full}"), new(FormattableString.Invariant($"<= {MostShift}")), new(""), new(""),
            new($"<= {MostHtml}"), new($"<= {MostScript}"), new($"<= {MostStyle}"),
        ]);

    public IEnumerable<Row> Rows => _runs.GroupBy(run => run.Page).Select(runs => RowOf([.. runs]));

    public bool IsReached => _runs.Count > 0 && Rows.SelectMany(row => row.Cells).All(cell => cell.IsReached) && AllScripts <= MostScript && AllStyles <= MostStyle;

    public long AllScripts => Sum(_runs.SelectMany(run => run.Scripts));

    public long AllStyles => Sum(_runs.SelectMany(run => run.Styles));

    public double Benchmark => Median(_runs.Select(run => run.Benchmark));

    /// <summary>What failed, once for all pages; of performance only where a page's score is too low, for it is a matter of degree.</summary>
    public IEnumerable<Finding> Findings =>
        from run in _runs
        from audit in run.Failing
        where audit.Category != "performance" || Score(_runs.Where(other => other.Page == run.Page), "performance", Median) < Performance
        group (run.Page, audit) by (audit.Category, audit.Id) into found
        orderby found.Key
        select new Finding(found.First().audit, [.. found.Select(one => one.Page).Distinct()]);

    public void Add(LighthouseRun run) => _runs.Add(run);

    private static Row RowOf(IReadOnlyList<LighthouseRun> runs)
    {
        var last = runs[^1];
        return new(
            last.Page + (last.Indexed ? "" : "*"),
            [
                Cell.AtLeast(Performance, Score(runs, "performance", Median)),
                Cell.AtLeast(Full, Score(runs, "accessibility", Enumerable.Min)),
                Cell.AtLeast(Full, Score(runs, "best-practices", Enumerable.Min)),
                Cell.AtLeast(last.Indexed ? Full : 0, Score(runs, "seo", Enumerable.Min)),
                Cell.AtMost(MostShift, runs.Max(run => run.Cls), "0.###"),
                new(Text(Median(runs.Select(run => run.Lcp)), "0")),
                new(Text(Median(runs.Select(run => run.Tbt)), "0")),
                Cell.AtMost(MostHtml, runs.Max(run => run.Html), "0"),
                Cell.AtMost(MostScript, runs.Max(run => Sum(run.Scripts)), "0"),
                Cell.AtMost(MostStyle, runs.Max(run => Sum(run.Styles)), "0"),
            ]);
    }

    private static double Score(IEnumerable<LighthouseRun> runs, string category, Func<IEnumerable<double>, double> of) => of(runs.Select(run => (double)run.Scores[category]));

    // Of an even number the lower one: no score is better than one that was measured.
    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var ordered ? ordered[(ordered.Count - 1) / 2] : 0;

    private static long Sum(IEnumerable<LighthouseRun.OwnFile> files) => files.DistinctBy(file => file.Path).Sum(file => file.Bytes);

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    public sealed record Row(string Name, IReadOnlyList<Cell> Cells);

    public sealed record Cell(string Text, bool IsReached = true)
    {
        public static Cell AtLeast(double goal, double value) => new(LighthouseReport.Text(value, "0"), value >= goal);

        public static Cell AtMost(double goal, double value, string format) => new(LighthouseReport.Text(value, format), value <= goal);
    }

    public sealed record Finding(LighthouseRun.Audit Audit, IReadOnlyList<string> Pages);
}
