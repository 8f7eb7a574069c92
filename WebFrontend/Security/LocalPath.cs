namespace Avanii.Web.Security;

/// <summary>Where a form or a link says that somebody should go afterwards, believed only within the shop: else its links could lead
/// people to a copy of it (https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html).</summary>
public static class LocalPath
{
    private const int Longest = 300;

    /// <returns>The path, if it is one of ours, else the other one.</returns>
    public static string Or(string? path, string otherwise) => IsOurs(path) ? path! : otherwise;

    // Browsers take "//host" and "/\host" for another host, and leave tabs and line breaks out before they look.
    private static bool IsOurs(string? path) =>
        path is { Length: >= 1 and <= Longest } && path[0] == '/' && (path.Length == 1 || path[1] is not ('/' or '\\')) && path.All(c => c is > ' ' and < '\x7f');
}
