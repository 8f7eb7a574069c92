using Avanii.Cart;
using Avanii.Cart.Contracts;
using Avanii.Cart.Data;
using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Idempotency;
using Avanii.ServiceDefaults.Messaging;
using Avanii.Web.Contracts;

// Carts and wishlists of guests and of users: what is in them, at the prices of this moment.
var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddDatabase<CartDbContext>(CartDbContext.Schema);
builder.AddMessaging<CartDbContext>("cart", consumers: typeof(Program).Assembly, routes => routes
    .Deliver<CartDataCollected>("web-keep-collected-data"));
builder.AddIdempotency();
builder.AddApiDocument("Cart", "/api");
builder.AddCarts();
builder.AddWishlists();
builder.AddPrices();
builder.Services.AddValidation(); // here, not in ServiceDefaults: its source generator reads the calling assembly

var app = builder.Build();
app.UseServiceDefaults();
app.MapApiDocument();
app.MapCart();
app.MapWishlist();
app.MapMessaging(StaffAreas.Settings);
return await app.RunServiceAsync(args);
