using System.Diagnostics.Metrics;
using System.IO.Compression;
using Avanii.Web.Clients;
using Avanii.Web.Freshness;
using Avanii.Web.Images;
using Avanii.Web.Languages;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.ResponseCompression;

namespace Avanii.Web;

/// <summary>What the pages need.</summary>
public static class Storefront
{
    internal static readonly Meter Meter = new("Avanii.Web");

    public static void AddStorefront(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(new PublicAddress(builder.Configuration, builder.Environment, new HttpContextAccessor()));
        services.AddOptions<ShopOptions>().BindConfiguration(ShopOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ShopCultures>();
        services.AddSingleton<ShopFormat>();
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = builder.Environment.IsDevelopment() ? "avanii.form" : "__Host-avanii.form"; // no other host of the domain can set it
            options.Cookie.Path = "/"; // which that prefix asks for
            options.Cookie.SameSite = SameSiteMode.Strict;
        });

        // Not by each cookie's own policy: antiforgery would then refuse to work behind a proxy that ends TLS.
        services.Configure<CookiePolicyOptions>(policy =>
            policy.Secure = builder.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always);

        services.AddTransient<ShopperTokenHandler>();
        services.AddGatewayClient<CatalogClient>();
        services.AddGatewayClient<ReviewClient>();
        services.AddGatewayClient<CartClient>();
        services.AddGatewayClient<OrderClient>();
        services.AddFreshness();
        services.AddScoped<Catalogue>();
        services.AddGatewayClient<WishlistClient>();
        services.AddScoped<StandingFacts>();
        services.AddScoped<ShopperCart>();
        services.AddScoped<ShopperWishlist>();
        services.AddSingleton<PictureCache>();
        services.AddTransient<StaffTokenHandler>();
        services.AddGatewayClient<StaffCatalogClient, StaffTokenHandler>();

        // Forms here are short; the body limit leaves room to answer an overlong field with a message instead of a broken connection.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 256 * 1024);
        services.Configure<FormOptions>(form => form.ValueCountLimit = 64);
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true; // see MayCompress
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
    }

    /// <summary>How long an answer is when compressed tells whether what somebody else put into it stands there already (BREACH, https://breachattack.com).
    /// The pages of an account show secrets: the key of an authenticator app, recovery codes, keys of links. Elsewhere the only one is
    /// the antiforgery token, which is masked anew each time.</summary>
    public static bool MayCompress(HttpContext context) => !context.Request.Path.StartsWithSegments("/account", StringComparison.OrdinalIgnoreCase);

    private static void AddGatewayClient<TClient>(this IServiceCollection services)
        where TClient : class
        => services.AddGatewayClient<TClient, ShopperTokenHandler>();

    /// <typeparam name="TClient">Asks.</typeparam>
    /// <typeparam name="TSpeaker">Says in whose name.</typeparam>
    private static void AddGatewayClient<TClient, TSpeaker>(this IServiceCollection services)
        where TClient : class
        where TSpeaker : DelegatingHandler
        => services.AddHttpClient<TClient>(http => http.BaseAddress = new Uri("https+http://gateway"))
            .AddHttpMessageHandler<TSpeaker>();
}
