using Avanii.Web.Mail;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Accounts;

/// <summary>What the shop writes about accounts. To addresses that nobody has proved yet nothing is sent that a stranger typed: such a
/// mail would carry their words under the shop's name.</summary>
public sealed class AccountLetters(IOptions<ShopOptions> shop, PublicAddress address, ShopFormat format, TimeProvider clock)
{
    private string Shop => shop.Value.Name;

    /// <summary>To a new address.</summary>
    public Letter Registration(string path) => new($"Your account at {Shop}",
        new LetterPart.Paragraph($"Welcome. One step is left: open this page and choose how you want to sign in at {Shop}."),
        new LetterPart.Action("Open my account", address.Of(path)),
        new LetterPart.Note("The link is good for 24 hours. If it was not you who asked for an account, there is nothing to do: without the link none is made."));

    /// <summary>To an address that has an account, when somebody registers with it.</summary>
    public Letter HasAccount() => new($"You have an account at {Shop} already",
        new LetterPart.Paragraph($"Somebody, probably you, wanted to open an account at {Shop} with this address. There is one already, so just sign in."),
        new LetterPart.Action("Sign in", address.Of(AccountPaths.SignIn)),
        new LetterPart.Paragraph("Forgotten the password? Choose a new one:"),
        new LetterPart.Action("New password", address.Of(AccountPaths.ForgotPassword)),
        new LetterPart.Note("If it was not you, there is nothing to do: nobody learned that you have an account."));

    /// <summary>To somebody who has forgotten the password.</summary>
    public Letter Reset(string path) => new($"A new password for {Shop}",
        new LetterPart.Paragraph("Choose a new password on this page. You will then be signed out everywhere else, and passkeys of your account are removed, unless you work here."),
        new LetterPart.Action("Choose a new password", address.Of(path)),
        new LetterPart.Note("The link is good for one hour, and once. If it was not you who asked for it, there is nothing to do: your password stays as it is."));

    /// <summary>To an address without an account, when somebody asks for a new password.</summary>
    public Letter NoAccount() => new($"No account at {Shop} with this address",
        new LetterPart.Paragraph($"Somebody, probably you, asked for a new password at {Shop}. There is no account with this address: perhaps you used another one, or ordered as a guest."),
        new LetterPart.Action("Open an account", address.Of(AccountPaths.Register)),
        new LetterPart.Note("If it was not you, there is nothing to do."));

    /// <summary>To an address that somebody wants to use for their account from now on. It may be a stranger's.</summary>
    public Letter NewAddress(string path) => new("Is this your new address?",
        new LetterPart.Paragraph($"Somebody who has an account at {Shop}, probably you, asked us to use this e-mail address for it. Please say that it is yours:"),
        new LetterPart.Action("Use this address", address.Of(path)),
        new LetterPart.Note("The link is good for an hour, and once, in a browser in which you are signed in. If you did not ask for this, somebody mistyped their address: you need not do anything."));

    /// <summary>To an address that has an account, when somebody wants to use it for another one.</summary>
    public Letter AddressTaken() => new("This address has an account already",
        new LetterPart.Paragraph("Somebody, perhaps you, asked us to use this e-mail address for another account. It has one already, so nothing was changed."),
        new LetterPart.Paragraph("If you have forgotten about it: you can sign in to it, with a new password if need be."),
        new LetterPart.Action("Choose a new password", address.Of(AccountPaths.ForgotPassword)));

    /// <summary>To whom an account was given back.</summary>
    /// <param name="path">To the new password.</param>
    /// <param name="rightsEnded">They worked for the shop.</param>
    public Letter Undone(string path, bool rightsEnded) => new($"Your account at {Shop} is yours again",
        new LetterPart.Paragraph("As you said that it was not you, we took the change back. Everybody is signed out, and your password, which somebody else may know, opens nothing any more. Choose a new one:"),
        new LetterPart.Action("Choose a new password", address.Of(path)),
        new LetterPart.Note((rightsEnded ? "No second factor is left to your account, so you do not work here any more: an owner of the shop has to invite you again. " : "") + "The link is good for one hour, and once. Later you can ask for another one. Make sure that nobody else reads your mail, and choose a password that you use nowhere else."));

    /// <summary>To the address that loses the account by that.</summary>
    public Letter AddressTakenBack() => new($"An account at {Shop} has its former address again",
        new LetterPart.Paragraph($"An account at {Shop} was changed to this e-mail address. Whoever reads the address that it had before says that it was not they, so it has that one again."),
        new LetterPart.Paragraph("If the account is yours and somebody else reads the mail of your former address, please write to us."),
        new LetterPart.Action("To the shop", address.Of("/")));

    public Letter NewBrowser(string? userAgent) => new($"A new sign-in at {Shop}",
        new LetterPart.Paragraph("Somebody signed in to your account with a browser in which you have not been signed in before."),
        new LetterPart.Table([new("When", Now), new("With", BrowserName.Of(userAgent))]),
        new LetterPart.Paragraph("If it was you, there is nothing to do. If not, choose a new password: that signs everybody out."),
        new LetterPart.Action("Choose a new password", address.Of(AccountPaths.ForgotPassword)));

    private string Now => format.DateAndTime(clock.GetUtcNow());
}
