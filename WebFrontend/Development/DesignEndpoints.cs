using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Web.Development;

/// <summary>Shows a developer what pages are made of.</summary>
internal static class DesignEndpoints
{
    public static void MapDesign(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            app.MapGet("/dev/design", () => new RazorComponentResult<DesignPage>()).ExcludeFromDescription();
        }
    }
}
