namespace Avanii.Web.Pages.BackOffice.CataloguePages;

/// <summary>What staff say to a review: to its author, or to everybody.</summary>
public sealed class ReviewForm
{
    public const string Reject = "reject", ToReply = "reply";

    /// <summary>As the catalogue takes them.</summary>
    public const int LongestReason = 500, LongestReply = 2000;

    /// <summary>The version that was looked at.</summary>
    public long Version { get; set; }

    /// <summary>Which of the two forms.</summary>
    public string? Action { get; set; }

    public string? Reason { get; set; }

    public string? Reply { get; set; }
}
