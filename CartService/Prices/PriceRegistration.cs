namespace Avanii.Cart;

public static class PriceRegistration
{
    internal static void AddPrices(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<KnownVariants>();
        builder.Services.AddHttpClient<CatalogClient>(client => client.BaseAddress = new Uri("https+http://catalog"));
    }
}
