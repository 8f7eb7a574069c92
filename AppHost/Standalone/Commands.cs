using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Spectre.Console;

namespace Avanii.AppHost.Standalone;

/// <summary>The commands of <c>./avanii</c> that deal with a running stack.</summary>
public static class Commands
{
    private const string Usage = """
        up [-d]        start the stack; -d: in the background
        down           end it
        status         what runs, where, since when; exit code 0 only if all of it is healthy
        logs NAME [-f] the log of a piece; -f: and what comes
        errors         which messages are stuck, and where; errors QUEUE: what failed and why;
                       errors QUEUE --replay [MESSAGE-ID]: have them, or that one, worked off again;
                       errors QUEUE --remove MESSAGE-ID: throw one away;
                       errors --retry MESSAGE-ID: publish a parked event;
                       errors --republish SINCE: publish again what was sent since then (30m, or a time), for a broker that lost its disk
        token [ROLE] [NAME] [AREA…]
                       a token of five minutes for the back office's API; ROLE: staff (without a word) or owner; NAME: who uses it;
                       AREA: what staff may do with it (catalogue, orders, customers, settings), without one everything
        owner EMAIL    a link by which that person becomes the shop's owner
        figures        measure start, orders and memory on a stack of its own
        figures catalogue [PRODUCTS]
                       measure lists, searches, suggestions and how fast a price reaches the pages, with 100,000 products
        lighthouse [--runs N] [--page NAME]…
                       measure the shop's pages as a phone sees them, against their goals
        test [FILTER…] run the tests; FILTER: a part of a test project's name; what follows -- goes to dotnet test
        """;

    private static readonly StandaloneOptions s_options = new() { Seed = true };

    private static string DataFolder => Path.Combine(s_options.Repository, ".avanii");

