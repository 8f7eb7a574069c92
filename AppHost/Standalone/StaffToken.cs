using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Avanii.AppHost.Standalone;

/// <summary>A token for the back office of a running stack: WebFrontend's own command, run once more beside the WebFrontend that runs,
/// with the very environment of that one.</summary>
internal static partial class StaffToken
{
    /// <summary>The machine's user, in the letters that a token's name may have.</summary>
    public static string OwnName => NotInNames().Replace(Environment.UserName, "-") is { Length: > 0 } name ? name[..Math.Min(name.Length, 40)] : "nobody";

    /// <param name="stack">It runs.</param>
    /// <param name="role"><c>staff</c> or <c>owner</c>.</param>
    /// <param name="name">Who it is for: stands beside what is done with it.</param>
    /// <param name="areas">What staff may do with it; none: everything.</param>
    /// <exception cref="StandaloneException">A sentence that says why there is none.</exception>
    public static async Task<string> CreateAsync(StackState stack, string role, string name, params IReadOnlyList<string> areas)
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
        foreach (var argument in (string[])[.. command[1..], "--token", role, name, .. areas])
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
        // Its log may stand around it.
        return process.ExitCode == 0 && Token().Matches(output) is [.., var token]
            ? token.Value
            : throw new StandaloneException($"WebFrontend made no token. {(await errors).Trim()}");
    }

    private static string[] Strings(string file) => File.ReadAllText(file).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^[\w-]+\.[\w-]+\.[\w-]+$", RegexOptions.Multiline)]
    private static partial Regex Token();

    [GeneratedRegex("[^A-Za-z0-9.-]")]
    private static partial Regex NotInNames();
}
