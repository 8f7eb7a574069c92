using Avanii.Gateway;
using Avanii.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddPublicHost();
builder.RequireServices("catalog", "cart", "orders", "web");
builder.AddRateLimits();
builder.Services.AddReverseProxy()
    .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
    .AddServiceDiscovery();

var app = builder.Build();
app.UsePublicHost();
app.UseServiceDefaults();
app.UseRateLimiter(); // behind authentication: the limits are for the address inside the token
app.UseRequestSizeLimits();
app.MapApiReference();
app.MapReverseProxy();
return await app.RunServiceAsync(args);
