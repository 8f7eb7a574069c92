namespace Avanii.Web.Contracts;

/// <summary>Somebody has deleted their account, and cannot sign in any more. What is kept of them goes, or where the books need it,
/// loses its names.</summary>
/// <param name="AccountId">Which account it was.</param>
/// <param name="Subject">Whose carts and orders: the token's <c>sub</c>.</param>
/// <param name="At">When.</param>
/// <param name="Email">The account's address, which was proved: what was ordered with it as a guest goes as well. Null from versions before
/// it was told.</param>
/// <remarks>Published by WebFrontend.</remarks>
public sealed record AccountDeleted(Guid AccountId, string Subject, DateTimeOffset At, string? Email = null);
