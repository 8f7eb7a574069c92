using System.Globalization;
using Avanii.Web.Tests.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Web.Tests.Content;

/// <summary>A shop whose visitors say in a header which language they read.</summary>
public sealed class ContentShop : AccountShop
{
    public static readonly (string, string) German = ("X-Test-Language", "de");

    protected override void Replace(IServiceCollection services)
    {
        base.Replace(services);
        services.AddSingleton<IStartupFilter, ReadersLanguage>();
    }

    private sealed class ReadersLanguage : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (HttpContext context, RequestDelegate rest) =>
            {
                if (context.Request.Headers["X-Test-Language"].ToString() is { Length: > 0 } language)
                {
                    CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
                }
                await rest(context);
            });
            next(app);
        };
    }
}

/// <summary>What staff do with pages.</summary>
internal static class ContentSteps
{
    /// <summary>Opens a page's form, types, and saves; fields that are not typed are as the form shows them, but for texts, which are empty.</summary>
    public static Task<Page> WriteAsync(this Person staff, string path, params (string Field, string Value)[] typed) =>
        staff.SubmitAsync(path, "content-form", [.. typed.Select(field => ($"Form.{field.Field}", field.Value))]);

    /// <summary>Makes a page that no other test has.</summary>
    /// <returns>Its name.</returns>
    public static async Task<string> GivenPageAsync(this Person staff, string text, string title = "Linen", params (string Field, string Value)[] more)
    {
        var slug = $"page-{Guid.NewGuid():N}";
        var page = await staff.WriteAsync("/content/add", [("Slug", slug), ("TitleEn", title), ("TextEn", text), .. more]);
        Assert.Equal($"/content/pages/{slug}?done=added", page.Location);
        return slug;
    }
}
