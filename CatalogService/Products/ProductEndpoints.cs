using Avanii.ServiceDefaults;
using Avanii.Web.Contracts;

namespace Avanii.Catalog.Products;

public static class ProductEndpoints
{
    public static void MapProducts(this IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("/products").WithTags("Products");
        products.MapGet("/", ListProducts.Handle).WithSummary("Products of a category, of a search, or all of them, narrowed by facets.").ProducesProblem(400).ProducesProblem(404);
        products.MapGet("/export", ExportProducts.Handle).WithSummary("All products on sale, a thousand at a time, for sitemaps and price comparison.").ProducesProblem(400);
        products.MapGet("/{slug}", GetProduct.Handle).WithSummary("Everything a product page shows, also by a slug that the product had: the answer says which it has now.").ProducesProblem(404);
        products.MapGet("/{slug}/overview", GetProductOverview.Handle).WithSummary("The product, its newest reviews and what is like it: all that its page shows.").ProducesProblem(404);
        products.MapPost("/", CreateProduct.Handle).WithSummary("Puts a new product on sale.").RequireAuthorization(Policies.Area(StaffAreas.Catalogue))
            .ProducesProblem(409).ProducesProblem(422);
        products.MapPut("/{slug}/slug", ChangeSlug.Handle).WithSummary("Gives a product another address; the one it had leads to it for ever.")
            .WithDescription("If-Match holds the version that was seen.").RequireAuthorization(Policies.Area(StaffAreas.Catalogue))
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
        products.MapPost("/{slug}/retire", RetireProduct.Handle).WithSummary("Ends a product's sale.").RequireAuthorization(Policies.Area(StaffAreas.Catalogue))
            .ProducesProblem(404);

        var variants = routes.MapGroup("/variants").WithTags("Variants");
        variants.MapGet("/", LookUpVariants.Handle).WithSummary("What there is to know of up to 100 SKUs; unknown ones are left out.").ProducesProblem(400);
        variants.MapPut("/{sku}/price", ChangePrice.Handle).WithSummary("Changes a variant's price.").RequireAuthorization(Policies.Area(StaffAreas.Catalogue))
            .ProducesProblem(404).ProducesProblem(422);
    }
}
