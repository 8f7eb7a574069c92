namespace Avanii.Catalog.Data.Migrations;

/// <summary>Written by hand for the migration that gives reservations their time: those that are there already were held when their order
/// was decided on, and not now.</summary>
internal static class ReservationTimes
{
    public const string FromDecisions = """
        UPDATE catalog.reservations SET held_at = decision.decided_at
        FROM catalog.order_decisions AS decision WHERE decision.order_id = reservations.order_id
        """;
}
