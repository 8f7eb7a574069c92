using Avanii.Web.Accounts;
using Avanii.Web.Mail;
using Avanii.Web.Pages.BackOffice;
using Avanii.Web.Texts;
using Microsoft.Extensions.Options;

namespace Avanii.Web.BackOffice;

/// <summary>What the shop writes to people whose rights somebody else has decided about: nobody can do it quietly.</summary>
public sealed class StaffLetters(IOptions<ShopOptions> shop, PublicAddress address)
{
    private string Shop => shop.Value.Name;

    public Letter Changed(Rights rights) => new(Text.Format(LetterTexts.RightsSubject, Shop),
        new LetterPart.Paragraph(Text.Format(LetterTexts.RightsChanged, Shop)),
        new LetterPart.Table([new(LetterTexts.FromNowOn, BackOfficeWords.RightsIn(rights.ToString()))]),
        new LetterPart.Action(LetterTexts.YourAccount, address.Of(AccountPaths.Home)),
        new LetterPart.Note(LetterTexts.RightsNote));

    public Letter Ended() => new(Text.Format(LetterTexts.EndedSubject, Shop),
        new LetterPart.Paragraph(Text.Format(LetterTexts.Ended, Shop)),
        new LetterPart.Paragraph(LetterTexts.EndedAccount),
        new LetterPart.Action(LetterTexts.YourAccount, address.Of(AccountPaths.Home)),
        new LetterPart.Note(LetterTexts.EndedNote));
}
