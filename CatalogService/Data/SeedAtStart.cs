namespace Avanii.Catalog.Data;

/// <summary>Fills an empty catalogue with the demo goods while the service already serves; in Development, where Demo:SeedAtStart
/// asks for it. The Aspire app host does: who types one command is to find products in the shop.</summary>
internal sealed class SeedAtStart(IServiceScopeFactory scopes, ILogger<SeedAtStart> logger) : BackgroundService
{
    public static void AddTo(WebApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment() && builder.Configuration.GetValue<bool>("Demo:SeedAtStart"))
        {
            builder.Services.AddHostedService<SeedAtStart>();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<SeedDemo>().RunAsync(line => logger.LogInformation("{Progress}", line), stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LogError(e, "The demo goods could not be put into the catalogue.");
        }
    }
}
