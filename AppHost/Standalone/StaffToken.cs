using System.Text.RegularExpressions;

namespace Avanii.AppHost.Standalone;

/// <summary>A token for the back office of a running stack: WebFrontend's own command.</summary>
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
        var (output, errors) = await WebCommand.RunAsync(stack, ["--token", role, name, .. areas]);
        // Its log may stand around it.
        return output is not null && Token().Matches(output) is [.., var token]
            ? token.Value
            : throw new StandaloneException($"WebFrontend made no token. {errors}");
    }

    [GeneratedRegex(@"^[\w-]+\.[\w-]+\.[\w-]+$", RegexOptions.Multiline)]
    private static partial Regex Token();

    [GeneratedRegex("[^A-Za-z0-9.-]")]
    private static partial Regex NotInNames();
}
