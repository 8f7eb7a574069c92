using System.Diagnostics;

namespace Avanii.AppHost.Standalone;

/// <summary>A command of WebFrontend's program for a running stack: run once more beside the WebFrontend that runs, with the very
/// environment of that one.</summary>
internal static class WebCommand
{
    /// <returns>What it printed, or null when it failed; and what it said of that.</returns>
    /// <exception cref="StandaloneException">WebFrontend does not run.</exception>
    public static async Task<(string? Output, string Errors)> RunAsync(StackState stack, params string[] arguments)
    {
        var web = stack.Alive("web");
        var start = new ProcessStartInfo
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = new DirectoryInfo($"/proc/{web.Id}/cwd").ResolveLinkTarget(returnFinalTarget: true)!.FullName,
        };
        var command = Strings($"/proc/{web.Id}/cmdline"); // dotnet, WebFrontend.dll
        start.FileName = command[0];
        foreach (var argument in (string[])[.. command[1..], .. arguments])
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment.Clear();
        foreach (var variable in Strings($"/proc/{web.Id}/environ"))
        {
            var (key, value) = (variable[..variable.IndexOf('=', StringComparison.Ordinal)], variable[(variable.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            start.Environment[key] = value;
        }
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode == 0 ? output : null, (await errors).Trim());
    }

    private static string[] Strings(string file) => File.ReadAllText(file).Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
