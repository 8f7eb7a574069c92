using Npgsql;

namespace Avanii.Faults;

/// <summary>Something that keeps orders from being lost, doubled or oversold, and that a run can do without to see what becomes of it.</summary>
/// <param name="Name">For the command line.</param>
/// <param name="What">What is missing without it.</param>
internal sealed record Protection(string Name, string What)
{
    public static IReadOnlyList<Protection> All { get; } =
    [
        new("outbox", "events are published after the commit, once, by the request that wrote them") { Victims = ["messaging", "orders", "catalog"] },
        new("outbox-order", "events are published before the commit") { Victims = ["postgres", "orders", "catalog"] },
        new("confirms", "an event counts as sent whatever the broker says") { Victims = ["messaging"], OnlyTo = "messaging" },
        new("persistence", "the broker keeps messages in memory only") { Victims = ["messaging"] },
        new("inbox", "a message that comes twice is worked off twice"),
        new("redelivery", "a consumer that fails is taken for one that has done its work") { Victims = ["postgres"] },
        new("patience", "a message is given up on when the database is away")
        {
            Victims = ["postgres"],
            Variables = new Dictionary<string, string>
            {
                ["Messaging__PatienceWithDatabase"] = "00:00:00",
                ["Messaging__DatabaseAwayLimit"] = "00:00:01",
                ["Messaging__RedeliverAfter__0"] = "00:00:00.5",
                ["Messaging__RedeliverAfter__1"] = "00:00:00.5",
                ["Messaging__RedeliverAfter__2"] = "00:00:00.5",
            },
        },
        new("unique-orders", "no unique index says that a key, a checkout and a cart have one order")
        {
            Statements =
            [
                "ALTER TABLE ordering.idempotency_keys DROP CONSTRAINT pk_idempotency_keys",
                "DROP INDEX ordering.ix_orders_checkout_id",
                "DROP INDEX ordering.ix_orders_undecided_cart",
                "DROP INDEX ordering.ix_orders_cart_id_cart_sequence",
            ],
        },
        new("key-with-work", "the idempotency key is kept before the work is done")
        {
            Victims = ["orders", "cart", "postgres"],
            Statements =
            [
                "CREATE TABLE ordering.early_keys (key text PRIMARY KEY)",
                "GRANT ALL ON ordering.early_keys TO PUBLIC",
            ],
        },
        new("bought-lines", "what was bought and lies in the cart still can be ordered again"),
        new("stock-condition", "stock is held without the condition that there is enough")
        {
            Statements = ["ALTER TABLE catalog.stock DROP CONSTRAINT ck_stock_held"],
        },
        new("all-or-none", "what was held for an order that is rejected stays held"),
        new("state-condition", "a reservation moves from whatever state it is in"),
        new("tombstones", "a release that comes before its reservation leaves nothing behind"),
        new("lower-price", "a price that fell is not taken into the order"),
        new("deadlines", "nobody looks for orders whose deadline has passed"),
    ];

    /// <summary>Loaded into each service by the runtime before it starts.</summary>
    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "Avanii.Faults.Mutations.dll");

    /// <summary>What is taken away in the database; the rest is in Faults.Mutations.</summary>
    public IReadOnlyList<string> Statements { get; init; } = [];

    /// <summary>Settings that take it away.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The pieces against whose death it protects; null: all of them are killed as in any run.</summary>
    public IReadOnlyList<string>? Victims { get; init; }

    /// <summary>The server on the way to which things get lost; null: the network is disturbed as in any run.</summary>
    public string? OnlyTo { get; init; }

    /// <summary>Its absence is made by code in the services, which must have been at work.</summary>
    public bool IsInServices => Name is not ("unique-orders" or "patience");

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
