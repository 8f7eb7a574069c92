using System.Runtime.Serialization;
using System.Text.Json;
using Npgsql;

namespace Avanii.ServiceDefaults.Messaging;

/// <summary>What a consumer's failure says about trying again.</summary>
internal static class Failures
{
    /// <summary>Nothing is wrong with the message: the server restarts, has no connection left, or cannot be reached.</summary>
    public static bool IsDatabaseAway(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            // The immediate retries are for lost races.
            if (cause is NpgsqlException { IsTransient: true } && !IsLostRace(cause))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The statement lost against another one: a deadlock, a write in between, a lock that was not to be had. Asked again, it
    /// would likely succeed.</summary>
    public static bool IsLostRace(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is PostgresException { SqlState: ['4', '0', ..] or ['5', '5', ..] })
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The message itself is wrong, and will be tomorrow: its JSON, a field that is missing, its id, a type or version that
    /// nobody here knows. A consumer says so by <see cref="InvalidDataException"/>.</summary>
    /// <remarks>Not a cause further inside: what a consumer could not read elsewhere is no fault of its message.</remarks>
    public static bool CannotHeal(Exception exception) =>
        (exception is AggregateException ? exception.GetBaseException() : exception)
            is SerializationException or JsonException or FormatException or InvalidDataException;

    /// <returns>The cause in words: the innermost, but where JSON cannot be read the one that says in which field.</returns>
    public static string Describe(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is JsonException)
            {
                return cause.Message;
            }
        }
        return exception.GetBaseException().Message;
    }
}
