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
        Settings = Setting().Matches(Otherwise().Replace(source, ""))
            .SelectMany(statement => Regex.Matches(statement.Value, @"\.WithEnvironment\(""(\w+)""")
                .Select(call => (Service: _names[statement.Groups["variable"].Value], Name: call.Groups[1].Value)))
            .ToLookup(setting => setting.Service, setting => setting.Name);
        GivenTheSecretKey = [.. SecretKey().Matches(source).Select(match => _names[match.Groups["variable"].Value])];
    }

    public IReadOnlyList<(string Kind, string Name)> Resources { get; }

    /// <summary>From a service's name to its project.</summary>
    public IReadOnlyDictionary<string, string> Projects { get; }

    public ILookup<string, string> References { get; }

    public ILookup<string, string> Waits { get; }

    public IReadOnlyList<string> GivenTheSecretKey { get; }

    /// <summary>What a service is given where the stack is run, besides its references: what a deployment gives is in the else of a condition.</summary>
    public ILookup<string, string> Settings { get; }

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

    // var web = builder.AddProject<Projects.WebFrontend>("web")....WithEnvironment("SECRET_KEY", secretKey);
    //     web.WithEnvironment("Mail__Folder", ...);
    [GeneratedRegex(@"^(var (?<variable>\w+) = .*(\n +.*)*| +(?<variable>\w+)\.WithEnvironment.*)", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex(@"^else\n\{\n( +.*\n)+\}", RegexOptions.Multiline)]
    private static partial Regex Otherwise();

    // A statement goes on for as long as its lines are indented.
    [GeneratedRegex("""^var (?<variable>\w+) = .*(\n +.*)*\.WithEnvironment\("SECRET_KEY", secretKey\)""", RegexOptions.Multiline)]
    private static partial Regex SecretKey();
}
