namespace Avanii.Web.Seo;

/// <summary>A product that was asked for at an address it had.</summary>
public static class MovedProduct
{
    /// <summary>Sends whoever asks to its present address, for good, with the same variant chosen.</summary>
    /// <param name="context">The page's request.</param>
    /// <param name="asked">The slug in the address.</param>
    /// <param name="present">The product's; null when there is none.</param>
    /// <returns>False when it was asked for where it is: the page is to be shown.</returns>
    public static bool MovedTo(this HttpContext context, string asked, string? present)
    {
        var variant = context.Request.Query["variant"].ToString();
        return context.MovedTo(asked, present, "", variant.Length > 0 ? QueryString.Create("variant", variant) : QueryString.Empty);
    }

    /// <summary>The same for a page that belongs to the product's, with all that was asked of it.</summary>
    /// <param name="context">The page's request.</param>
    /// <param name="asked">The slug in the address.</param>
    /// <param name="present">The product's; null when there is none.</param>
    /// <param name="page">What follows the slug, such as <c>/reviews</c>.</param>
    /// <returns>False when it was asked for where it is: the page is to be shown.</returns>
    public static bool MovedTo(this HttpContext context, string asked, string? present, string page) =>
        context.MovedTo(asked, present, page, context.Request.QueryString);

    private static bool MovedTo(this HttpContext context, string asked, string? present, string page, QueryString query)
    {
        if (present is null || present == asked)
        {
            return false;
        }
        context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
        context.Response.Headers.Location = $"/p/{present}{page}{query}";
        context.Response.Headers.CacheControl = "private, no-cache"; // a product that takes its address back would lead a browser that kept this round in circles
        return true;
    }
}
