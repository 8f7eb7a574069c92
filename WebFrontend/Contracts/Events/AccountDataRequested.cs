namespace Avanii.Web.Contracts;

/// <summary>Somebody wants a copy of all that the shop keeps of them. Each service that keeps something answers with what it has, also
/// when that is nothing.</summary>
/// <param name="RequestId">To be sent back with the answer.</param>
/// <param name="Subject">Whose: the token's <c>sub</c>.</param>
/// <remarks>Published by WebFrontend.</remarks>
public sealed record AccountDataRequested(Guid RequestId, string Subject);
