using Avanii.Web.BackInStock;
using Avanii.Web.BackOffice;
using Avanii.Web.Contracts;
using Avanii.Web.Mail;
using Avanii.Web.Texts;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Accounts;

/// <summary>Ends an account for good (GDPR, Article 17). Sessions, passkeys, codes and all else that hangs on the account goes with its
/// row; the services hear of it in the same commit.</summary>
public sealed class AccountDeletion(AccountsDbContext db, AuditLog log, Mailer mailer, TimeProvider clock)
{
    /// <returns>False when it is the shop's only owner: nobody could let anybody in any more.</returns>
    public async Task<bool> TryDeleteAsync(SignedIn who, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Of two owners who leave at once, the second waits here and finds that they are the last one.
        if (await db.LockAccountAndOwnersAsync(who.AccountId, ct))
        {
            return false;
        }
        if (await db.Accounts.Where(a => a.Id == who.AccountId).ExecuteDeleteAsync(ct) == 0)
        {
            return true; // another tab was first
        }
        await log.ForgetAddressAsync(who.Email, who.AccountId, ct); // of somebody who was invited and registered as a shopper
        var normalized = BackInStockRequest.Normalize(who.Email);
        await db.BackInStockRequests.Where(r => r.NormalizedEmail == normalized).ExecuteDeleteAsync(ct); // asked for without signing in
        db.DeletedAccounts.Add(new() { Id = who.AccountId });
        db.Enqueue($"account:{who.AccountId}", new AccountDeleted(who.AccountId, who.Subject, clock.GetUtcNow(), who.Email));
        mailer.Enqueue(who.Email, new Letter(LetterTexts.DeletedSubject,
            new LetterPart.Paragraph(LetterTexts.Deleted),
            new LetterPart.Paragraph(LetterTexts.DeletedOrders),
            new LetterPart.Note(LetterTexts.DeletedNote)));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }
}
