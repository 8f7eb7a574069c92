using System.Globalization;
using Avanii.ServiceDefaults;

namespace Avanii.Catalog.Data;

/// <summary>What the program can do instead of serving: <c>--seed-demo</c> and <c>--generate N</c>.</summary>
internal static class CatalogCommands
{
    private const int MostProducts = 1_000_000;

    public static ServiceCommand[] All { get; } = [new("--seed-demo", SeedDemoAsync), new("--generate", GenerateAsync)];

    /// <summary>The first of them as a request, for the button on the Aspire dashboard; in Development only.</summary>
    public static void MapDevelopment(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            app.MapPost("/dev/seed-demo", async (SeedDemo seed, CancellationToken ct) =>
            {
                var lines = new List<string>();
                await seed.RunAsync(lines.Add, ct);
                return TypedResults.Text(string.Join('\n', lines) + "\n");
            }).ExcludeFromDescription();
        }
    }

    private static async Task<int> SeedDemoAsync(IServiceProvider services, string[] args, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SeedDemo>().RunAsync(Console.WriteLine, ct);
        return 0;
    }

    private static async Task<int> GenerateAsync(IServiceProvider services, string[] args, CancellationToken ct)
    {
        if (args is not [var text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > MostProducts)
        {
            await Console.Error.WriteLineAsync($"--generate takes how many products there shall be: 1 to {MostProducts}.");
            return 2;
        }
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<GenerateProducts>().RunAsync(count, Console.WriteLine, ct);
        return 0;
    }
}
