using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Avanii.Web.Contracts;
using Avanii.Web.Mail;
using Avanii.Web.Texts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Avanii.Web.BackOffice;

/// <summary>How somebody comes to work for the shop: invited, they take the rights themselves, with the link and their own way to sign in.</summary>
public sealed class StaffInvitations(
    AccountsDbContext db,
    UserManager<Account> accounts,
    Sessions sessions,
    RegistrationLink registrationLink,
    JoinLink joinLink,
    AuditLog log,
    Mailer mailer,
    PublicAddress address,
    IOptions<ShopOptions> shop,
    TimeProvider clock)
{
    /// <summary>Invites and writes to the address; an invitation that it had before is worth nothing any more.</summary>
    public async Task<(StaffInvitation? Invitation, StaffRefusal? Refusal)> InviteAsync(Actor actor, string email, string name, Rights rights, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (invitation, refusal) = await MakeAsync(actor, email, name, rights, ct);
        if (invitation is null)
        {
            return (null, refusal);
        }
        mailer.Enqueue(invitation.Email, Letter(PathOf(invitation), isNew: invitation.AccountId is null));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return (invitation, null);
    }

    /// <summary>For the command that makes the first owner: nothing is sent.</summary>
    /// <returns>Path and query of the link; null: they are an owner already.</returns>
    public async Task<string?> InviteOwnerAsync(string email, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if ((await MakeAsync(Actor.Command, email, email[..email.IndexOf('@', StringComparison.Ordinal)], Rights.Owner, ct)).Invitation is not { } invitation)
        {
            return null;
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return PathOf(invitation);
    }

    public Task<List<StaffInvitation>> ListAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return db.StaffInvitations.AsNoTracking().Where(i => i.EndsAt > now).OrderByDescending(i => i.InvitedAt).ToListAsync(ct);
    }

    /// <returns>Null: done.</returns>
    public async Task<StaffRefusal?> TakeBackAsync(Actor actor, Guid id, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockStaffAsync(ct);
        if (await db.StaffInvitations.SingleOrDefaultAsync(i => i.Id == id, ct) is not { } invitation)
        {
            return StaffRefusal.InvitationNotThere;
        }
        if (!(await db.RightsNowAsync(actor, ct)).MayGive(invitation.Rights))
        {
            return StaffRefusal.TakesAnOwner;
        }
        db.StaffInvitations.Remove(invitation);
        log.Add(actor, StaffAreas.Settings, AuditActions.TookBack, invitation.AboutId, invitation.AddressAlone, invitation.Rights.ToString());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    /// <returns>What the link is good for; null when that is nothing (any more), or not for this account.</returns>
    public async Task<StaffInvitation?> FindAsync(string? key, Guid accountId, CancellationToken ct) =>
        joinLink.Open(key) is { } id
        && await FindOpenAsync(id, ct) is { AccountId: { } invited } invitation && invited == accountId
        && await db.Accounts.AnyAsync(a => a.Id == accountId && a.SecurityStamp == invitation.SecurityStamp, ct)
            ? invitation
            : null;

    /// <summary>Gives an account what it was invited to, and signs it out everywhere: what follows is another session.</summary>
    /// <returns>Null when the link is not good, or not any more.</returns>
    public async Task<Account?> AcceptAsync(string? key, SignedIn me, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockStaffAsync(ct);
        await db.LockAccountAsync(me.AccountId, ct); // a new password at the same moment comes before, and the link is over, or behind
        if (await FindAsync(key, me.AccountId, ct) is not { } invitation || await db.Accounts.SingleOrDefaultAsync(a => a.Id == me.AccountId, ct) is not { } account)
        {
            return null;
        }
        (account.Role, account.Areas) = (invitation.Role, [.. invitation.Areas]);
        account.SecurityStamp = account.ConcurrencyStamp = Guid.NewGuid().ToString(); // links and half sign-ins of before end
        await TakeAsync(invitation, account.Id, ct);
        await db.SaveChangesAsync(ct);
        await sessions.EndAllAsync(account.Id, except: null, ct);
        await transaction.CommitAsync(ct);
        return account;
    }

    /// <returns>What somebody who registers by a link is invited to; null when that is nothing (any more).</returns>
    internal async Task<StaffInvitation?> FindOpenAsync(Guid id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await db.StaffInvitations.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id && i.EndsAt > now, ct) is { } invitation
            && (await db.RightsNowAsync(invitation.InvitedBy, ct)).MayGive(invitation.Rights)
                ? invitation
                : null;
    }

    /// <summary>Whoever takes it is written down with the context's next save, and nobody takes it again.</summary>
    /// <returns>False when somebody was quicker.</returns>
    internal async Task<bool> TakeAsync(StaffInvitation invitation, Guid accountId, CancellationToken ct)
    {
        if (await db.StaffInvitations.Where(i => i.Id == invitation.Id).ExecuteDeleteAsync(ct) == 0)
        {
            return false;
        }
        await log.ForgetAddressAsync(invitation.Email, accountId, ct);
        log.Add(new(Account.SubjectOf(accountId), invitation.Rights), StaffAreas.Settings, AuditActions.Joined, accountId, details: invitation.Rights.ToString());
        return true;
    }

    private async Task<(StaffInvitation? Invitation, StaffRefusal? Refusal)> MakeAsync(Actor actor, string email, string name, Rights rights, CancellationToken ct)
    {
        await db.LockStaffAsync(ct);
        var now = await db.RightsNowAsync(actor, ct);
        var normalized = accounts.NormalizeEmail(email);
        var before = await db.StaffInvitations.SingleOrDefaultAsync(i => i.NormalizedEmail == normalized, ct);
        if (!now.MayGive(rights) || (before is not null && !now.MayGive(before.Rights)))
        {
            return (null, StaffRefusal.TakesAnOwner);
        }
        var account = await accounts.FindByEmailAsync(email);
        if (account is { Role: Roles.Owner } || (account is { Role: Roles.Staff } && rights.Role == Roles.Staff))
        {
            return (null, StaffRefusal.WorksHere);
        }
        if (before is not null)
        {
            db.StaffInvitations.Remove(before);
            await db.SaveChangesAsync(ct);
        }
        var at = clock.GetUtcNow();
        var invitation = new StaffInvitation
        {
            Id = Guid.NewGuid(),
            // As it was proved: two that look alike to the database may be two people's.
            Email = account?.Email ?? email,
            NormalizedEmail = normalized,
            Name = account?.Name ?? name,
            Role = rights.Role,
            Areas = [.. rights.Areas],
            AccountId = account?.Id,
            SecurityStamp = account?.SecurityStamp,
            InvitedBy = actor.Subject,
            InvitedAt = at,
            EndsAt = at + RegistrationLink.Lifetime,
        };
        db.StaffInvitations.Add(invitation);
        log.Add(actor, StaffAreas.Settings, AuditActions.Invited, invitation.AboutId, invitation.AddressAlone, rights.ToString());
        return (invitation, null);
    }

    private string PathOf(StaffInvitation invitation) => invitation.AccountId is null
        ? registrationLink.PathFor(new(invitation.Id, invitation.Email, invitation.Name, invitation.Role, invitation.Areas))
        : joinLink.PathFor(invitation.Id);

    /// <summary>Says nothing that was typed: nobody has proved yet who reads it.</summary>
    private Letter Letter(string path, bool isNew) => new(Text.Format(LetterTexts.InvitationSubject, shop.Value.Name),
        new LetterPart.Paragraph(Text.Format(isNew ? LetterTexts.InvitationNew : LetterTexts.InvitationKnown, shop.Value.Name)),
        new LetterPart.Action(LetterTexts.AcceptInvitation, address.Of(path)),
        new LetterPart.Paragraph(LetterTexts.InvitationFactors),
        new LetterPart.Note(LetterTexts.InvitationNote));
}
