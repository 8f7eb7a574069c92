namespace Avanii.Faults;

/// <summary>What one invariant came to.</summary>
/// <param name="Promise">What holds whatever happens.</param>
/// <param name="Looked">How many things were looked at; none is no proof.</param>
/// <param name="Violations">Each a sentence with ids.</param>
internal sealed record Verdict(string Promise, long Looked, IReadOnlyList<string> Violations)
{
    public bool Holds => Violations.Count == 0;
}
