namespace Avanii.Catalog.Reviews;

/// <summary>An account that is no more. What its last token writes, and what late events tell of it, does not stay under its name; kept for
/// longer than an order may be under way.</summary>
public sealed class DeletedSubject
{
    public required string Subject { get; init; }

    public required DateTimeOffset DeletedAt { get; init; }
}
