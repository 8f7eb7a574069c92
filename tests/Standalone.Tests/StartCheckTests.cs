using CliWrap;
using CliWrap.Buffered;

namespace Avanii.AppHost.Standalone.Tests;

/// <summary>A service that lacks a secret, or where the others are, does not start, and says what is missing.</summary>
public sealed class StartCheckTests
{
    private static readonly Dictionary<string, string> s_database = new() { ["DATABASE_URL"] = "postgresql://shop:secret@127.0.0.1:1/shop" };

    private static readonly Dictionary<string, string> s_broker = new()
    {
        ["RABBITMQ_HOST"] = "127.0.0.1", ["RABBITMQ_USER"] = "shop", ["RABBITMQ_PASSWORD"] = "secret",
    };

    private static readonly Dictionary<string, Dictionary<string, string>> s_services = new()
    {
        ["WebFrontend"] = Together(s_database, s_broker, Address("gateway"), new()
        {
            ["SECRET_KEY"] = "a secret of tests, which is long enough", ["Shop__PublicUrl"] = "https://shop.example",
        }),
        ["OrderService"] = Together(s_database, s_broker, Address("cart"), Address("web")),
        ["Gateway"] = Together(Address("catalog"), Address("cart"), Address("orders"), Address("web")),
    };

    public static TheoryData<string, string, string?> Wrong { get; } = new()
    {
        { "WebFrontend", "SECRET_KEY", null },
        { "WebFrontend", "SECRET_KEY", "too short" },
        { "WebFrontend", "DATABASE_URL", null },
        { "WebFrontend", "DATABASE_URL", "shop@127.0.0.1" },
        { "WebFrontend", "RABBITMQ_HOST", null },
        { "WebFrontend", "RABBITMQ_USER", null },
        { "WebFrontend", "RABBITMQ_PASSWORD", null },
        { "WebFrontend", "Shop__PublicUrl", null },
        { "WebFrontend", "services__gateway__http__0", null },
        { "OrderService", "DATABASE_URL", null },
        { "OrderService", "RABBITMQ_HOST", null },
        { "OrderService", "RABBITMQ_USER", null },
        { "OrderService", "RABBITMQ_PASSWORD", null },
        { "Gateway", "services__catalog__http__0", null },
        { "Gateway", "services__cart__http__0", null },
        { "Gateway", "services__orders__http__0", null },
        { "Gateway", "services__web__http__0", null },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task It_ends_with_one_sentence_that_names_the_variable(string service, string variable, string? value)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var result = await Start(service, new(s_services[service]) { [variable] = value! }).ExecuteBufferedAsync(deadline.Token);
        Assert.Equal(1, result.ExitCode);
        var line = Assert.Single(result.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(variable, line, StringComparison.Ordinal);
        Assert.DoesNotContain(value ?? "secret@", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WebFrontend")]
    [InlineData("OrderService")]
    [InlineData("Gateway")]
    public async Task With_all_of_them_it_starts_though_nothing_else_answers(string service)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var started = new CancellationTokenSource();
        var command = Start(service, s_services[service]).WithStandardOutputPipe(PipeTarget.ToDelegate(line =>
        {
            if (line.Contains("Application started", StringComparison.Ordinal))
            {
                started.Cancel();
            }
        }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await command.ExecuteAsync(started.Token, deadline.Token));
        Assert.True(started.IsCancellationRequested);
    }

    private static Command Start(string service, Dictionary<string, string> variables)
    {
        // artifacts/bin/Standalone.Tests/debug, beside which the services are
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var folder = Path.Combine(own.Parent!.Parent!.FullName, service, own.Name);
        var known = s_services.Values.SelectMany(all => all.Keys).Distinct().ToDictionary(name => name, _ => (string?)null);
        foreach (var (name, value) in variables)
        {
            known[name] = value;
        }
        return Cli.Wrap("dotnet")
            .WithArguments([Path.Combine(folder, $"{service}.dll")])
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(environment =>
            {
                foreach (var (name, value) in known)
                {
                    environment.Set(name, value);
                }
                environment.Set("ASPNETCORE_ENVIRONMENT", "Production").Set("DOTNET_ENVIRONMENT", "Production").Set("ASPNETCORE_URLS", "http://127.0.0.1:0")
                    .Set("ConnectionStrings__avanii", null).Set("ConnectionStrings__messaging", null);
            })
            .WithValidation(CommandResultValidation.None);
    }

    private static Dictionary<string, string> Address(string name) => new() { [$"services__{name}__http__0"] = "http://127.0.0.1:1" };

    private static Dictionary<string, string> Together(params Dictionary<string, string>[] parts) => parts.SelectMany(part => part).ToDictionary();
}
