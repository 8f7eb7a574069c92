namespace Avanii.Orders.Contracts;

/// <summary>What OrderService keeps of somebody who asked for a copy of it.</summary>
/// <param name="RequestId">The request's.</param>
/// <param name="Json">A list of <see cref="OrderView"/> as JSON, the newest first.</param>
/// <remarks>Published by OrderService.</remarks>
public sealed record OrderDataCollected(Guid RequestId, string Json);
