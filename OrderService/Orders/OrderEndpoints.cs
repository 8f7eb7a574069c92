using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults;

namespace Avanii.Orders;

public static class OrderEndpoints
{
    internal static void AddOrders(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<OrderPlacement>();
        builder.Services.AddSingleton<DecisionWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DecisionWatch>());
        builder.Services.AddSingleton<DecisionAnnouncer>();
        builder.Services.ConfigureDbContext<OrderDbContext>((services, options) => options.AddInterceptors(services.GetRequiredService<DecisionAnnouncer>()));
    }

    /// <summary>An order belongs to the token's subject; for everybody else it does not exist.</summary>
    internal static void MapOrders(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/orders").WithTags("Orders").RequireAuthorization(Policies.Subject)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        orders.MapGet("/delivery", GetDeliveryTerms.Handle).AllowAnonymous();
        orders.MapGet("/quote", GetQuote.Handle)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        orders.MapPost("/", PlaceOrder.Handle)
            .Produces<OrderView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        orders.MapGet("/", ListMyOrders.Handle);
        orders.MapGet("/{id:guid}", GetOrder.Handle).ProducesProblem(StatusCodes.Status404NotFound);
        orders.MapPost("/{id:guid}/cancel", CancelOrder.Handle)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }
}
