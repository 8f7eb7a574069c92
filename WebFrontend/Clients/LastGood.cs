namespace Avanii.Web.Clients;

/// <summary>
/// What is on every page and changes rarely (the departments, the delivery terms): asked once a minute for everybody
/// rather than for each page, and still known while the other side is away.
/// </summary>
public sealed class LastGood<T>(TimeProvider clock)
    where T : class
{
    private static readonly TimeSpan s_freshFor = TimeSpan.FromMinutes(1);

    /// <summary>While the other side is away, a page in every two seconds finds out, instead of each one waiting for the timeout.</summary>
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task<Answer<T>>? _asking;
    private T? _value;
    private DateTimeOffset _nextAt;

    public async Task<Answer<T>> GetAsync(Func<Task<Answer<T>>> ask)
    {
        Task<Answer<T>> answer;
        lock (_gate)
        {
            if (_asking is null && clock.GetUtcNow() < _nextAt)
            {
                return _value is null ? new Away() : _value;
            }
            answer = _asking ??= AskAsync(ask);
        }
        return await answer;
    }

    private async Task<Answer<T>> AskAsync(Func<Task<Answer<T>>> ask)
    {
        await Task.Yield(); // out of the lock
        Answer<T> answer = new Away();
        try
        {
            answer = await ask();
        }
        finally
        {
            lock (_gate)
            {
                _value = answer.Value ?? _value;
                _nextAt = clock.GetUtcNow() + (answer.Value is null ? s_retryAfter : s_freshFor);
                _asking = null;
            }
        }
        return _value is null ? answer : _value;
    }
}
