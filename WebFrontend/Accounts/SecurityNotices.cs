using Avanii.Web.Mail;
using Avanii.Web.Texts;

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
            new LetterPart.Paragraph(Text.Format(LetterTexts.Hello, name)),
            new LetterPart.Paragraph(passkeys == 0 ? text : $"{text} {Text.Count(passkeys, LetterTexts.PasskeyGone, LetterTexts.PasskeysGone)}"),
            new LetterPart.Table(
            [
                new(LetterTexts.When, format.DateAndTime(clock.GetUtcNow())),
                new(LetterTexts.With, BrowserName.Of(accessor.HttpContext?.Request.Headers.UserAgent)),
            ]),
            new LetterPart.Paragraph(path is null
                ? LetterTexts.IfNotYou
                : LetterTexts.IfNotYouUndo),
            path is null
                ? new LetterPart.Action(LetterTexts.ChooseNewPassword, address.Of(AccountPaths.ForgotPassword))
                : new LetterPart.Action(LetterTexts.NotMe, address.Of(path)));
    }

    private static (string Subject, string Text) Words(SecurityChange change) => change switch
    {
        SecurityChange.PasswordChanged => (LetterTexts.PasswordChangedSubject, LetterTexts.PasswordChanged),
        SecurityChange.PasswordReset => (LetterTexts.PasswordChangedSubject, LetterTexts.PasswordReset),
        SecurityChange.StaffPasswordReset => (LetterTexts.PasswordChangedSubject, LetterTexts.StaffPasswordReset),
        SecurityChange.PasswordSet => (LetterTexts.PasswordSetSubject, LetterTexts.PasswordSet),
        SecurityChange.EmailChangeAsked => (LetterTexts.EmailChangeAskedSubject, LetterTexts.EmailChangeAsked),
        SecurityChange.EmailChanged => (LetterTexts.EmailChangedSubject, LetterTexts.EmailChanged),
        SecurityChange.TwoStepOn => (LetterTexts.TwoStepOnSubject, LetterTexts.TwoStepOn),
        SecurityChange.TwoStepOff => (LetterTexts.TwoStepOffSubject, LetterTexts.TwoStepOff),
        SecurityChange.RecoveryCodesRenewed => (LetterTexts.RecoveryCodesSubject, LetterTexts.RecoveryCodes),
        SecurityChange.PasskeyAdded => (LetterTexts.PasskeyAddedSubject, LetterTexts.PasskeyAdded),
        SecurityChange.PasskeyRemoved => (LetterTexts.PasskeyRemovedSubject, LetterTexts.PasskeyRemoved),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "There are no words for this change."),
    };
}
