using System.ComponentModel.DataAnnotations;

namespace Avanii.ServiceDefaults.Messaging;

/// <summary>How long messages are tried, kept and waited for. Section <c>Messaging</c>.</summary>
public sealed class MessagingOptions : IValidatableObject
{
    public const string Section = "Messaging";

    // Not the properties' initial values: the binder adds what is configured to an array that is there instead of replacing it.
    private static readonly TimeSpan[] s_retryAfter = [Milliseconds(50), Milliseconds(200), Milliseconds(1000), Milliseconds(3000)];
    private static readonly TimeSpan[] s_redeliverAfter = [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    /// <summary>A consumer that fails is tried again after each of these, while it holds its message: 50, 200, 1000 and 3000 ms.</summary>
    public TimeSpan[] RetryAfter { get; set; } = [];

    /// <summary>Then the message waits in a queue for each of these: 10 s, 1 min and 5 min. After the last it is an error.</summary>
    public TimeSpan[] RedeliverAfter { get; set; } = [];

    /// <summary>So long a consumer holds its message while the database is away. It is back-pressure too: what waits here takes up
    /// the prefetch, and no more comes. The broker takes a message away from whoever keeps it for 30 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan PatienceWithDatabase { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>So long a message goes round through the shortest delay because the database is away. Nothing is wrong with the message;
    /// the limit is for a failure that only looks like that, such as a statement that runs into its timeout each time.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan DatabaseAwayLimit { get; set; } = TimeSpan.FromDays(1);

    /// <summary>So long the relay waits for confirms, and holds its rows locked. The broker confirms in milliseconds or hangs.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How often outbox and error queues are looked at for metrics and health.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>So long the bus may give no sign of life while the broker answers, before the process ends to be started anew.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan BusMayHang { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>A row that waits longer in the outbox makes the service's health Degraded.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan OldestMayWait { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>So long sent outbox rows and the ids of consumed messages are kept: longer than any redelivery can take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan Keep { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How often what is older is deleted.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan CleanUpEvery { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many messages an instance works off at a time, all its queues together, each with a database connection: by default
    /// half of the pool (<c>Database:MaxPoolSize</c>), so that a backlog leaves the other half to requests.</summary>
    public int ConsumersAtOnce { get; set; } = -1;

    private int _poolSize;

    internal void SetDefaults(int poolSize)
    {
        _poolSize = poolSize;
        ConsumersAtOnce = ConsumersAtOnce == -1 ? Math.Max(1, poolSize / 2) : ConsumersAtOnce;
        RetryAfter = RetryAfter is [] ? s_retryAfter : RetryAfter;
        RedeliverAfter = RedeliverAfter is [] ? s_redeliverAfter : RedeliverAfter;
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (RetryAfter.Any(pause => pause < TimeSpan.Zero || pause > TimeSpan.FromMinutes(1)))
        {
            yield return new($"{Section}:{nameof(RetryAfter)} holds a pause that is not between nothing and a minute.", [nameof(RetryAfter)]);
        }
        if (RedeliverAfter.Any(delay => delay < Milliseconds(1) || delay > TimeSpan.FromDays(1)))
        {
            yield return new($"{Section}:{nameof(RedeliverAfter)} holds a delay that is not between a millisecond and a day.", [nameof(RedeliverAfter)]);
        }
        if (ConsumersAtOnce < 1 || (ConsumersAtOnce >= _poolSize && _poolSize > 1))
        {
            yield return new($"{Section}:{nameof(ConsumersAtOnce)} is not at least 1 and less than the pool of {_poolSize} connections.", [nameof(ConsumersAtOnce)]);
        }
        if (Keep < DatabaseAwayLimit)
        {
            yield return new($"{Section}:{nameof(Keep)} is shorter than {nameof(DatabaseAwayLimit)}: a message could be worked off twice.", [nameof(Keep)]);
        }
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);
}
