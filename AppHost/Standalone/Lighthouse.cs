using System.Globalization;
using System.Text.Json;
using CliWrap;
using Spectre.Console;

namespace Avanii.AppHost.Standalone;

/// <summary><c>./avanii lighthouse</c>: what Lighthouse says of the shop's pages on a phone, and whether that reaches the goals.</summary>
internal static class Lighthouse
{
    private const int DefaultRuns = 5;

    private static readonly string[] s_pages = ["home", "department", "search", "product", "cart", "checkout", "confirmation"];

    /// <returns>0 when every goal is reached.</returns>
    public static async Task<int> RunAsync(StandaloneOptions options, string[] args, CancellationToken ct = default)
    {
        var (runs, pages) = Parse(args);
        var folder = Path.Combine(options.Repository, "tests", "Lighthouse");
        var node = Node(folder);
        var chromium = Chromium();
        var report = new LighthouseReport();
        await using var host = await ProductionStack.StartAsync(ct);
        Console.WriteLine($"The shop runs in Production at {host.Shop}; {runs} runs of {string.Join(", ", pages)}.");
        var ended = await Cli.Wrap(node)
            .WithArguments(["audit.mjs", host.Shop.ToString(), chromium, runs.ToString(CultureInfo.InvariantCulture), .. pages])
            .WithWorkingDirectory(folder)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(line => Take(report, line)))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(Console.Error.WriteLine))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(ct);
        if (ended.ExitCode != 0)
        {
            throw new StandaloneException("Lighthouse could not measure the pages: see above.");
        }
        Print(report);
        return report.IsReached ? 0 : 1;
    }

    private static (int Runs, IReadOnlyList<string> Pages) Parse(string[] args)
    {
        var (runs, pages) = (DefaultRuns, new List<string>());
        for (var i = 0; i < args.Length; i += 2)
        {
            switch (args[i..])
            {
                case ["--runs", var number, ..] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out runs) && runs > 0:
                    break;
                case ["--page", var page, ..] when s_pages.Contains(page):
                    pages.Add(page);
                    break;
                default:
                    throw new StandaloneException($"lighthouse [--runs N] [--page NAME]…; NAME is one of {string.Join(", ", s_pages)}.");
            }
        }
        return (runs, pages.Count == 0 ? s_pages : [.. s_pages.Intersect(pages)]);
    }

    private static void Take(LighthouseReport report, string line)
    {
        if (!line.StartsWith('{'))
        {
            return;
        }
        var run = JsonSerializer.Deserialize<LighthouseRun>(line, JsonSerializerOptions.Web)!;
        report.Add(run);
        Console.WriteLine(FormattableString.Invariant(
            $"{run.Page} {run.Run}: {string.Join(", ", run.Scores.Select(score => $"{score.Key} {score.Value}"))}; LCP {run.Lcp:0} ms, TBT {run.Tbt:0} ms, CLS {run.Cls:0.###}"));
    }

    private static void Print(LighthouseReport report)
    {
        var table = new Table().Border(Display.OnTerminal ? TableBorder.Rounded : TableBorder.None)
            .AddColumns(["page", .. LighthouseReport.Columns]);
        foreach (var row in report.Rows.Prepend(LighthouseReport.Goals))
        {
            table.AddRow([new Text(row.Name), .. row.Cells.Select(cell => new Text(
                cell.IsReached ? cell.Text : cell.Text + " !", new Style(cell.IsReached ? null : Color.Red)))]);
        }
        Console.WriteLine();
        Display.Write(table);
        Console.WriteLine("""
            performance, LCP and TBT: the median of the runs; accessibility, best practices and SEO: the lowest; CLS: the largest.
            HTML, JS, CSS: bytes of the bodies on the way, compressed. !: the goal is missed. *: not indexed by intent: SEO is measured without is-crawlable, and has no goal.
            """);
        Console.WriteLine(FormattableString.Invariant(
            $"All scripts of these pages: {report.AllScripts} bytes; all styles: {report.AllStyles} bytes. Lighthouse takes this machine for one of speed {report.Benchmark:0}."));
        foreach (var finding in report.Findings)
        {
            Console.WriteLine();
            Console.WriteLine($"{finding.Audit.Category}: {finding.Audit.Title} ({finding.Audit.Id}{(finding.Audit.Value is { } value ? ", " + value : "")})");
            Console.WriteLine($"  on {string.Join(", ", finding.Pages)}{(finding.Audit.Node is { } at ? $"; first: {at}" : "")}");
        }
        Console.WriteLine();
        Console.WriteLine(report.IsReached ? "Every goal is reached." : "Not every goal is reached.");
    }

    // Newer than what distributions have: npm brings it along.
    private static string Node(string folder) =>
        Directory.Exists(Path.Combine(folder, "node_modules"))
        && Directory.EnumerateDirectories(Path.Combine(folder, "node_modules"), "node-linux-*").FirstOrDefault() is { } package
            ? Path.Combine(package, "bin", "node")
            : throw new StandaloneException($"Lighthouse is not installed: npm ci in {folder}, or ./avanii lighthouse, does that.");

    private static string Chromium() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists) ?? throw new StandaloneException("There is no Chromium on this machine: ./avanii lighthouse installs it.");
}
