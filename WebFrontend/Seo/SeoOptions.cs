using System.ComponentModel.DataAnnotations;

namespace Avanii.Web.Seo;

/// <summary>What search engines and price comparison are told, and how often; section <c>Seo</c>.</summary>
public sealed class SeoOptions
{
    public const string Section = "Seo";

    /// <summary>Sitemaps and feeds are made anew so often at most, when something has changed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RebuildEvery { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>And so often in any case: nobody may have heard of a change.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan RebuildAtLeastEvery { get; set; } = TimeSpan.FromHours(1);

    /// <summary>For so long a crawler waits for the first ones of an instance; then it is told to come back.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan WaitForFirst { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Products asked for at once.</summary>
    [Range(1, 1000)]
    public int ProductsAtOnce { get; set; } = 500;

    /// <summary>For so many days after delivery goods are taken back; null: nothing is said of it.</summary>
    [Range(1, 365)]
    public int? ReturnDays { get; set; }

    /// <summary>Whether sending them back costs the shopper nothing.</summary>
    public bool FreeReturns { get; set; }
}
