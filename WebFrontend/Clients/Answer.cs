namespace Avanii.Web.Clients;

/// <summary>
/// What came of asking the gateway, and there are three ways: a value; a problem, which is the shopper's to solve; or the
/// other side is away, which no form field can mend. A page decides what to show for each.
/// </summary>
public sealed class Answer<T>
    where T : class
{
    private Answer(T? value, Problem? problem, bool isRefused = false)
    {
        Value = value;
        Problem = problem;
        IsRefused = isRefused;
    }

    public T? Value { get; }

    public Problem? Problem { get; }

    public bool IsAway => Value is null && Problem is null;

    /// <summary>It is away for whoever asked, and perhaps for nobody else: too much comes from their address, or their token was not taken.</summary>
    public bool IsRefused { get; }

    public bool IsMissing => Problem?.Status == StatusCodes.Status404NotFound;

    public static implicit operator Answer<T>(T value) => new(value, null);

    public static implicit operator Answer<T>(Problem problem) => new(null, problem);

    public static implicit operator Answer<T>(Away away) => new(null, null, away.Refused);
}

/// <summary>It was done; there is nothing more to say.</summary>
public sealed record Done;

/// <summary>Nobody answered in time, or the answer was that something is broken or overloaded over there.</summary>
/// <param name="Refused">See <see cref="Answer{T}.IsRefused"/>.</param>
public readonly record struct Away(bool Refused = false);
