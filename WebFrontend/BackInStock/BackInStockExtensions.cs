namespace Avanii.Web.BackInStock;

/// <summary>Letters about what was sold out.</summary>
internal static class BackInStockExtensions
{
    public static void AddBackInStock(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<BackInStockLinks>();
        builder.Services.AddScoped<BackInStockLetters>();
        builder.Services.AddScoped<BackInStockRequests>();
        builder.Services.AddScoped<AskForLetter>();
        builder.Services.AddHostedService<BackInStockSweeper>();
    }
}
