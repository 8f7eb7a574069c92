using System.Globalization;

namespace Avanii.Catalog.Products;

/// <summary>Which transactions a statement sees, as <c>pg_current_snapshot()</c> writes it: <c>xmin:xmax:xip,xip,...</c>.</summary>
internal sealed record DatabaseSnapshot(string Text)
{
    /// <summary>The first transaction that had not begun.</summary>
    private ulong Next { get; } = ulong.Parse(Text.Split(':')[1], CultureInfo.InvariantCulture);

    private int Running { get; } = Text.Split(':')[2] is { Length: > 0 } list ? list.Split(',').Length : 0;

    /// <summary>Of two snapshots of one database, one sees all that the other sees.</summary>
    public bool SeesMoreThan(DatabaseSnapshot other) => Next > other.Next || (Next == other.Next && Running < other.Running);

    /// <summary>This one was taken later and yet fewer transactions had begun: a backup was restored meanwhile.</summary>
    public bool IsOfAnotherDatabaseThan(DatabaseSnapshot earlier) => Next < earlier.Next;
}
