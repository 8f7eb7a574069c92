namespace Avanii.Catalog.Contracts;

/// <summary>All that the catalogue keeps of somebody.</summary>
public sealed record CollectedCatalogData(
    IReadOnlyList<CollectedCatalogData.Review> Reviews,
    IReadOnlyList<CollectedCatalogData.Report> Reports,
    IReadOnlyList<CollectedCatalogData.Purchase> Purchases)
{
    /// <summary>What they wrote of a product.</summary>
    public sealed record Review(string Product, OwnReview Written);

    /// <summary>What they said against somebody's review.</summary>
    public sealed record Report(Guid ReviewId, ReportReason Reason, string? Note, DateTimeOffset ReportedAt);

    /// <summary>An order of theirs that was shipped, kept to know who may write reviews.</summary>
    public sealed record Purchase(Guid OrderId, IReadOnlyList<string> Products, DateTimeOffset? RefundedAt);
}
