using System.Text.RegularExpressions;

namespace Avanii.Architecture.Tests;

/// <summary>
/// AppHost.cs as it is written. It is read as text, because its model can only be built where Aspire's packages are
/// (tests/AppHost.Tests does that); its statements are regular enough for it.
/// </summary>
internal sealed partial class AppHostMap
{
    private readonly Dictionary<string, string> _names; // from the variable to the resource's name

    private AppHostMap(string source)
    {
        // var catalog = builder.AddProject<Projects.CatalogService>("catalog")...;
        // var avanii = postgres.AddDatabase("avanii");
        var declarations = Declaration().Matches(source);
        _names = declarations.ToDictionary(match => match.Groups["variable"].Value, match => match.Groups["name"].Value);
        Resources = [.. declarations.Select(match => (match.Groups["kind"].Value, match.Groups["name"].Value))];
        Projects = declarations.Where(match => match.Groups["project"].Success)
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["project"].Value);
        References = Calls(source, "WithReference");
        Waits = Calls(source, "WaitFor");
        GivenTheSecretKey = [.. SecretKey().Matches(source).Select(match => _names[match.Groups["variable"].Value])];
    }

    public IReadOnlyList<(string Kind, string Name)> Resources { get; }

    /// <summary>From a service's name to its project.</summary>
    public IReadOnlyDictionary<string, string> Projects { get; }

    public ILookup<string, string> References { get; }

    public ILookup<string, string> Waits { get; }

    public IReadOnlyList<string> GivenTheSecretKey { get; }

    public static AppHostMap Read() => new(Repository.Read("AppHost/AppHost.cs"));

    // catalog.WithReference(avanii).WithReference(messaging).WithReference(web);
    private ILookup<string, string> Calls(string source, string method) =>
        Statement().Matches(source)
            .SelectMany(statement => Regex.Matches(statement.Value, $@"\.{method}\((\w+)\)")
                .Select(call => (From: _names[statement.Groups["variable"].Value], To: _names[call.Groups[1].Value])))
            .ToLookup(edge => edge.From, edge => edge.To);

    [GeneratedRegex("""^var (?<variable>\w+) = \w+\.Add(?<kind>Postgres|Database|RabbitMQ|Project)(<Projects\.(?<project>\w+)>)?\("(?<name>[^"]+)"\)""", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^(?<variable>\w+)(\.\w+\(\w+\))+;", RegexOptions.Multiline)]
    private static partial Regex Statement();

    // A statement goes on for as long as its lines are indented.
    [GeneratedRegex("""^var (?<variable>\w+) = .*(\n +.*)*\.WithEnvironment\("SECRET_KEY", secretKey\)""", RegexOptions.Multiline)]
    private static partial Regex SecretKey();
}
