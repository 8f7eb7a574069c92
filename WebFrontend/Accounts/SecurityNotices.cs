using Avanii.Web.Mail;

namespace Avanii.Web.Accounts;

/// <summary>What was changed about the way into an account.</summary>
public enum SecurityChange
{
    PasswordChanged,
    PasswordReset,

    /// <summary>Of somebody who works here.</summary>
    StaffPasswordReset,
    PasswordSet,
    EmailChangeAsked,
    EmailChanged,
    TwoStepOn,
    TwoStepOff,
    RecoveryCodesRenewed,
    PasskeyAdded,
    PasskeyRemoved,
}

/// <summary>Tells people by mail when the way into their account was changed: nobody can do it quietly.</summary>
public sealed class SecurityNotices(Mailer mailer, PublicAddress address, ShopFormat format, TimeProvider clock, IHttpContextAccessor accessor)
{
    /// <summary>Goes with the change: it is queued in the context that commits it.</summary>
    /// <param name="to">The address as it was before the change.</param>
    /// <param name="name">Whose account it is.</param>
    /// <param name="change">What was done.</param>
    /// <param name="undo">Path and query by which it is taken back, from <see cref="UndoLink"/>; null: it cannot be.</param>
    /// <param name="passkeys">How many passkeys went with it.</param>
    public void Enqueue(string to, string name, SecurityChange change, string? undo = null, int passkeys = 0) =>
        mailer.Enqueue(to, Write(name, change, undo, passkeys));

    internal Letter Write(string name, SecurityChange change, string? path, int passkeys)
    {
        var (subject, text) = Words(change);
        return new Letter(
            subject,
            new LetterPart.Paragraph($"Hello {name},"),
            new LetterPart.Paragraph(passkeys == 0 ? text : $"{text} {(passkeys == 1 ? "Your passkey was" : $"Your {passkeys} passkeys were")} removed: add what you use again, on the page of your account."),
            new LetterPart.Table(
            [
                new("When", format.DateAndTime(clock.GetUtcNow())),
                new("With", BrowserName.Of(accessor.HttpContext?.Request.Headers.UserAgent)),
            ]),
            new LetterPart.Paragraph(path is null
                ? "If this was you, there is nothing to do. If it was not, choose a new password now: that signs everybody else out."
                : "If this was you, there is nothing to do. If it was not, say so within seven days: the page behind this link takes the change back, signs everybody out and sends you a link for a new password."),
            path is null
                ? new LetterPart.Action("Choose a new password", address.Of(AccountPaths.ForgotPassword))
                : new LetterPart.Action("This was not me", address.Of(path)));
    }

    private static (string Subject, string Text) Words(SecurityChange change) => change switch
    {
        SecurityChange.PasswordChanged => ("Your password was changed", "The password of your account was changed. Everywhere else you are signed out."),
        SecurityChange.PasswordReset => ("Your password was changed", "A new password was chosen for your account, by a link out of this mailbox. Everywhere else you are signed out."),
        SecurityChange.StaffPasswordReset => ("Your password was changed", "A new password was chosen for your account, by a link out of this mailbox. Everywhere else you are signed out. Your passkeys and your authenticator app stay as they are, as you work here: look through them, on the page of your account."),
        SecurityChange.PasswordSet => ("You have a password now", "Your account was given a password, so that it opens with your e-mail address and that password, too."),
        SecurityChange.EmailChangeAsked => ("Your e-mail address is about to change", "Somebody who is signed in to your account asked to use another e-mail address. Nothing has changed yet: the link that we sent there has to be followed first."),
        SecurityChange.EmailChanged => ("Your e-mail address was changed", "Your account belongs to another e-mail address now. We shall not write to this one any more."),
        SecurityChange.TwoStepOn => ("Two-step sign-in is on", "From now on we ask for a code of your authenticator app after your password."),
        SecurityChange.TwoStepOff => ("Two-step sign-in is off", "We no longer ask for a code after your password."),
        SecurityChange.RecoveryCodesRenewed => ("You have new recovery codes", "Ten new recovery codes were made for your account. The old ones are void."),
        SecurityChange.PasskeyAdded => ("A passkey was added", "Your account can be opened with one more passkey."),
        SecurityChange.PasskeyRemoved => ("A passkey was removed", "One of your passkeys no longer opens your account."),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "There are no words for this change."),
    };
}
