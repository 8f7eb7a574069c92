// The map of Avanii Shop: everything that must run, who knows whom, and who waits for whom. AppHost/Standalone says the
// same for machines without Aspire or containers; tests/Architecture.Tests holds the two together.
#if USE_ASPIRE
using Avanii.AppHost.Standalone;

var builder = DistributedApplication.CreateBuilder(args);
builder.AddDockerComposeEnvironment("compose");

// --- What there is ---------------------------------------------------------------------------------------------------

// One server and one database: each service owns a schema in it, with a role that sees no other (docs/architecture.md).
var postgres = builder.AddPostgres("postgres").WithDataVolume().WithPgAdmin();
var avanii = postgres.AddDatabase("avanii");

// Facts travel over it; nobody's request fails when it is away. The management plugin shows queues and error queues.
// The volume is what the outbox relies on: what the broker has confirmed, it still has after a restart.
var messaging = builder.AddRabbitMQ("messaging").WithDataVolume().WithManagementPlugin();

// Encrypts the keys of cookies and tokens, which only the web holds. Here it is made once and kept beside what the
// standalone engine keeps; a deployment gives its own.
if (builder.ExecutionContext.IsRunMode)
{
    builder.Configuration["Parameters:secret-key"] ??=
        await SecretFile.GetOrCreateAsync(Path.Combine(builder.AppHostDirectory, "..", ".avanii", "secret-key"));
}
var secretKey = builder.AddParameter("secret-key", secret: true);

var catalog = builder.AddProject<Projects.CatalogService>("catalog")
    .WithHttpHealthCheck("/health")
    .WithHttpCommand("/dev/seed-demo", "Seed demo data", commandOptions: new HttpCommandOptions
    {
        Method = HttpMethod.Post,
        Description = "Fills an empty catalogue with the demo products.",
        IconName = "Database",
    });
if (builder.ExecutionContext.IsRunMode)
{
    catalog.WithEnvironment("Demo__SeedAtStart", "true"); // who types one command finds products in the shop
}
var cart = builder.AddProject<Projects.CartService>("cart").WithHttpHealthCheck("/health");
var orders = builder.AddProject<Projects.OrderService>("orders").WithHttpHealthCheck("/health");
var gateway = builder.AddProject<Projects.Gateway>("gateway")
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints()
    .WithUrlForEndpoint("http", url => { url.DisplayText = "Gateway"; url.Url = "/"; })
    .WithUrlForEndpoint("http", _ => new() { DisplayText = "API reference", Url = "/docs" });
var web = builder.AddProject<Projects.WebFrontend>("web")
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints()
    .WithUrlForEndpoint("http", url => { url.DisplayText = "Shop"; url.Url = "/"; })
    .WithEnvironment("SECRET_KEY", secretKey);
if (builder.ExecutionContext.IsRunMode)
{
    // Without a mail server each mail becomes a file, which /dev/mail shows.
    web.WithEnvironment("Mail__Folder", Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", ".avanii", "mail")));
    web.WithEnvironment("Shop__PublicUrl", web.GetEndpoint("http"));
}
else
{
    web.WithEnvironment("Shop__PublicUrl", builder.AddParameter("public-url"));
}

// --- Who knows whom --------------------------------------------------------------------------------------------------
// Everybody knows the web, where the public keys of tokens are (JWKS). The other lines are DESIGN's one way, and its
// two exceptions: cart asks catalog for a SKU it has not heard of, orders reads the cart that is being ordered.
catalog.WithReference(avanii).WithReference(messaging).WithReference(web);
cart.WithReference(avanii).WithReference(messaging).WithReference(catalog).WithReference(web);
orders.WithReference(avanii).WithReference(messaging).WithReference(cart).WithReference(web);
gateway.WithReference(catalog).WithReference(cart).WithReference(orders).WithReference(web);
web.WithReference(avanii).WithReference(messaging).WithReference(gateway);

// --- Who waits for whom ----------------------------------------------------------------------------------------------
// Services wait for their servers only to start without noise in the log: they outlive both. Nobody waits for the web,
// or the circle would close: keys are fetched when the first token comes, and the last good ones are kept.
catalog.WaitFor(avanii).WaitFor(messaging);
cart.WaitFor(avanii).WaitFor(messaging);
orders.WaitFor(avanii).WaitFor(messaging);
gateway.WaitFor(catalog).WaitFor(cart).WaitFor(orders);
web.WaitFor(avanii).WaitFor(messaging).WaitFor(catalog).WaitFor(cart).WaitFor(orders);

await builder.Build().RunAsync();
return 0;
#else
return await Avanii.AppHost.Standalone.Commands.RunAsync(args);
#endif
