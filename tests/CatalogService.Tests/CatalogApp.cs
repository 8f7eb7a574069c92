using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Avanii.Catalog.Categories;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Avanii.Catalog.Products;
using Avanii.Catalog.Search;
using Avanii.Catalog.Stock;
using Avanii.ServiceDefaults;
using Avanii.Testing;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Avanii.Catalog.Tests;

/// <summary>The real service on a real socket, with a database and a virtual host of its own, and another service's ears on the broker.
/// As a class fixture it is shared by a class's tests, which keep apart by their own slugs and SKUs.</summary>
public sealed class CatalogApp : WebApplicationFactory<Program>, IAsyncLifetime
{
    public const int LowThreshold = 5;

    private readonly ConcurrentQueue<object> _heard = new();
    private readonly WorkedOff _workedOff = new();
    private string _database = "";
    private Uri _broker = new("amqp://nowhere");
    private IBusControl _listener = null!;
    private int _created;

    public TestTokens Tokens { get; } = new();

    /// <summary>Somebody without a token.</summary>
    public HttpClient Anyone { get; private set; } = null!;

    public HttpClient Staff { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _database = await TestInfrastructure.CreateDatabaseAsync();
        _broker = await TestInfrastructure.CreateVirtualHostAsync();
        _listener = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(_broker);
            rabbit.ReceiveEndpoint("test-listener", queue =>
            {
                Hear<ProductChanged>(queue);
                Hear<ProductRetired>(queue);
                Hear<AvailabilityChanged>(queue);
                Hear<StockReserved>(queue);
                Hear<StockRejected>(queue);
                Hear<ProductRatingChanged>(queue);
                Hear<CatalogDataCollected>(queue);
            });
        });
        await _listener.StartAsync();
        UseKestrel();
        StartServer();
        Anyone = CreateClient();
        Staff = ClientWith(Tokens.Staff());
        Services.GetRequiredService<IBusControl>().ConnectReceiveObserver(_workedOff);
        await Eventually.IsTrue(
            async () => (await Anyone.GetFromJsonAsync<JsonElement>("/health")).GetProperty("status").GetString() == "Healthy", TimeSpan.FromSeconds(60));
        await GivenCategoriesAsync();

        void Hear<T>(IReceiveEndpointConfigurator queue) where T : class => queue.Handler<T>(context =>
        {
            _heard.Enqueue(context.Message);
            return Task.CompletedTask;
        });
    }

    public HttpClient ClientWith(string token)
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Runs one unit of work on a context of its own.</summary>
    public async Task<T> QueryAsync<T>(Func<CatalogDbContext, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<CatalogDbContext>());
    }

    /// <summary>What other services have heard from the catalogue.</summary>
    public IReadOnlyList<T> Published<T>() => [.. _heard.OfType<T>()];

    /// <summary>Publishes as another service would, and returns when the catalogue's queues, one for each consumer of it, are done with it,
    /// well or not.</summary>
    /// <param name="message">An event.</param>
    /// <param name="messageId">The same id again is a redelivery.</param>
    public async Task DeliverAsync<T>(T message, Guid? messageId = null)
        where T : class
    {
        var id = messageId ?? Guid.CreateVersion7();
        var done = _workedOff.NextOf(id, typeof(Program).Assembly.GetTypes().Count(type => type.IsClass && typeof(IConsumer<T>).IsAssignableFrom(type)));
        await _listener.Publish(message, context => context.MessageId = id);
        await done.WaitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Puts a product on sale without a request. What is not said has a usual value.</summary>
    public async Task<Product> GivenProductAsync(
        string? slug = null,
        string name = "Stoneware mug",
        string brand = "Nordhof",
        string description = "Keeps tea warm.",
        string category = "mugs",
        decimal price = 9.90m,
        decimal? compareAtPrice = null,
        string? sku = null,
        int onHand = 20,
        string[]? colours = null,
        bool retired = false)
    {
        var number = Interlocked.Increment(ref _created);
        slug ??= $"product-{number}";
        sku ??= $"SKU-{number}";
        return await QueryAsync(async db =>
        {
            var tree = await CategoryTree.LoadAsync(db, CancellationToken.None);
            var product = new Product
            {
                Id = Guid.CreateVersion7(),
                Slug = slug,
                Name = name,
                Brand = brand,
                Description = description,
                Details = "Dishwasher safe\n350 ml",
                VatClass = VatClass.Standard,
                OptionNames = colours is null ? [] : ["Colour"],
                CreatedAt = DateTimeOffset.UnixEpoch.AddYears(50).AddMinutes(number),
            };
            product.PlaceIn(tree.PathTo(tree.Find(category)!.Id));
            foreach (var colour in colours ?? [""])
            {
                var variantSku = colours is null ? sku : $"{sku}-{colour.ToUpperInvariant()}";
                product.AddVariant(new Variant
                {
                    Sku = variantSku,
                    Position = product.Variants.Count,
                    OptionValues = colours is null ? [] : [colour],
                    Price = price,
                    CompareAtPrice = compareAtPrice,
                    Stock = new StockItem(variantSku, onHand, LowThreshold),
                });
            }
            if (retired)
            {
                product.Retire(DateTimeOffset.UtcNow);
            }
            db.Products.Add(product);
            await db.SaveChangesAsync();
            return product;
        });
    }

    /// <summary>Staff give a product another address.</summary>
    public async Task MoveAsync(string slug, string to)
    {
        var version = (await Anyone.GetFromJsonAsync<ProductDetails>($"/products/{slug}"))!.Version;
        using var response = await TryMoveAsync(slug, to, $"\"{version}\"");
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <param name="ifMatch">The state of the product that was seen.</param>
    public async Task<HttpResponseMessage> TryMoveAsync(string slug, string to, string ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/products/{slug}/slug") { Content = JsonContent.Create(new ChangeSlugRequest(to)) };
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await Staff.SendAsync(request);
    }

    /// <summary>Waits until a word of the products can be what a misspelt one is corrected to.</summary>
    public Task KnowsWordAsync(string word, int products = 1) =>
        Eventually.IsTrue(() => Services.GetRequiredService<Vocabulary>().TextsWith(word) >= products, TimeSpan.FromSeconds(60));

    /// <summary>The warehouse's count of a SKU.</summary>
    public Task<StockItem> StockOfAsync(string sku) => QueryAsync(db => db.Stock.AsNoTracking().SingleAsync(s => s.Sku == sku));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development"); // brings the schema up to date by itself
        builder.UseUrls("http://127.0.0.1:0"); // not UseKestrel(0): that sets the port when the server may have started already
        builder.UseSetting("ConnectionStrings:avanii", _database);
        builder.UseSetting("ConnectionStrings:messaging", _broker.AbsoluteUri);
        builder.UseSetting("Stock:AuditInterval", "00:00:00.1");
        builder.UseSetting("Reviews:SweepInterval", "00:00:00.1");
        builder.UseSetting("Search:MostRanked", "60");
        builder.UseSetting("Search:RankedOfMore", "20");
        builder.UseSetting("Search:VocabularyInterval", "00:00:00.2");
        builder.UseSetting("Search:LogInterval", "00:00:00.1");
        builder.UseSetting("Search:SweepInterval", "00:00:00.2");
        builder.ConfigureServices(services =>
        {
            services.AddLogging(logging => logging.ClearProviders());
            services.Replace(ServiceDescriptor.Singleton<ITrustedKeyStore>(Tokens));
        });
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await _listener.StopAsync();
        await base.DisposeAsync();
    }

    // kitchen: mugs, bowls; clothing: hats
    private Task<int> GivenCategoriesAsync() => QueryAsync(db =>
    {
        var (kitchen, clothing) = (New("kitchen", null), New("clothing", null));
        db.AddRange(kitchen, clothing, New("mugs", kitchen), New("bowls", kitchen), New("hats", clothing));
        return db.SaveChangesAsync();

        static Category New(string slug, Category? parent) => new()
        {
            Id = Guid.CreateVersion7(),
            ParentId = parent?.Id,
            Slug = slug,
            Name = char.ToUpperInvariant(slug[0]) + slug[1..],
            Description = "",
            Position = 0,
        };
    });

    /// <summary>Tells when the queues of the service are done with a message.</summary>
    private sealed class WorkedOff : IReceiveObserver
    {
        private readonly ConcurrentDictionary<Guid, Waiting> _waiting = new();

        public Task NextOf(Guid messageId, int queues) => _waiting.GetOrAdd(messageId, _ => new Waiting(queues)).Done;

        public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

        public Task PostReceive(ReceiveContext context) => Done(context);

        public Task ReceiveFault(ReceiveContext context, Exception exception) => Done(context);

        public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType) where T : class => Task.CompletedTask;

        public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception) where T : class => Task.CompletedTask;

        private Task Done(ReceiveContext context)
        {
            if (context.GetMessageId() is { } id && _waiting.TryGetValue(id, out var waiting) && waiting.IsLast())
            {
                _waiting.TryRemove(id, out _);
                waiting.Complete();
            }
            return Task.CompletedTask;
        }

        private sealed class Waiting(int queues)
        {
            private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            private int _queues = queues;

            public Task Done => _done.Task;

            public bool IsLast() => Interlocked.Decrement(ref _queues) == 0;

            public void Complete() => _done.TrySetResult();
        }
    }
}
