using Avanii.Catalog.Categories;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Images;
using Avanii.Catalog.Products;
using Avanii.Catalog.Reviews;
using Avanii.Catalog.Sales;
using Avanii.Catalog.Search;
using Avanii.Catalog.Stock;
using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Messaging;
using Avanii.Web.Contracts;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddDatabase<CatalogDbContext>(CatalogDbContext.Schema, "unaccent", "pg_trgm");
builder.AddMessaging<CatalogDbContext>("catalog", consumers: typeof(Program).Assembly, routes => routes
    .Deliver<StockReserved>("order-confirm-order")
    .Deliver<StockRejected>("order-reject-order")
    .Deliver<ProductChanged>("cart-refresh-variant-facts")
    .Deliver<ProductRetired>("cart-refresh-variant-facts")
    .Deliver<AvailabilityChanged>("cart-refresh-variant-facts", "web-tell-back-in-stock")
    .Deliver<CatalogDataCollected>("web-keep-collected-data"));
builder.AddApiDocument("Catalogue", "/api/catalog");
builder.Services.AddValidation();
builder.Services.AddOptions<PriceOptions>().BindConfiguration(PriceOptions.Section).ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddOptions<VatOptions>().BindConfiguration(VatOptions.Section).ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton<ProductIndex>().AddHostedService<LoadProductIndex>();
builder.AddStock();
builder.AddReviews();
builder.AddSales();
builder.AddSearch();
builder.Services.AddScoped<SeedDemo>().AddScoped<GenerateProducts>();
SeedAtStart.AddTo(builder);

var app = builder.Build();
app.UseServiceDefaults();
app.MapApiDocument();
app.MapCategories();
app.MapProducts();
app.MapStock();
app.MapReviews();
app.MapSales();
app.MapSearch();
app.MapImages();
app.MapDevelopment();
app.MapMessaging(StaffAreas.Settings);
return await app.RunServiceAsync(args, CatalogCommands.All);
