extern alias CartService;
using System.Net.Http.Headers;
using Avanii.Catalog.Contracts;
using Avanii.ServiceDefaults;
using Avanii.Testing;
using CartService::Avanii.Cart.Data;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Avanii.Orders.Tests;

/// <summary>The real CartService, on the broker of an <see cref="OrderApp"/>, with a database of its own: for what the two only do together.</summary>
internal sealed class CartApp(OrderApp orders) : WebApplicationFactory<CartDbContext>
{
    private string _database = "";

    public async Task StartAsync()
    {
        _database = await TestInfrastructure.CreateDatabaseAsync();
        UseKestrel();
        StartServer();
        await Eventually.AreEqual(BusHealthStatus.Healthy, () => Bus.CheckHealth().Status, TimeSpan.FromSeconds(60));
    }

    /// <summary>Stopped, the broker keeps for it what it is to hear.</summary>
    public IBusControl Bus => Services.GetRequiredService<IBusControl>();

    public HttpClient ClientOf(string subject, string role = Roles.Guest)
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", orders.Tokens.Create(subject, role));
        return client;
    }

    public Task GivenVariantAsync(string sku, decimal price) => orders.Others.DeliverAsync(
        new ProductChanged(Guid.CreateVersion7(), 1, "slug", [new VariantFacts(sku, sku, "slug", "", price, null, 0.2m, null, false, Availability.InStock, 1, 1)]), null, Bus);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development"); // brings the schema up to date by itself
        builder.UseUrls("http://127.0.0.1:0"); // not UseKestrel(0): that sets the port when the server may have started already
        builder.UseSetting("ConnectionStrings:avanii", _database);
        builder.UseSetting("ConnectionStrings:messaging", orders.Broker.AbsoluteUri);
        builder.UseSetting("services:catalog:http:0", "http://127.0.0.1:1");
        builder.ConfigureTestServices(services =>
        {
            services.AddLogging(logging => logging.ClearProviders());
            services.Replace(ServiceDescriptor.Singleton<ITrustedKeyStore>(orders.Tokens));
        });
    }
}
