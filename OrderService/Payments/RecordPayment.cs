using System.Diagnostics;
using System.Security.Claims;
using Avanii.Orders.Contracts;
using Avanii.Orders.Data;
using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Orders;

public static class RecordPayment
{
    public static async Task<IResult> Handle(
        Guid id, [FromHeader(Name = IdempotencyKey.Header)] string? idempotencyKey, RecordPaymentRequest request, ClaimsPrincipal user,
        OrderDbContext db, StoredAnswers answers, TimeProvider clock, CancellationToken ct)
    {
        if (!IdempotencyKey.IsKey(idempotencyKey))
        {
            return OrderProblems.IdempotencyKeyMissing();
        }
        var payment = new Payment
        {
            Reference = request.Reference.Trim(),
            Method = request.Method,
            Amount = request.Amount,
            RecordedAt = Order.AsKept(clock.GetUtcNow()),
            RecordedBy = user.GetSubject(),
            IdempotencyKey = idempotencyKey,
            TraceId = Activity.Current?.TraceId.ToHexString(),
        };
        if (decimal.Round(payment.Amount, 2) != payment.Amount)
        {
            return PaymentProblems.NoWholeCents(payment.Amount);
        }
        // 10.0 for 10.00 makes no other request.
        var asked = new RecordPaymentRequest(decimal.Round(payment.Amount, 2) + 0.00m, payment.Method, payment.Reference);
        StaffMoves.TryAttempt(user, idempotencyKey, id, "payments", asked, out var attempt);
        return await db.MoveForStaffAsync(id, answers, attempt, order => Book(order, payment, db), ct);
    }

    private static ProblemHttpResult? Book(Order order, Payment payment, OrderDbContext db)
    {
        if (order.Payments.FirstOrDefault(p => p.IdempotencyKey == payment.IdempotencyKey || p.Reference == payment.Reference) is { } earlier
            && (earlier.Reference, earlier.Method, earlier.Amount) != (payment.Reference, payment.Method, payment.Amount))
        {
            return PaymentProblems.Differs(earlier, payment);
        }
        try
        {
            if (!order.Pay(payment))
            {
                return null;
            }
            if (order.Status == OrderStatus.Paid)
            {
                db.AnnouncePaid(order);
            }
            else
            {
                db.AnnouncePaidTooLate(order, payment.Amount);
            }
        }
        catch (WrongAmountException)
        {
            return PaymentProblems.WrongAmount(payment.Amount, order);
        }
        return null;
    }
}
