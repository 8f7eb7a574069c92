using Scalar.AspNetCore;

namespace Avanii.Gateway;

/// <summary>One page over the documents that the services write of themselves; the routes to those are in appsettings.json.</summary>
internal static class ApiReference
{
    public static void MapApiReference(this WebApplication app)
    {
        app.MapScalarApiReference("/docs", options => options
            .WithTitle("Avanii Shop API")
            .AddPreferredSecuritySchemes("bearer")
            // Nothing is asked of other hosts, and nothing is offered that is not this shop's.
            .DisableDefaultFonts().DisableAgent().DisableMcp().DisableTelemetry().HideDeveloperTools().HideClientButton()
            .AddDocument("session", "Accounts", "/docs/openapi/session.json")
            .AddDocument("catalog", "Catalogue", "/docs/openapi/catalog.json", isDefault: true)
            .AddDocument("cart", "Cart", "/docs/openapi/cart.json")
            .AddDocument("orders", "Orders", "/docs/openapi/orders.json"));
    }
}
