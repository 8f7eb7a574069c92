using Avanii.Web.Accounts;
using Avanii.Web.Mail;
using Microsoft.Extensions.Options;

namespace Avanii.Web.BackOffice;

/// <summary>What the shop writes to people whose rights somebody else has decided about: nobody can do it quietly.</summary>
public sealed class StaffLetters(IOptions<ShopOptions> shop, PublicAddress address)
{
    private string Shop => shop.Value.Name;

    public Letter Changed(Rights rights) => new($"What you may do at {Shop} was changed",
        new LetterPart.Paragraph($"Somebody who may do so changed what you may do in the back office of {Shop}."),
        new LetterPart.Table([new("From now on", rights.ToString())]),
        new LetterPart.Action("Your account", address.Of(AccountPaths.Home)),
        new LetterPart.Note("If that surprises you, ask an owner of the shop: who did it is written down. An invitation that you had not accepted is void."));

    public Letter Ended() => new($"You no longer work in the back office of {Shop}",
        new LetterPart.Paragraph($"Somebody who may do so ended your rights in the back office of {Shop}, and you were signed out everywhere."),
        new LetterPart.Paragraph("Your account stays yours, as a shopper’s, with its orders and addresses."),
        new LetterPart.Action("Your account", address.Of(AccountPaths.Home)),
        new LetterPart.Note("If that surprises you, ask an owner of the shop: who did it is written down."));
}
