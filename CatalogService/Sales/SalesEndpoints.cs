namespace Avanii.Catalog.Sales;

public static class SalesEndpoints
{
    internal static void AddSales(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SalesOptions>().BindConfiguration(SalesOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHostedService<SoldUnitsSweeper>();
        builder.Services.AddHostedService<BoughtTogetherSweeper>();
    }

    internal static void MapSales(this IEndpointRouteBuilder routes) => routes.MapGet("/products/{slug}/related", GetRelatedProducts.Handle).WithTags("Products")
        .WithSummary("What is bought together with a product, and what is like it.").ProducesProblem(404);
}
