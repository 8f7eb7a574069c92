using System.Xml.Linq;

namespace Avanii.Web.Tests.Texts;

/// <summary>The resource files and the sources of WebFrontend, as they lie in the repository.</summary>
internal static class TextFiles
{
    /// <summary>Read by developers only.</summary>
    private static readonly string[] s_forDevelopers = ["Mail/Development/", "Development/"];

    private static string WebFrontend { get; } = Path.Combine(FindRoot(), "WebFrontend");

    /// <summary>Such as <c>CartTexts</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(WebFrontend, "Texts"), "*Texts.resx").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <param name="name">Such as <c>CartTexts</c> or <c>CartTexts.de</c>.</param>
    public static IReadOnlyDictionary<string, string> Read(string name) => XDocument.Load(Path.Combine(WebFrontend, "Texts", name + ".resx")).Root!
        .Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    /// <returns>Paths below WebFrontend, with what is in the files.</returns>
    public static IEnumerable<(string Path, string Text)> Sources(params string[] endings) =>
        from file in Directory.EnumerateFiles(WebFrontend, "*", SearchOption.AllDirectories)
        where endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal))
        let path = Path.GetRelativePath(WebFrontend, file).Replace('\\', '/')
        where !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal)
        orderby path
        select (path, File.ReadAllText(file));

    public static bool MayHaveWords(string path) => s_forDevelopers.Any(known => path.StartsWith(known, StringComparison.Ordinal));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Avanii.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run from within the repository.");
        }
        return folder.FullName;
    }
}
