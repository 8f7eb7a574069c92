using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.AppHost.Tests;

/// <summary>The model as Aspire understands it: built, never started, so neither a container nor a dashboard is needed.</summary>
public sealed class ModelTests
{
    [Fact]
    public async Task There_are_a_server_a_database_a_broker_and_five_services()
    {
        await using var app = await BuildAsync();

        var names = Resources(app).Select(resource => resource.Name).ToHashSet();

        Assert.Superset(["postgres", "avanii", "messaging", "catalog", "cart", "orders", "gateway", "web"], names);
    }

    [Theory]
    [InlineData("catalog", "avanii", "messaging")]
    [InlineData("cart", "avanii", "messaging")]
    [InlineData("orders", "avanii", "messaging")]
    [InlineData("gateway", "catalog", "cart", "orders")]
    [InlineData("web", "avanii", "messaging", "catalog", "cart", "orders")]
    public async Task A_service_waits_for_those_it_cannot_do_without(string name, params string[] waitsFor)
    {
        await using var app = await BuildAsync();

        var waits = Resource(app, name).Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name).ToHashSet();

        Assert.Superset(waitsFor.ToHashSet(), waits); // Aspire adds the server of a database by itself
        Assert.DoesNotContain("web", waits);
    }

    [Theory]
    [InlineData("catalog")]
    [InlineData("cart")]
    [InlineData("orders")]
    [InlineData("gateway")]
    [InlineData("web")]
    public async Task A_service_is_watched_at_health(string name)
    {
        await using var app = await BuildAsync();

        Assert.NotEmpty(Resource(app, name).Annotations.OfType<HealthCheckAnnotation>());
    }

    private static async Task<DistributedApplication> BuildAsync()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>([]);
        return await builder.BuildAsync();
    }

    private static IEnumerable<IResource> Resources(DistributedApplication app) =>
        app.Services.GetRequiredService<DistributedApplicationModel>().Resources;

    private static IResource Resource(DistributedApplication app, string name) => Resources(app).Single(resource => resource.Name == name);
}