    private static string LogFolder => Path.Combine(DataFolder, "logs");

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return args switch
            {
                [] or ["up"] => await new Supervisor(DataFolder).RunAsync(s_options),
                ["up", "-d" or "--detach"] => await UpInBackgroundAsync(),
                ["down"] => await DownAsync(),
                ["status"] => await StatusAsync(DataFolder),
                ["logs", .. var rest] => await LogsAsync(rest),
                ["errors", .. var rest] => await StuckMessages.RunAsync(RunningStack(), rest),
                ["token"] => await TokenAsync("staff", StaffToken.OwnName),
                ["token", "staff" or "owner"] => await TokenAsync(args[1], StaffToken.OwnName),
                ["token", "staff" or "owner", var name, .. var areas] => await TokenAsync(args[1], name, areas),
                ["owner", var email] => await OwnerAsync(email),
                ["figures"] => await Figures.RunAsync(),
                ["figures", "catalogue"] => await CatalogueFigures.RunAsync(CatalogueFigures.DefaultProducts),
                ["figures", "catalogue", var products] when int.TryParse(products, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => await CatalogueFigures.RunAsync(count),
                ["lighthouse", .. var rest] => await Lighthouse.RunAsync(s_options, rest),
                ["test", .. var rest] => await TestRun.RunAsync(s_options, rest),
                _ => Help(),
            };
        }
        catch (StandaloneException e)
        {
            Display.Error(e.Message);
            return 1;
        }
    }

    internal static async Task<int> AlreadyUpAsync(string dataFolder)
    {
        Console.WriteLine("The stack is already up.");
        await StatusAsync(dataFolder);
        Display.Links(StackState.Read(dataFolder)?.Links ?? []);
        return 0;
    }

    private static StackState RunningStack() => StackState.Read(DataFolder) is { SupervisorIsAlive: true, Ready: true } state
        ? state
        : throw new StandaloneException("The stack does not run: ./avanii up starts it.");

    private static async Task<int> TokenAsync(string role, string name, params string[] areas)
    {
        Console.WriteLine(await StaffToken.CreateAsync(RunningStack(), role, name, areas));
        return 0;
    }

    private static async Task<int> OwnerAsync(string email)
    {
        var stack = RunningStack();
        var shop = stack.Links.Single(link => link.What == "Shop").Where.TrimEnd('/');
        var (output, errors) = await WebCommand.RunAsync(stack, "--create-owner", email, shop);
        // Its log may stand around the link.
        Console.WriteLine(output?.Split('\n').LastOrDefault(line => line.StartsWith(shop, StringComparison.Ordinal))
            ?? throw new StandaloneException($"WebFrontend made no link. {errors}"));
        return 0;
    }

    private static int Help()
    {
        Console.WriteLine(Usage);
        return 2;
    }

    private static async Task<int> UpInBackgroundAsync()
    {
        if (StackState.Read(DataFolder) is { SupervisorIsAlive: true })
        {
            return await AlreadyUpAsync(DataFolder);
        }
        Directory.CreateDirectory(DataFolder);
        Directory.CreateDirectory(LogFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute); // the addresses hold logins
        var log = Path.Combine(LogFolder, "engine.log");
        await File.WriteAllTextAsync(log, "");
        // A session of its own, so that neither Ctrl-C nor the end of this terminal reaches it.
        using var supervisor = Process.Start(new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", "exec setsid \"$@\" </dev/null >>\"$0\" 2>&1", log, Environment.ProcessPath!, typeof(Commands).Assembly.Location, "up" },
            WorkingDirectory = s_options.Repository,
        })!;
        using var cancel = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            cancel.Cancel();
        };
        var identity = ProcessTable.Find(supervisor.Id); // of whom the state must speak: it may still be that of the last one
        await using var output = new LogTail(log);
        while (!supervisor.HasExited && !(StackState.Read(DataFolder) is { Ready: true } state && state.Supervisor == identity))
        {
            output.Print();
            if (cancel.IsCancellationRequested && identity is { } process)
            {
                ProcessTable.Send(process, Signal.Terminate);
                await supervisor.WaitForExitAsync();
            }
            await Task.WhenAny(Task.Delay(50), supervisor.WaitForExitAsync());
        }
        if (!supervisor.HasExited)
        {
            await Task.Delay(100); // the table of addresses comes right after
        }
        output.Print();
        if (supervisor.HasExited)
        {
            return supervisor.ExitCode;
        }
        Console.WriteLine("It runs in the background; ./avanii down ends it.");
        return 0;
    }

    private static async Task<int> DownAsync()
    {
        if (StackState.Read(DataFolder) is not { } state)
        {
            Console.WriteLine("Nothing is running.");
            return 0;
        }
        if (state.SupervisorIsAlive)
        {
            await using var output = new LogTail(Path.Combine(LogFolder, "engine.log"), fromEnd: true);
            ProcessTable.Send(state.Supervisor, Signal.Terminate);
            var deadline = Environment.TickCount64 + 120_000; // 25 s for services, then 60 s for each server
            while (state.SupervisorIsAlive && Environment.TickCount64 < deadline)
            {
                await Task.Delay(50);
                output.Print();
            }
            await ProcessTable.KillTreeAsync(state.Supervisor);
        }
        var left = await state.CleanUpAsync();
        StackState.Forget(DataFolder);
        Console.WriteLine(left == 0 ? "The stack is down." : $"The stack is down; {left} processes that were left behind have been ended.");
        return 0;
    }

    private static async Task<int> StatusAsync(string dataFolder)
    {
        if (StackState.Read(dataFolder) is not { } state || (!state.SupervisorIsAlive && !state.Pieces.Any(piece => piece.Processes.Any(ProcessTable.IsAlive))))
        {
            Console.WriteLine("Nothing is running.");
            return 3; // as systemctl status says "not running"
        }
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var health = await Task.WhenAll(state.Pieces.Select(piece => HealthAsync(piece, http)));
        var table = new Table().Border(Display.OnTerminal ? TableBorder.Rounded : TableBorder.None)
            .AddColumns("name", "state", "process", "address", "memory", "uptime");
        var services = 0L;
        foreach (var (piece, word) in state.Pieces.Zip(health))
        {
            var alive = piece.Processes.Where(ProcessTable.IsAlive).ToList();
            ProcessIdentity? process = alive.Count > 0 ? alive[0] : null;
            var memory = process is null ? 0 : ProcessTable.Memory(process.Value.Id);
            services += Uri.TryCreate(piece.Address, UriKind.Absolute, out _) ? memory : 0;
            table.AddRow(
                new Text(piece.Name),
                new Text(word, new Style(word == "healthy" ? Color.Green : Color.Red)),
                new Text($"{process?.Id}"),
                new Text(piece.Address),
                new Text(process is not null ? $"{memory >> 20} MB" : ""),
                new Text(process is { } q ? Uptime(ProcessTable.Age(q)) : ""));
        }
        Display.Write(table);
        Console.WriteLine($"The services hold {services >> 20} MB together.");
        if (!state.SupervisorIsAlive)
        {
            Console.WriteLine("The supervisor was killed: ./avanii down cleans up.");
        }
        return state.SupervisorIsAlive && health.All(word => word == "healthy") ? 0 : 1;
    }

    private static async Task<string> HealthAsync(StackState.Piece piece, HttpClient http)
    {
        if (!piece.Processes.Any(ProcessTable.IsAlive))
        {
            return "down";
        }
        try
        {
            if (Uri.TryCreate(piece.Address, UriKind.Absolute, out var url) && url.Scheme == "http")
            {
                using var answer = await http.GetAsync(new Uri(url, "/health"));
                return answer.IsSuccessStatusCode ? "healthy" : "unhealthy";
            }
            using var client = new TcpClient();
            await client.ConnectAsync(System.Net.IPEndPoint.Parse(piece.Address));
            return "healthy";
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or OperationCanceledException)
        {
            return "no answer";
        }
    }

    private static string Uptime(TimeSpan age) => age.TotalHours >= 1 ? $"{(int)age.TotalHours} h {age.Minutes} min" : $"{age.Minutes} min {age.Seconds} s";

    private static async Task<int> LogsAsync(string[] args)
    {
        var follow = args.Contains("-f");
        var known = Directory.Exists(LogFolder) ? Directory.EnumerateFiles(LogFolder, "*.log").Select(Path.GetFileNameWithoutExtension).Order() : Enumerable.Empty<string?>();
        if (args.FirstOrDefault(arg => arg != "-f") is not { } name || !known.Contains(name))
        {
            throw new StandaloneException($"Whose log? There is: {string.Join(", ", known)}.");
        }
        await using var log = new LogTail(Path.Combine(LogFolder, name + ".log"));
        log.Print();
        while (follow)
        {
            await Task.Delay(200);
            log.Print();
        }
        return 0;
    }
}
