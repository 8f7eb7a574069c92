namespace Avanii.Orders.Contracts;

/// <summary>Orders that were placed as a guest belong to an account now.</summary>
/// <param name="Subject">The account's, the token's <c>sub</c>.</param>
/// <param name="OrderIds">Which orders; they may have been placed by several guests.</param>
/// <remarks>Published by OrderService. An order's other events name its owner of the moment, so one that is late names the guest.</remarks>
public sealed record GuestOrdersClaimed(string Subject, IReadOnlyList<Guid> OrderIds);
