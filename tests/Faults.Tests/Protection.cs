using Npgsql;

namespace Avanii.Faults;

/// <summary>Something that keeps orders from being lost, doubled or oversold, and that a run can do without to see what becomes of it.</summary>
/// <param name="Name">For the command line.</param>
/// <param name="What">What is missing without it.</param>
/// <param name="Statements">What is taken away in the database; the rest is in Faults.Mutations.</param>
internal sealed record Protection(string Name, string What, params IReadOnlyList<string> Statements)
{
    public static IReadOnlyList<Protection> All { get; } =
    [
        new("inbox", "a message that comes twice is worked off twice"),
        new("unique-orders", "no unique index says that a key, a checkout and a cart have one order",
            "ALTER TABLE ordering.idempotency_keys DROP CONSTRAINT pk_idempotency_keys",
            "DROP INDEX ordering.ix_orders_checkout_id",
            "DROP INDEX ordering.ix_orders_undecided_cart",
            "DROP INDEX ordering.ix_orders_cart_id_cart_sequence"),
        new("key-with-work", "the idempotency key is kept before the work is done"),
        new("stock-condition", "stock is held without the condition that there is enough",
            "ALTER TABLE catalog.stock DROP CONSTRAINT ck_stock_held"),
        new("tombstones", "a release that comes before its reservation leaves nothing behind"),
        new("outbox", "events are published after the commit, once, by the request that wrote them"),
        new("outbox-order", "events are published before the commit"),
        new("persistence", "the broker keeps messages in memory only"),
        new("redelivery", "a consumer that fails is taken for one that has done its work"),
        new("deadlines", "nobody looks for orders whose deadline has passed"),
        new("lower-price", "a price that fell is not taken into the order"),
    ];

    /// <summary>Loaded into each service by the runtime before it starts.</summary>
    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "Avanii.Faults.Mutations.dll");

    /// <summary>Without a change in the database, the effect must be seen in the services.</summary>
    public bool IsInServices => Name is not "unique-orders";

    public async Task WeakenAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        foreach (var statement in Statements)
        {
#pragma warning disable CA2100 // the statements above
            await using var command = database.CreateCommand(statement);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}

/// <summary>Where mutated services note that their mutation was at work.</summary>
internal sealed class EffectLog : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"avanii-effects-{Guid.NewGuid():N}");

    public int Count() => File.Exists(Path) ? (int)new FileInfo(Path).Length : 0;

    public void Dispose() => File.Delete(Path);
}
