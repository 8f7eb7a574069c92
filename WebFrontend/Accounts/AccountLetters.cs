using Avanii.Web.Mail;
using Avanii.Web.Texts;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Accounts;

/// <summary>What the shop writes about accounts. To addresses that nobody has proved yet nothing is sent that a stranger typed: such a
/// mail would carry their words under the shop's name.</summary>
public sealed class AccountLetters(IOptions<ShopOptions> shop, PublicAddress address, ShopFormat format, TimeProvider clock)
{
    private string Shop => shop.Value.Name;

    /// <summary>To a new address.</summary>
    public Letter Registration(string path) => new(Text.Format(LetterTexts.RegistrationSubject, Shop),
        new LetterPart.Paragraph(Text.Format(LetterTexts.Registration, Shop)),
        new LetterPart.Action(LetterTexts.OpenMyAccount, address.Of(path)),
        new LetterPart.Note(LetterTexts.RegistrationNote));

    /// <summary>To an address that has an account, when somebody registers with it.</summary>
    public Letter HasAccount() => new(Text.Format(LetterTexts.HasAccountSubject, Shop),
        new LetterPart.Paragraph(Text.Format(LetterTexts.HasAccount, Shop)),
        new LetterPart.Action(LetterTexts.SignIn, address.Of(AccountPaths.SignIn)),
        new LetterPart.Paragraph(LetterTexts.Forgotten),
        new LetterPart.Action(LetterTexts.NewPassword, address.Of(AccountPaths.ForgotPassword)),
        new LetterPart.Note(LetterTexts.HasAccountNote));

    /// <summary>To somebody who has forgotten the password.</summary>
    public Letter Reset(string path) => new(Text.Format(LetterTexts.ResetSubject, Shop),
        new LetterPart.Paragraph(LetterTexts.Reset),
        new LetterPart.Action(LetterTexts.ChooseNewPassword, address.Of(path)),
        new LetterPart.Note(LetterTexts.ResetNote));

    /// <summary>To an address without an account, when somebody asks for a new password.</summary>
    public Letter NoAccount() => new(Text.Format(LetterTexts.NoAccountSubject, Shop),
        new LetterPart.Paragraph(Text.Format(LetterTexts.NoAccount, Shop)),
        new LetterPart.Action(LetterTexts.OpenAccount, address.Of(AccountPaths.Register)),
        new LetterPart.Note(LetterTexts.NothingToDo));

    /// <summary>To an address that somebody wants to use for their account from now on. It may be a stranger's.</summary>
    public Letter NewAddress(string path) => new(LetterTexts.NewAddressSubject,
        new LetterPart.Paragraph(Text.Format(LetterTexts.NewAddress, Shop)),
        new LetterPart.Action(LetterTexts.UseAddress, address.Of(path)),
        new LetterPart.Note(LetterTexts.NewAddressNote));

    /// <summary>To an address that has an account, when somebody wants to use it for another one.</summary>
    public Letter AddressTaken() => new(LetterTexts.AddressTakenSubject,
        new LetterPart.Paragraph(LetterTexts.AddressTaken),
        new LetterPart.Paragraph(LetterTexts.AddressTakenForgotten),
        new LetterPart.Action(LetterTexts.ChooseNewPassword, address.Of(AccountPaths.ForgotPassword)));

    /// <summary>To whom an account was given back.</summary>
    /// <param name="path">To the new password.</param>
    /// <param name="rightsEnded">They worked for the shop.</param>
    public Letter Undone(string path, bool rightsEnded) => new(Text.Format(LetterTexts.UndoneSubject, Shop),
        new LetterPart.Paragraph(LetterTexts.Undone),
        new LetterPart.Action(LetterTexts.ChooseNewPassword, address.Of(path)),
        new LetterPart.Note((rightsEnded ? LetterTexts.UndoneRights + " " : "") + LetterTexts.UndoneNote));

    /// <summary>To the address that loses the account by that.</summary>
    public Letter AddressTakenBack() => new(Text.Format(LetterTexts.AddressBackSubject, Shop),
        new LetterPart.Paragraph(Text.Format(LetterTexts.AddressBack, Shop)),
        new LetterPart.Paragraph(LetterTexts.AddressBackNote),
        new LetterPart.Action(LetterTexts.ToShop, address.Of("/")));

    public Letter NewBrowser(string? userAgent) => new(Text.Format(LetterTexts.NewBrowserSubject, Shop),
        new LetterPart.Paragraph(LetterTexts.NewBrowser),
        new LetterPart.Table([new(LetterTexts.When, Now), new(LetterTexts.With, BrowserName.Of(userAgent))]),
        new LetterPart.Paragraph(LetterTexts.NewBrowserNote),
        new LetterPart.Action(LetterTexts.ChooseNewPassword, address.Of(AccountPaths.ForgotPassword)));

    private string Now => format.DateAndTime(clock.GetUtcNow());
}
