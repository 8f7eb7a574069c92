using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Faults.Mutations;

/// <summary>One protection that is missing.</summary>
internal abstract class Mutation
{
    public static Mutation? Find(string? name) => name switch
    {
        // It still says which messages came, but accepts each of them each time.
        "inbox" => new Sql(@"(INSERT INTO inbox .*) ON CONFLICT DO NOTHING", "$1 ON CONFLICT (consumer, message_id) DO UPDATE SET message_id = excluded.message_id"),
        "confirms" => new Sql(@"(UPDATE outbox SET attempts = attempts \+ \S+), due_at = clock_timestamp\(\) \+ (\S+), (.*)", "$1, sent_at = now(), $3 AND $2 IS NOT NULL"),
        "bought-lines" => new Sql(@"recent\.id <> ALL", "false AND recent.id <> ALL"),
        "all-or-none" => new WithoutSavepoints(),
        "state-condition" => new Sql(@"(UPDATE reservations SET state = \S+\s+WHERE order_id = \S+) AND state = (\S+)", "$1 AND $2 IS NOT NULL"),
        "stock-condition" => new Sql(@"AND \S+on_hand - \S+held >= @\w+", ""),
        "tombstones" => new Sql(@"(?s)INSERT INTO order_decisions \(order_id, outcome\) VALUES \((\S+), (\S+)\)\s+ON CONFLICT \(order_id\) DO UPDATE SET outcome = excluded.outcome",
            "UPDATE order_decisions SET outcome = $2 WHERE order_id = $1"),
        "deadlines" => new Sql(@"WHERE deadline <= (\S+)", "WHERE deadline <= $1 AND false"),
        "lower-price" => new Sql(@"(?<=UPDATE \S*order_lines SET [^;]*?)unit_price = @\w+", "unit_price = unit_price"),
        "outbox" => new PublishAfterCommit(),
        "outbox-order" => new PublishBeforeCommit(),
        "persistence" => new TransientMessages(),
        "redelivery" => new SwallowFailures(),
        "key-with-work" => new KeyBeforeWork(),
        _ => null, // what is missing in the database needs nobody here
    };

    /// <returns>Another statement, or null to leave it as it is.</returns>
    public virtual string? Rewrite(string sql) => null;

    public virtual void Configure(IServiceCollection services)
    {
    }

    public virtual void OnBuilt(IServiceProvider services)
    {
    }

    public virtual void OnSaving(DbContext context)
    {
    }

    public virtual void OnCommitted(DbContext context)
    {
    }

    private sealed class Sql(string pattern, string replacement) : Mutation
    {
        private readonly Regex _pattern = new(pattern, RegexOptions.CultureInvariant);

        public override string? Rewrite(string sql) => _pattern.IsMatch(sql) ? _pattern.Replace(sql, replacement) : null;
    }
}
