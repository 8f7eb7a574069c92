using Avanii.ServiceDefaults;
using Avanii.Web.BackOffice;
using Avanii.Web.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Avanii.Web.Accounts;

/// <summary>How the second step of registering ended.</summary>
public abstract record RegistrationOutcome
{
    /// <summary>There is an account now, and they are signed in.</summary>
    public sealed record Made(Account Account) : RegistrationOutcome;

    /// <summary>The address has one: the link was used before, or another one was.</summary>
    public sealed record Taken : RegistrationOutcome;

    /// <summary>The account that the link made is deleted, and with it the link; or what they were invited to is not to be had any more.</summary>
    public sealed record Over : RegistrationOutcome;

    /// <param name="Errors">What is wrong with the password, in sentences; none: the passkey was not good.</param>
    public sealed record Refused(IReadOnlyList<string> Errors) : RegistrationOutcome;
}

/// <summary>Becoming an account, in two steps: an address is typed, and its owner's mail leads to the second.</summary>
public sealed class Registration(
    UserManager<Account> accounts,
    AccountsDbContext db,
    Passkeys passkeys,
    RegistrationLink link,
    AttemptLimits limits,
    Mailer mailer,
    AccountLetters letters,
    BeginSession begin,
    StaffInvitations invitations,
    TimeProvider clock)
{
    private const int FromAnAddress = 30, WithAnEmail = 5;
    private static readonly TimeSpan s_window = TimeSpan.FromHours(1);

    /// <summary>Sends the mail that the address is due: a link for a new one, a word for one that has an account. Both cost the same work.</summary>
    /// <param name="name">As typed.</param>
    /// <param name="email">As typed.</param>
    /// <param name="address">The browser's.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Null, whether or not the address has an account; else after how long it may be tried again.</returns>
    public async Task<TimeSpan?> RequestAsync(string name, string email, string? address, CancellationToken ct)
    {
        if (await limits.TryFromAsync("register", address, FromAnAddress, s_window, ct) is { } flood)
        {
            return flood;
        }
        if (await limits.TryAsync("register", accounts.NormalizeEmail(email), WithAnEmail, s_window, ct) is { } pause)
        {
            return pause;
        }
        var path = link.PathFor(new(Guid.CreateVersion7(), email, name, Roles.Shopper, []));
        // To the address as it was proved: two that look alike to the database may be two people's.
        var known = (await accounts.FindByEmailAsync(email))?.Email;
        mailer.Enqueue(known ?? email, known is null ? letters.Registration(path) : letters.HasAccount());
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>Why an invitation leads to no account any more.</summary>
    public enum Spent
    {
        /// <summary>The address has an account, or the link was used before: its account may have another address by now.</summary>
        Taken,

        /// <summary>The account was deleted.</summary>
        Deleted,
    }

    /// <returns>Null while the invitation is good.</returns>
    public async Task<Spent?> FindSpentAsync(Invitation invitation, CancellationToken ct)
    {
        var email = accounts.NormalizeEmail(invitation.Email);
        // One statement: between two an account could go from one table to the other.
        var found = await db.Accounts.Where(a => a.NormalizedEmail == email || a.Id == invitation.AccountId).Select(_ => Spent.Taken)
            .Concat(db.DeletedAccounts.Where(d => d.Id == invitation.AccountId).Select(_ => Spent.Deleted))
            .ToListAsync(ct);
        return found.Count == 0 ? null : found.Max();
    }

    /// <returns>True when it was an invitation to work for the shop, which was taken back, used or replaced, or which nobody may give any more.</returns>
    public async Task<bool> IsOverAsync(Invitation invitation, CancellationToken ct) =>
        invitation.Role != Roles.Shopper && await invitations.FindOpenAsync(invitation.AccountId, ct) is null;

    public Task<RegistrationOutcome> WithPasswordAsync(Invitation invitation, string password, CancellationToken ct) =>
        MakeAsync(invitation, account => accounts.CreateAsync(account, password), SignInMethods.Password, ct);

    /// <param name="invitation">What the link says.</param>
    /// <param name="credentialJson">The browser's answer to <see cref="Passkeys.BeginCreationAsync"/>.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<RegistrationOutcome> WithPasskeyAsync(Invitation invitation, string credentialJson, CancellationToken ct)
    {
        if (await passkeys.FinishCreationAsync(invitation.AccountId, credentialJson, ct) is not { } passkey)
        {
            return new RegistrationOutcome.Refused([]);
        }
        return await MakeAsync(invitation, MakeWithPasskeyAsync, SignInMethods.Passkey, ct);

        async Task<IdentityResult> MakeWithPasskeyAsync(Account account) =>
            await accounts.CreateAsync(account) is { Succeeded: false } refused ? refused : await accounts.AddOrUpdatePasskeyAsync(account, passkey);
    }

    private async Task<RegistrationOutcome> MakeAsync(Invitation invitation, Func<Account, Task<IdentityResult>> make, string method, CancellationToken ct)
    {
        var account = new Account
        {
            Id = invitation.AccountId,
            UserName = invitation.AccountId.ToString("N"),
            Email = invitation.Email,
            EmailConfirmed = true, // by the link
            Name = invitation.Name,
            CreatedAt = clock.GetUtcNow(),
        };
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            // One at a time for an account: Identity looks for twins before it writes, and stumbles over one that has the same id.
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(4714, hashtext({account.UserName}))", ct);
            if (await FindSpentAsync(invitation, ct) is { } spent)
            {
                return spent == Spent.Deleted ? new RegistrationOutcome.Over() : new RegistrationOutcome.Taken();
            }
            // Rights are the invitation's, not the link's: only an invitation can be taken back.
            if (invitation.Role != Roles.Shopper)
            {
                if (await invitations.FindOpenAsync(invitation.AccountId, ct) is not { } rights || !await invitations.TakeAsync(rights, account.Id, ct))
                {
                    return new RegistrationOutcome.Over();
                }
                (account.Role, account.Areas) = (rights.Role, [.. rights.Areas]);
            }
            var result = await make(account);
            if (!result.Succeeded)
            {
                return result.Errors.Any(e => e.Code is nameof(IdentityErrorDescriber.DuplicateEmail) or nameof(IdentityErrorDescriber.DuplicateUserName))
                    ? new RegistrationOutcome.Taken()
                    : new RegistrationOutcome.Refused([.. result.Errors.Select(e => e.Description)]);
            }
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new RegistrationOutcome.Taken(); // by somebody who was quicker, if only by a moment
        }
        return await begin.RunAsync(account, method, ct, tell: false) ? new RegistrationOutcome.Made(account) : new RegistrationOutcome.Taken();
    }
}
