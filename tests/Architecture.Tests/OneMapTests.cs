using System.Text.Json;
using Avanii.AppHost.Standalone;

namespace Avanii.Architecture.Tests;

/// <summary>AppHost.cs and the standalone engine describe the same system.</summary>
public sealed class OneMapTests
{
    private readonly AppHostMap _appHost = AppHostMap.Read();

    public static TheoryData<string> ServiceNames => [.. StandaloneHost.Services.Select(service => service.Name)];

    [Fact]
    public void Both_maps_have_the_same_server_database_broker_and_services()
    {
        (string, string)[] standalone =
        [
            ("Postgres", StandaloneHost.DatabaseServer),
            ("Database", StandaloneHost.Database),
            ("RabbitMQ", StandaloneHost.Broker),
            .. StandaloneHost.Services.Select(service => ("Project", service.Name)),
        ];

        Assert.Equal(standalone, _appHost.Resources);
    }

    [Theory, MemberData(nameof(ServiceNames))]
    public void A_service_is_the_same_project_in_both(string name) =>
        Assert.Equal(Service(name).Project, _appHost.Projects[name]);

    [Theory, MemberData(nameof(ServiceNames))]
    public void A_service_knows_the_same_others_in_both(string name) =>
        Assert.Equal(Service(name).References, _appHost.References[name]);

    [Theory, MemberData(nameof(ServiceNames))]
    public void A_service_waits_for_the_same_others_in_both(string name) =>
        Assert.Equal(Service(name).WaitsFor, _appHost.Waits[name]);

    [Theory, MemberData(nameof(ServiceNames))]
    public void A_service_has_the_same_port_in_both(string name)
    {
        // Aspire takes it from the project's launch profile: "applicationUrl": "http://localhost:5011"
        using var settings = JsonDocument.Parse(Repository.Read($"{Service(name).Project}/Properties/launchSettings.json"));
        var url = settings.RootElement.GetProperty("profiles").GetProperty("http").GetProperty("applicationUrl").GetString();

        Assert.Equal($"http://localhost:{Service(name).Port}", url);
    }

    /// <remarks>Demo data: AppHost asks the catalogue for it by a setting, the standalone engine by a command.</remarks>
    [Theory, MemberData(nameof(ServiceNames))]
    public void A_service_gets_the_same_settings_in_both(string name) =>
        Assert.Equal(Service(name).Settings, _appHost.Settings[name].Where(setting => setting != "Demo__SeedAtStart"));

    [Fact]
    public void Only_the_web_gets_the_secret_key() => Assert.Equal(["web"], _appHost.GivenTheSecretKey);

    [Fact]
    public void Nobody_waits_in_a_circle()
    {
        var started = new HashSet<string> { StandaloneHost.Database, StandaloneHost.Broker };

        // Each service waits only for what stands before it on the map.
        foreach (var service in StandaloneHost.Services)
        {
            Assert.Subset(started, service.WaitsFor.ToHashSet());
            started.Add(service.Name);
        }
    }

    private static ServiceOnMap Service(string name) => StandaloneHost.Services.Single(service => service.Name == name);
}
