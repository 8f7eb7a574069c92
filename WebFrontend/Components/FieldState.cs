namespace Avanii.Web.Components;

/// <summary>What an input needs to know to belong to its label, hint and errors.</summary>
/// <param name="Invalid">For <c>aria-invalid</c>: null leaves the attribute out.</param>
public sealed record FieldState(string Id, string Name, string? DescribedBy, string? Invalid);
