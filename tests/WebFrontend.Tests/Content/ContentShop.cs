using Avanii.Web.Tests.Accounts;

namespace Avanii.Web.Tests.Content;

/// <summary>A shop with a visitor who has chosen German.</summary>
public sealed class ContentShop : AccountShop
{
    public static readonly (string, string) German = ("Cookie", "avanii.lang=de-DE");
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
