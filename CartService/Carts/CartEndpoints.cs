using Avanii.Cart.Contracts;
using Avanii.ServiceDefaults;

namespace Avanii.Cart;

public static class CartEndpoints
{
    internal static void AddCarts(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CartOptions>().BindConfiguration(CartOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddScoped<CartViews>();
        builder.Services.AddHostedService<AbandonedCartSweeper>();
        builder.Services.AddHostedService<DeletedCartSweeper>();
    }

    /// <summary>The cart belongs to the token's subject: there is no other way to name one.</summary>
    internal static void MapCart(this IEndpointRouteBuilder routes)
    {
        var cart = routes.MapGroup("/cart").WithTags("Cart").RequireAuthorization(Policies.Subject)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        cart.MapGet("/", GetCart.Handle);
        cart.MapPost("/items", AddItem.Handle).WithSummary("Adds units; repeated with the same Idempotency-Key, it adds them once.")
            .Produces<CartView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        cart.MapPut("/items/{sku}", SetQuantity.Handle).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        cart.MapDelete("/items/{sku}", RemoveItem.Handle);
        cart.MapPost("/merge", MergeGuestCart.Handle).RequireAuthorization(Policies.Account)
            .WithSummary("Puts a guest's cart into the account's; done again, it changes nothing.")
            .WithDescription("Quantities add up to the limits of a line and of a cart; cuts says what did not fit. The guest's cart is gone then.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }
}
