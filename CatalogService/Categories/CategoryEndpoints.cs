namespace Avanii.Catalog.Categories;

public static class CategoryEndpoints
{
    public static void MapCategories(this IEndpointRouteBuilder routes)
    {
        var categories = routes.MapGroup("/categories").WithTags("Categories");
        categories.MapGet("/", ListCategories.Handle).WithSummary("The category tree, with the number of products in each.");
    }
}
