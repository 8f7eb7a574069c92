namespace Avanii.Orders;

public static class FulfilmentRegistration
{
    internal static void AddFulfilment(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<FulfilmentOptions>().BindConfiguration(FulfilmentOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHostedService<DeadlineSweeper>();
        builder.Services.AddSingleton<StuckOrderWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StuckOrderWatch>());
        builder.Services.AddHealthChecks().AddCheck<StuckOrderWatch>("orders");
    }
}
