namespace Avanii.AppHost.Standalone;

/// <summary>Finds PostgreSQL's server programs, of the version that the data needs.</summary>
internal static class PostgresBinaries
{
    private const int OldestVersion = 15;

    /// <summary>The folder of the programs for this data folder, or, when that does not exist yet, of the newest version here.</summary>
    public static string For(string dataFolder)
    {
        var installed = Installed();
        if (installed.Count == 0)
        {
            throw new StandaloneException(
                $"PostgreSQL {OldestVersion} or newer is not installed: install the package postgresql (Debian, Ubuntu), postgresql-server (Fedora) or postgresql (Arch).");
        }
        var versionFile = Path.Combine(dataFolder, "PG_VERSION");
        if (!File.Exists(versionFile))
        {
            return installed[^1].Folder;
        }
        var version = File.ReadAllText(versionFile).Trim();
        return installed.FirstOrDefault(candidate => candidate.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) == version).Folder
            ?? throw new StandaloneException(
                $"The data in {dataFolder} was made by PostgreSQL {version}, but installed is {string.Join(", ", installed.Select(i => i.Version))}: "
                + $"install postgresql-{version}, or move that folder away to begin with an empty database.");
    }

    /// <summary>Sorted by version.</summary>
    public static IReadOnlyList<(int Version, string Folder)> Installed() =>
    [
        .. Candidates()
            .Where(folder => File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb")))
            .Select(folder => (Version: VersionOf(folder), Folder: folder))
            .Where(candidate => candidate.Version >= OldestVersion)
            .DistinctBy(candidate => candidate.Version)
            .OrderBy(candidate => candidate.Version),
    ];

    private static IEnumerable<string> Candidates()
    {
        // Debian keeps each version in its own folder, away from the PATH; so do PostgreSQL's own RPMs.
        if (Directory.Exists("/usr/lib/postgresql"))
        {
            foreach (var version in Directory.EnumerateDirectories("/usr/lib/postgresql"))
            {
                yield return Path.Combine(version, "bin");
            }
        }
        foreach (var version in Directory.EnumerateDirectories("/usr", "pgsql-*"))
        {
            yield return Path.Combine(version, "bin");
        }
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return folder;
        }
    }

    private static int VersionOf(string folder)
    {
        // postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)
        try
        {
            var answer = CliWrap.Buffered.BufferedCommandExtensions.ExecuteBufferedAsync(CliWrap.Cli.Wrap(Path.Combine(folder, "postgres")).WithArguments("--version"))
                .GetAwaiter().GetResult().StandardOutput;
            return int.TryParse(answer.Split(' ').ElementAtOrDefault(2)?.Split('.')[0], out var version) ? version : 0;
        }
        catch (Exception e) when (e is CliWrap.Exceptions.CliWrapException or System.ComponentModel.Win32Exception)
        {
            return 0;
        }
    }
}
