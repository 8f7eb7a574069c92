namespace Avanii.Catalog.Sales;

/// <summary>Two products that are often in the same order, seen from the first of them; only the most frequent ones of each are kept.</summary>
public sealed class BoughtTogether
{
    public required Guid ProductId { get; init; }

    public required Guid OtherId { get; init; }

    /// <summary>How many orders had both.</summary>
    public required int Orders { get; init; }
}
