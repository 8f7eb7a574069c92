using Avanii.Catalog.Categories;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Images;
using Avanii.Catalog.Products;
using Avanii.Catalog.Stock;
using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Messaging;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddDatabase<CatalogDbContext>(CatalogDbContext.Schema, "unaccent");
// An order waits for one of these two: they stay in the outbox until OrderService's queue is there to take them.
builder.AddMessaging<CatalogDbContext>("catalog", typeof(Program).Assembly, mustArrive: [typeof(StockReserved), typeof(StockRejected)]);
builder.AddApiDocument("Catalogue", "/api/catalog");
builder.Services.AddValidation();
builder.Services.AddOptions<PriceOptions>().BindConfiguration(PriceOptions.Section).ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddOptions<VatOptions>().BindConfiguration(VatOptions.Section).ValidateDataAnnotations().ValidateOnStart();
builder.AddStock();
builder.Services.AddScoped<SeedDemo>().AddScoped<GenerateProducts>();
SeedAtStart.AddTo(builder);

var app = builder.Build();
app.UseServiceDefaults();
app.MapApiDocument();
app.MapCategories();
app.MapProducts();
app.MapStock();
app.MapImages();
app.MapDevelopment();
return await app.RunServiceAsync(args, CatalogCommands.All);
