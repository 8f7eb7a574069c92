using System.Xml.Linq;
using Avanii.AppHost.Standalone;
using YamlDotNet.RepresentationModel;

namespace Avanii.Architecture.Tests;

/// <summary>render.yaml describes the system that the maps describe.</summary>
public sealed class RenderTests
{
    private readonly Dictionary<string, YamlMappingNode> _services = Read("services");
    private readonly Dictionary<string, YamlMappingNode> _databases = Read("databases");

    public static TheoryData<string> ServiceNames => [.. StandaloneHost.Services.Select(service => service.Name)];

    [Fact]
    public void It_has_the_five_services_the_broker_and_the_database() => Assert.Equal(
        StandaloneHost.Services.Select(service => $"avanii-{service.Name}").Append("avanii-messaging").Append("avanii-db").Order(StringComparer.Ordinal),
        _services.Keys.Concat(_databases.Keys).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(ServiceNames))]
    public void A_service_is_built_from_its_project_and_knows_the_others_that_the_map_says(string name)
    {
        var service = StandaloneHost.Services.Single(s => s.Name == name);
        var variables = Variables(name);
        Assert.Equal(service.Project, Text(variables["SERVICE"], "value"));
        Assert.Equal(
            service.References.Except([StandaloneHost.Database, StandaloneHost.Broker]).Select(other => $"services__{other}__http__0"),
            variables.Keys.Where(key => key.StartsWith("services__", StringComparison.Ordinal)));
        Assert.Equal(service.References.Contains(StandaloneHost.Database), variables.ContainsKey("DATABASE_URL"));
        Assert.Equal(service.References.Contains(StandaloneHost.Broker), variables.ContainsKey("RABBITMQ_HOST"));
        Assert.All(service.References.Except([StandaloneHost.Database, StandaloneHost.Broker]), other =>
            Assert.Equal($"avanii-{other}", Text((YamlMappingNode)variables[$"services__{other}__http__0"]["fromService"], "name")));
    }

    /// <summary>Else a change of a contract would leave a service on the old one.</summary>
    [Theory, MemberData(nameof(ServiceNames))]
    public void A_service_is_built_again_when_anything_that_it_is_built_from_changes(string name)
    {
        var filter = (YamlMappingNode)_services[$"avanii-{name}"]["buildFilter"];
        var paths = ((YamlSequenceNode)filter["paths"]).Select(path => ((YamlScalarNode)path).Value!).ToHashSet();
        var project = StandaloneHost.Services.Single(s => s.Name == name).Project;
        var folders = Together($"{project}/{project}.csproj").Select(file => $"{Path.GetDirectoryName(file)}/**").Where(path => !path.StartsWith($"{project}/Contracts/", StringComparison.Ordinal));
        Assert.Subset(paths, folders.Concat(["Directory.*.props", "global.json", "Dockerfile"]).ToHashSet());
    }

    [Theory, MemberData(nameof(ServiceNames))]
    public void Who_owns_a_schema_migrates_before_it_is_deployed(string name) => Assert.Equal(
        Variables(name).ContainsKey("DATABASE_URL"),
        _services[$"avanii-{name}"].Children.ContainsKey("preDeployCommand"));

    [Theory, MemberData(nameof(ServiceNames))]
    public void What_the_public_reaches_is_probed_for_life_only(string name)
    {
        var service = _services[$"avanii-{name}"];
        if (Text(service, "type") == "web")
        {
            Assert.Equal("/alive", Text(service, "healthCheckPath"));
        }
        else
        {
            Assert.Equal("pserv", Text(service, "type"));
        }
    }

    [Fact]
    public void The_public_reaches_the_shop_and_the_gateway_only() => Assert.Equal(
        ["avanii-gateway", "avanii-web"],
        _services.Where(s => Text(s.Value, "type") == "web").Select(s => s.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void The_database_is_private() => Assert.Empty(Assert.IsType<YamlSequenceNode>(_databases["avanii-db"]["ipAllowList"]));

    [Fact]
    public void Everything_is_in_one_region() =>
        Assert.Single(_services.Values.Concat(_databases.Values).Select(node => Text(node, "region")).Distinct());

    [Fact]
    public void Only_the_web_gets_the_secret_key() => Assert.Equal(
        ["web"], StandaloneHost.Services.Select(s => s.Name).Where(name => Variables(name).ContainsKey("SECRET_KEY")));

    /// <remarks>Not Mail__Folder: there is one on a developer's machine only.</remarks>
    [Theory, MemberData(nameof(ServiceNames))]
    public void A_service_gets_the_settings_that_the_map_says(string name) => Assert.Subset(
        Variables(name).Keys.ToHashSet(), StandaloneHost.Services.Single(s => s.Name == name).Settings.Where(setting => setting != "Mail__Folder").ToHashSet());

    [Fact]
    public void What_the_public_reaches_believes_the_two_proxies_before_it() => Assert.Equal(
        ["gateway", "web"], StandaloneHost.Services.Select(s => s.Name).Where(name => Variables(name).TryGetValue("ForwardedHeaders__Hops", out var hops) && Text(hops, "value") == "2").Order(StringComparer.Ordinal));

    private Dictionary<string, YamlMappingNode> Variables(string name) =>
        ((YamlSequenceNode)_services[$"avanii-{name}"]["envVars"]).Cast<YamlMappingNode>().ToDictionary(node => Text(node, "key"));

    private static Dictionary<string, YamlMappingNode> Read(string section)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Repository.Read("render.yaml")));
        return ((YamlSequenceNode)yaml.Documents[0].RootNode[section]).Cast<YamlMappingNode>().ToDictionary(node => Text(node, "name"));
    }

    /// <returns>The project and all that it references, however far away.</returns>
    private static HashSet<string> Together(string project) =>
    [
        project,
        .. XDocument.Parse(Repository.Read(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(project)!, reference.Attribute("Include")!.Value))))
            .SelectMany(Together),
    ];

    private static string Text(YamlMappingNode node, string key) => ((YamlScalarNode)node[key]).Value!;
}
