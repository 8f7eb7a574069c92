using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Orders;

/// <summary>Takes out of orders whose they were. What the books need stays: number, lines, amounts, taxes, country, dates, and that and when it
/// was paid. An event that is told of such an order later, as of a refund, has an empty address: there is nobody to write to.</summary>
internal static class OrderErasure
{
    /// <summary>Erases orders of deleted accounts that are over: nothing is to be delivered, paid or paid back any more.</summary>
    /// <param name="db">With a transaction. Orders that somebody else holds are left for the next time.</param>
    /// <param name="atMost">How many.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>How many there were.</returns>
    public static async Task<int> EraseOrdersAsync(this OrderDbContext db, int atMost, CancellationToken ct)
    {
        var ids = await db.Database.SqlQuery<Guid>($"""
            SELECT o.id FROM deleted_subjects AS deleted JOIN orders AS o ON o.subject = deleted.subject
            WHERE o.status IN ({nameof(OrderStatus.Rejected)}, {nameof(OrderStatus.Delivered)}, {nameof(OrderStatus.Refunded)})
              OR (o.status IN ({nameof(OrderStatus.Cancelled)}, {nameof(OrderStatus.Expired)}) AND o.amount_paid = 0)
            LIMIT {atMost} FOR UPDATE OF o SKIP LOCKED
            """).ToArrayAsync(ct);
        if (ids.Length == 0)
        {
            return 0;
        }
        // A name and a cart of its own for each: nobody can tell that two were one person's.
        await db.Database.ExecuteSqlAsync($"""
            UPDATE orders SET subject = 'erased:' || gen_random_uuid(), contact_email = '', contact_phone = NULL, address_name = '', address_street = '',
              address_extra = NULL, address_postal_code = '', address_city = '', note = NULL, tracking = NULL,
              cart_id = gen_random_uuid(), checkout_id = gen_random_uuid(), cart_sequence = NULL, merged_carts = DEFAULT
            WHERE id = ANY ({ids})
            """, ct);
        // What the shopper wrote, and whose account it was.
        await db.Database.ExecuteSqlAsync(
            $"UPDATE order_history SET subject = NULL, cause = NULL WHERE order_id = ANY ({ids}) AND actor IN ({Actors.Shopper}, {Actors.Account})", ct);
        // A transfer's reference may be its payer's name.
        await db.Database.ExecuteSqlAsync($"""
            UPDATE order_history SET cause = split_part(cause, ' ', 1) WHERE order_id = ANY ({ids}) AND status = {nameof(OrderStatus.Paid)} AND actor = {Actors.Staff}
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            UPDATE payments AS payment SET reference = 'erased-' || numbered.number, idempotency_key = NULL
            FROM (SELECT order_id, reference, row_number() OVER (PARTITION BY order_id ORDER BY recorded_at, reference) AS number
              FROM payments WHERE order_id = ANY ({ids})) AS numbered
            WHERE payment.order_id = numbered.order_id AND payment.reference = numbered.reference AND payment.reference <> {Payment.OnDelivery}
            """, ct);
        // Answers hold the order as it was shown, to the shopper or to staff.
        await db.Database.ExecuteSqlAsync($"""
            DELETE FROM idempotency_keys WHERE order_id = ANY ({ids})
              OR substring(operation FROM '^POST /orders/([0-9a-f-]+)/') = ANY ({ids.Select(id => id.ToString()).ToArray()})
            """, ct);
        return ids.Length;
    }
}
