namespace Avanii.Orders;

public static class FulfilmentRegistration
{
    internal static void AddFulfilment(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<FulfilmentOptions>().BindConfiguration(FulfilmentOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHostedService<DeadlineSweeper>();
    }
}
