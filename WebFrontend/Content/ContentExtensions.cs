using Avanii.ServiceDefaults;
using Avanii.Web.Seo;

namespace Avanii.Web.Content;

/// <summary>What staff write for the shop: pages such as the imprint, and the front page.</summary>
internal static class ContentExtensions
{
    public static void AddContent(this WebApplicationBuilder builder)
    {
        builder.AddFurtherSchema(ContentModel.Schema);
        builder.Services.AddSingleton<ContentLanguages>();
        builder.Services.AddSingleton<ContentPages>();
        builder.Services.AddScoped<ISitemapPages, ContentSitemap>();
        builder.Services.AddScoped<PageEditor>();
        builder.Services.AddScoped<HomeEditor>();
    }
}
