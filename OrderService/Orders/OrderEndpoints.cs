using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults;
using Avanii.Web.Contracts;

namespace Avanii.Orders;

public static class OrderEndpoints
{
    internal static void AddOrders(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<OrderPlacement>();
        builder.Services.AddHostedService<ErasureSweeper>();
        builder.Services.AddSingleton<DecisionWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DecisionWatch>());
        builder.Services.AddSingleton<DecisionAnnouncer>();
        builder.Services.AddSingleton<OrderMetrics>();
        builder.Services.AddSingleton<MoveCounter>();
        builder.Services.ConfigureDbContext<OrderDbContext>((services, options) => options.AddInterceptors(
            services.GetRequiredService<DecisionAnnouncer>(), services.GetRequiredService<MoveCounter>()));
    }

    /// <summary>An order belongs to the token's subject; for everybody else but staff it does not exist.</summary>
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
        orders.MapGet("/{id:guid}", GetOrder.Handle).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("An order of the caller's own; for staff any order, with who did what.")
            .WithDescription("With wait=1 to 10 the answer is held back for so many seconds while the order is undecided.");
        orders.MapPost("/{id:guid}/cancel", CancelOrder.Handle)
            .WithSummary("Calls an order off before it is shipped.")
            .WithDescription("The caller's own, or for staff any, with a reason, which is shown to the shopper. What had been paid is then owed back. An Idempotency-Key is optional.")
            .Produces<OrderView>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        var claims = orders.MapGroup("").RequireAuthorization(Policies.Account);
        claims.MapGet("/claimable", ClaimGuestOrders.Count).WithSummary("How many orders were placed as a guest with the account's address.")
            .WithDescription("Asks for a token that names the address (claim email), as the shop makes it for its own account pages.");
        claims.MapPost("/claim", ClaimGuestOrders.Handle).WithSummary("Makes them the account's.")
            .WithDescription("Asks for a token that names the address (claim email), as the shop makes it for its own account pages.");
        orders.MapBackOffice();
    }

    /// <summary>Asked again for what has happened, each move answers with the order and changes nothing; asked for it in another way,
    /// it says what was done.</summary>
    private static void MapBackOffice(this RouteGroupBuilder orders)
    {
        var staff = orders.MapGroup("").RequireAuthorization(Policies.Area(StaffAreas.Orders));
        staff.MapGet("/all", ListAllOrders.Handle)
            .WithSummary("Everybody's orders, newest first.")
            .WithDescription("stuck: waits for longer than it should. refundDue: was paid, is over, and the money was not given back.")
            .ProducesProblem(StatusCodes.Status400BadRequest);

        // Each is mapped with its handler in plain sight: validation's source generator looks for it there.
        var moves = staff.MapGroup("/{id:guid}").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        moves.MapPost("/payments", RecordPayment.Handle).Produces<OrderView>().ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Books money that has come, once for each reference and Idempotency-Key.")
            .WithDescription("The exact total makes a confirmed order paid. Money for an order that was called off or has expired is booked, too: a refund is due then.")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        moves.MapPost("/ship", ShipOrder.Handle).Produces<OrderView>().ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("The goods are on their way.")
            .WithDescription("Carrier and tracking are shown to the shopper. An order that is to be paid in advance must be paid. An Idempotency-Key is optional.");
        moves.MapPost("/deliver", DeliverOrder.Handle).Produces<OrderView>().ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("The goods were handed over.").WithDescription("For pay on delivery this books the payment. An Idempotency-Key is optional.");
        moves.MapPost("/refund", RefundOrder.Handle).Produces<OrderView>().ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("All that was paid has been given back.")
            .WithDescription("The reason is shown to the shopper. With restock, shipped goods are on sale again. An Idempotency-Key is optional.");
    }
}
