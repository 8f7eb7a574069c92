using Avanii.ServiceDefaults;
using Avanii.Web.Contracts;

namespace Avanii.Catalog.Stock;

public static class StockEndpoints
{
    public static void AddStock(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<StockOptions>().BindConfiguration(StockOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<StockAudit>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StockAudit>());
        builder.Services.AddHealthChecks().AddCheck<StockAudit>("stock");
    }

    public static void MapStock(this IEndpointRouteBuilder routes)
    {
        var stock = routes.MapGroup("/stock").WithTags("Stock").RequireAuthorization(Policies.Area(StaffAreas.Catalogue));
        stock.MapPost("/{sku}/receipts", ReceiveStock.Handle).WithSummary("Adds goods that have arrived, once for each Idempotency-Key.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);
    }
}
