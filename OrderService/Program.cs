using Avanii.Orders;
using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Messaging;
using Avanii.Web.Contracts;

// Orders: from the shopper's cart to a definite outcome, each once and none lost.
var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddDatabase<OrderDbContext>(OrderDbContext.Schema);
builder.AddMessaging<OrderDbContext>("order", consumers: typeof(Program).Assembly, routes => routes
    .Deliver<OrderPlaced>("catalog-reserve-stock")
    .Deliver<OrderConfirmed>("cart-take-out-bought-lines", "web-confirmation-letter")
    .Deliver<OrderRejected>("catalog-release-stock", "cart-end-checkout", "web-rejection-letter")
    .Deliver<OrderCancelled>("catalog-release-stock", "cart-end-checkout", "web-cancellation-letter")
    .Deliver<OrderExpired>("catalog-release-stock", "cart-end-checkout", "web-expiry-letter")
    .Deliver<OrderPaid>("web-payment-letter")
    .Deliver<OrderPaidTooLate>("web-late-payment-letter")
    .Deliver<OrderShipped>("catalog-sell-stock", "catalog-keep-purchases", "web-shipping-letter")
    .Deliver<OrderDelivered>("catalog-keep-purchases")
    .Deliver<OrderRefunded>("catalog-restock", "catalog-keep-purchases", "web-refund-letter")
    .Deliver<GuestOrdersClaimed>("catalog-keep-purchases")
    .Deliver<OrderDataCollected>("web-keep-collected-data"));
builder.AddApiDocument("Orders", "/api");
builder.AddCheckout();
builder.AddOrders();
builder.AddFulfilment();
builder.Services.AddValidation(); // here, not in ServiceDefaults: its source generator reads the calling assembly

var app = builder.Build();
app.UseServiceDefaults();
app.MapApiDocument();
app.MapOrders();
app.MapMessaging(StaffAreas.Settings);
return await app.RunServiceAsync(args);
