using System.Diagnostics;
using System.Text.Json;

namespace Avanii.AppHost.Tests;

/// <summary>What Aspire publishes: the manifest, which says for each resource what it is given.</summary>
public sealed class ManifestTests(ManifestTests.Manifest manifest) : IClassFixture<ManifestTests.Manifest>
{
    [Theory]
    [InlineData("catalog", "ConnectionStrings__avanii", "ConnectionStrings__messaging", "services__web__http__0")]
    [InlineData("cart", "ConnectionStrings__avanii", "ConnectionStrings__messaging", "services__catalog__http__0", "services__web__http__0")]
    [InlineData("orders", "ConnectionStrings__avanii", "ConnectionStrings__messaging", "services__cart__http__0", "services__web__http__0")]
    [InlineData("gateway", "services__catalog__http__0", "services__cart__http__0", "services__orders__http__0", "services__web__http__0")]
    [InlineData("web", "ConnectionStrings__avanii", "ConnectionStrings__messaging", "services__gateway__http__0", "SECRET_KEY")]
    public void A_service_is_given_what_it_knows_by_name(string name, params string[] variables) =>
        Assert.Superset(variables.ToHashSet(), manifest.Variables(name));

    [Theory]
    [InlineData("catalog")]
    [InlineData("cart")]
    [InlineData("orders")]
    [InlineData("gateway")]
    public void Only_the_web_is_given_the_secret_key(string name) => Assert.DoesNotContain("SECRET_KEY", manifest.Variables(name));

    [Fact]
    public void The_gateway_knows_no_database_and_no_broker() =>
        Assert.DoesNotContain(manifest.Variables("gateway"), variable => variable.StartsWith("ConnectionStrings__", StringComparison.Ordinal));

    public sealed class Manifest : IAsyncLifetime
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("avanii-manifest");
        private JsonDocument? _document;

        public HashSet<string> Variables(string resource) =>
            [.. _document!.RootElement.GetProperty("resources").GetProperty(resource).GetProperty("env").EnumerateObject().Select(variable => variable.Name)];

        public async Task InitializeAsync()
        {
            var path = Path.Combine(_folder.FullName, "manifest.json");
            // The app host's own output lies beside these tests: artifacts/bin/AppHost/debug
            var appHost = AppContext.BaseDirectory.Replace("AppHost.Tests", "AppHost", StringComparison.Ordinal);
            using var publish = Process.Start("dotnet", [Path.Combine(appHost, "AppHost.dll"), "--publisher", "manifest", "--output-path", path]);
            await publish.WaitForExitAsync();
            Assert.Equal(0, publish.ExitCode);
            _document = JsonDocument.Parse(await File.ReadAllTextAsync(path));
        }

        public Task DisposeAsync()
        {
            _document?.Dispose();
            _folder.Delete(recursive: true);
            return Task.CompletedTask;
        }
    }
}
