using System.Diagnostics;
using CliWrap;

namespace Avanii.AppHost.Standalone;

/// <summary>
/// <c>./avanii test</c>: every test project, against one PostgreSQL and one RabbitMQ that all share, each class in a
/// database and a virtual host of its own. Ends with the counts as a line alone.
/// </summary>
internal sealed class TestRun
{
    /// <summary>These start whole stacks of their own and measure them: beside another project they would measure that, too.</summary>
    private static readonly string[] s_alone = ["Shop.Tests", "Faults.Tests"];

    /// <summary>Longer than any project may take: one that hangs is ended, not waited for.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(12);

    private readonly Display _display = new();
    private readonly StandaloneOptions _options;
    private readonly string _resultsFolder;
    private readonly IReadOnlyList<string> _moreArguments;
    private readonly bool _filtered;
    private Dictionary<string, string?> _environment = [];

    private TestRun(StandaloneOptions options, IReadOnlyList<string> moreArguments, bool filtered)
    {
        _options = options;
        _moreArguments = moreArguments;
        _filtered = filtered;
        _resultsFolder = Path.Combine(options.Repository, ".avanii", "test-results");
    }

    /// <returns>0 when at least one test ran and none failed.</returns>
    public static async Task<int> RunAsync(StandaloneOptions options, string[] args)
    {
        var separator = Array.IndexOf(args, "--");
        var filters = separator < 0 ? args : args[..separator];
        var run = new TestRun(options, separator < 0 ? [] : args[(separator + 1)..], filtered: args.Length > 0);
        return await run.RunAsync(run.Projects(filters));
    }

    private async Task<int> RunAsync(List<string> projects)
    {
        if (projects.Count == 0)
        {
            throw new StandaloneException("No test project has such a name.");
        }
        if (Directory.Exists(_resultsFolder))
        {
            Directory.Delete(_resultsFolder, recursive: true); // results of another run are not of this one
        }
        Directory.CreateDirectory(_resultsFolder);

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        using var folder = DisposableFolder.Create();
        var started = await StartServersAsync(folder, projects, stop.Token);
        var report = TestReport.Nothing;
        try
        {
            // Two cores, two projects at a time, but the long ones that need the machine for themselves.
            var together = projects.Except(s_alone);
            var adding = new Lock();
            await Parallel.ForEachAsync(
                together, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = stop.Token }, async (project, ct) => Add(await RunProjectAsync(project, ct)));
            foreach (var project in projects.Intersect(s_alone))
            {
                Add(await RunProjectAsync(project, stop.Token));
            }

            void Add(TestReport one)
            {
                lock (adding)
                {
                    report += one;
                }
            }
        }
        catch (OperationCanceledException)
        {
            _display.Line("stopped");
            return 130;
        }
        finally
        {
            await Task.WhenAll(started.Select(server => server.DisposeAsync().AsTask()));
        }

        foreach (var failure in report.Failures)
        {
            Console.WriteLine();
            Console.WriteLine($"FAILED {failure.Test}");
            Console.WriteLine(failure.Message);
        }
        Console.WriteLine();
        if (report.Executed == 0)
        {
            Console.WriteLine("No test has run.");
        }
        Console.WriteLine(report);
        return report.Executed > 0 && report.Failures.Count == 0 ? 0 : 1;
    }

    /// <summary>The projects below tests/ that have tests in this build mode.</summary>
    private List<string> Projects(string[] filters)
    {
        var projects = Directory.EnumerateFiles(Path.Combine(_options.Repository, "tests"), "*.Tests.csproj", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension).OfType<string>()
            .Where(project => filters.Length == 0 || filters.Any(filter => project.Contains(filter, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal).ToList();
        if (projects.Remove("AppHost.Tests"))
        {
            _display.Line("AppHost.Tests holds the Aspire model: it is compiled, and runs, with UseAspire=true only");
        }
        return projects;
    }

    private async Task<IReadOnlyList<IAsyncDisposable>> StartServersAsync(DisposableFolder folder, List<string> projects, CancellationToken ct)
    {
        _environment = new() { ["AVANII_TEST_LOGS"] = Path.Combine(_resultsFolder, "logs") };
        if (!projects.Any(project => File.Exists(Path.Combine(Path.GetDirectoryName(AssemblyOf(project))!, "Avanii.Testing.dll"))))
        {
            return []; // nobody would use them
        }
        _display.Line("PostgreSQL and RabbitMQ start");
        var postgres = PostgresInstance.StartAsync(folder.Sub("postgres"), disposable: true, ct: ct);
        var rabbitMq = RabbitMqInstance.StartAsync(folder.Sub("messaging"), disposable: true, ct: ct);
        await Task.WhenAll(postgres, rabbitMq);
        _environment["AVANII_TEST_POSTGRES"] = (await postgres).Server.AdminConnectionString;
        _environment["AVANII_TEST_RABBITMQ"] = (await rabbitMq).Server.AmqpUri.ToString();
        _environment["AVANII_TEST_RABBITMQ_MANAGEMENT"] = (await rabbitMq).Server.ManagementUri.ToString();
        _display.Line("PostgreSQL and RabbitMQ are ready");
        return [await postgres, await rabbitMq];
    }

    private async Task<TestReport> RunProjectAsync(string project, CancellationToken ct)
    {
        _display.Line($"{project} starts");
        var clock = Stopwatch.StartNew();
        var assembly = AssemblyOf(project);
        if (!File.Exists(assembly))
        {
            return Failed(project, $"{assembly} is not built.");
        }
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(s_limit);
        var trx = Path.Combine(_resultsFolder, project + ".trx");
        var log = Path.Combine(_resultsFolder, $"{project}.log");
        int exitCode;
        await using (var output = File.Create(log))
        {
            try
            {
                exitCode = (await Cli.Wrap("dotnet")
                    .WithArguments(["test", assembly, "--logger", $"trx;LogFileName={project}.trx", "--results-directory", _resultsFolder, .. _moreArguments])
                    .WithEnvironmentVariables(_environment)
                    .WithWorkingDirectory(_options.Repository)
                    .WithStandardOutputPipe(PipeTarget.ToStream(output)).WithStandardErrorPipe(PipeTarget.ToStream(output))
                    .WithValidation(CommandResultValidation.None)
                    .ExecuteAsync(limit.Token)).ExitCode;
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                return Failed(project, $"It had not ended after {s_limit.TotalMinutes:0} minutes.{Environment.NewLine}{Tail(log)}");
            }
        }
        var report = File.Exists(trx) ? TestReport.Read(trx) : TestReport.Nothing;
        if (exitCode != 0 && report.Failures.Count == 0)
        {
            report += Failed(project, $"The test host ended with exit code {exitCode}.{Environment.NewLine}{Tail(log)}");
        }
        else if (report.Executed == 0 && report.Skipped == 0 && !_filtered)
        {
            report += Failed(project, "It has no test that ran.");
        }
        _display.Line(FormattableString.Invariant($"{project} has ended after {clock.Elapsed.TotalSeconds:0.0} s: {report}"));
        return report;
    }

    private static string Tail(string log) => string.Join(Environment.NewLine, File.ReadLines(log).TakeLast(30));

    private static TestReport Failed(string project, string why) => TestReport.Nothing with { Failures = [new(project, why)] };

    private string AssemblyOf(string project) =>
        Path.Combine(_options.Repository, "artifacts", "bin", project, _options.Configuration, project + ".dll");
}
