using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Idempotency;

namespace Avanii.Orders;

public static class CheckoutRegistration
{
    internal static void AddCheckout(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CheckoutOptions>().BindConfiguration(CheckoutOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.AddIdempotency();
        builder.Services.AddSingleton<Quotes>();
        builder.Services.AddScoped<BoughtLines>();
        builder.Services.AddScoped<OrderAnswers>();
        builder.Services.AddHttpClient<CartClient>(client =>
        {
            client.BaseAddress = new Uri("https+http://cart");
            client.Timeout = TimeSpan.FromSeconds(5); // repetitions included: a shopper stands before the button
        }).AddTokenForwarding();
    }
}
