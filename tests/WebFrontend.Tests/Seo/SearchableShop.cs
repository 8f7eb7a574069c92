namespace Avanii.Web.Tests.Seo;

/// <summary>A shop that was told where it is.</summary>
public sealed class SearchableShop : ShopApp
{
    public const string Site = "https://shop.example";

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Shop:PublicUrl"] = Site, ["Seo:ReturnDays"] = "14" };
}
