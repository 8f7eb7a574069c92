using System.Diagnostics;
using Spectre.Console;

namespace Avanii.AppHost.Standalone;

/// <summary>Shows how the stack comes up and goes down: a live table on a terminal, else a line for each step.</summary>
internal sealed class Display
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<PieceProgress> _rows = []; // one for each piece, in the order of appearance
    private readonly Dictionary<string, TimeSpan> _since = [];
    private readonly Dictionary<string, TimeSpan> _printed = [];
    private readonly Lock _lock = new();
    private volatile bool _live;

    public static bool OnTerminal { get; } = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("CI") is null or "";

    public void Step(PieceProgress step)
    {
        lock (_lock)
        {
            var row = _rows.FindIndex(known => known.Piece == step.Piece);
            var news = row < 0 || _rows[row].State != step.State;
            if (row < 0)
            {
                _rows.Add(step);
            }
            else
            {
                _rows[row] = step with { Detail = step.Detail == "" ? _rows[row].Detail : step.Detail };
            }
            if (news)
            {
                _since[step.Piece] = _clock.Elapsed;
            }
            if (_live)
            {
                return;
            }
            // Of a long step, a line now and then is enough for a log.
            var due = news || _clock.Elapsed - _printed.GetValueOrDefault(step.Piece) > TimeSpan.FromSeconds(10);
            if (due && (step.State != PieceState.Waiting || step.Detail != ""))
            {
                _printed[step.Piece] = _clock.Elapsed;
                Line($"{step.Piece,-11} {Word(step.State),-9} {Time(step),7}  {step.Detail}".TrimEnd());
            }
        }
    }

    /// <summary>A sentence with the time since the begin.</summary>
    public void Line(string text) => Console.WriteLine(FormattableString.Invariant($"{_clock.Elapsed.TotalSeconds,6:0.0} s  {text}"));

    /// <summary>Shows the steps live for as long as the work takes.</summary>
    public async Task<T> WhileAsync<T>(Func<Task<T>> work)
    {
        if (!OnTerminal)
        {
            return await work();
        }
        _live = true;
        try
        {
            return await AnsiConsole.Live(Text.Empty).StartAsync(async screen =>
            {
                var running = work();
                while (await Task.WhenAny(running, Task.Delay(100)) != running)
                {
                    screen.UpdateTarget(Table());
                }
                screen.UpdateTarget(Table());
                return await running;
            });
        }
        finally
        {
            _live = false;
        }
    }

    /// <summary>Two columns that line up, readable in a pipe as well.</summary>
    public static void Links(IEnumerable<StackState.Link> links)
    {
        var table = new Table().Border(OnTerminal ? TableBorder.Rounded : TableBorder.None).HideHeaders().AddColumns("", "");
        foreach (var (what, where) in links)
        {
            table.AddRow(new Text(what), new Text(where));
        }
        Write(table);
    }

    public static void Write(Table table)
    {
        if (!OnTerminal)
        {
            AnsiConsole.Profile.Width = 200; // no terminal, no edge to wrap at
        }
        AnsiConsole.Write(table);
    }

    public static void Error(string sentence)
    {
        if (Console.IsErrorRedirected)
        {
            Console.Error.WriteLine(sentence);
        }
        else
        {
            Console.Error.WriteLine($"\e[31m{sentence}\e[0m");
        }
    }

    private Table Table()
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("", "", "time", "");
        lock (_lock)
        {
            foreach (var row in _rows)
            {
                table.AddRow(new Markup($"[bold]{row.Piece.EscapeMarkup()}[/]"), new Markup(Colour(row.State)), new Text(Time(row)), new Text(row.Detail));
            }
        }
        return table;
    }

    private string Time(PieceProgress row)
    {
        var running = row.State is PieceState.Starting or PieceState.Stopping;
        var time = running && _live ? _clock.Elapsed - _since[row.Piece] : row.Took;
        return running && !_live || time == default ? "" : FormattableString.Invariant($"{time.TotalSeconds:0.0} s");
    }

    private static string Word(PieceState state) => state switch
    {
        PieceState.Waiting => "waits",
        PieceState.Starting => "starts",
        PieceState.Ready => "ready",
        PieceState.Stopping => "stops",
        PieceState.Stopped => "stopped",
        _ => "failed",
    };

    private static string Colour(PieceState state) => state switch
    {
        PieceState.Ready => $"[green]{Word(state)}[/]",
        PieceState.Failed => $"[red]{Word(state)}[/]",
        PieceState.Starting or PieceState.Stopping => $"[yellow]{Word(state)}[/]",
        _ => $"[grey]{Word(state)}[/]",
    };
}
