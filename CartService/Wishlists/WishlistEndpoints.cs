using Avanii.ServiceDefaults;

namespace Avanii.Cart;

public static class WishlistEndpoints
{
    internal static void AddWishlists(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<WishlistOptions>().BindConfiguration(WishlistOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddScoped<WishlistViews>();
        builder.Services.AddHostedService<GuestWishlistSweeper>();
    }

    /// <summary>The list belongs to the token's subject; somebody else's is to be had by its link only.</summary>
    internal static void MapWishlist(this IEndpointRouteBuilder routes)
    {
        var list = routes.MapGroup("/wishlist").WithTags("Wishlist").RequireAuthorization(Policies.Subject)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        list.MapGet("/", GetWishlist.Handle);
        list.MapGet("/skus", GetWishlist.HandleSkus).WithSummary("What is on it, without names and prices.");
        list.MapPut("/items/{sku}", PutWish.Handle).WithSummary("Puts an article on the list; done again, it changes nothing.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        list.MapDelete("/items/{sku}", RemoveWish.Handle);
        list.MapPost("/merge", MergeGuestWishlist.Handle).RequireAuthorization(Policies.Account)
            .WithSummary("Puts what is on a guest's list on the account's; done again, it changes nothing.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        list.MapPost("/share", ShareWishlist.Handle).WithSummary("Makes a link that shows the list to whoever has it.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        list.MapDelete("/share", ShareWishlist.HandleWithdraw).WithSummary("The link leads nowhere any more.");
        routes.MapGet("/wishlist/shared/{token}", ShareWishlist.HandleRead).WithTags("Wishlist").WithSummary("A list that was shared, for whoever has its link.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }
}
