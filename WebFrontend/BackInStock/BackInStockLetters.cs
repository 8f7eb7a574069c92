using System.Globalization;
using Avanii.Web.Mail;
using Avanii.Web.Texts;
using Microsoft.Extensions.Options;

namespace Avanii.Web.BackInStock;

/// <summary>The letters about what was sold out, in the language of the page that it was asked for on.</summary>
public sealed class BackInStockLetters(IOptions<ShopOptions> shop, PublicAddress address, BackInStockLinks links)
{
    private const int LongestName = 100; // a subject has 200 characters

    /// <summary>To an address that was typed: is it the typist's own?</summary>
    /// <param name="path">To the page that says yes.</param>
    /// <param name="email">As typed.</param>
    /// <param name="productName">As the catalogue calls it: nothing that somebody typed.</param>
    /// <param name="sku">The variant's.</param>
    /// <param name="culture">Of the page.</param>
    public Letter Confirm(string path, string email, string productName, string sku, string culture) => In(culture, () => new Letter(
        Text.Format(BackInStockTexts.ConfirmSubject, Short(productName)),
        new LetterPart.Paragraph(Text.Format(BackInStockTexts.ConfirmText, shop.Value.Name, productName)),
        new LetterPart.Action(BackInStockTexts.ConfirmAction, address.Of(path)),
        new LetterPart.Note(Text.Format(BackInStockTexts.ConfirmNote, BackInStockLinks.ConfirmFor.TotalHours)),
        new LetterPart.Action(BackInStockTexts.StopOneAction, address.Of(links.ToStop(email, sku))) { Quiet = true })
    {
        Title = BackInStockTexts.ConfirmTitle,
    });

    /// <summary>It can be had again.</summary>
    public Letter Back(string email, string productName, string productSlug, string sku, string culture) => In(culture, () => new Letter(
        Text.Format(BackInStockTexts.BackSubject, Short(productName)),
        new LetterPart.Paragraph(Text.Format(BackInStockTexts.BackText, productName, shop.Value.Name)),
        new LetterPart.Action(BackInStockTexts.BackAction, address.Of($"/p/{Uri.EscapeDataString(productSlug)}?variant={Uri.EscapeDataString(sku)}")),
        new LetterPart.Note(BackInStockTexts.BackNote),
        new LetterPart.Action(BackInStockTexts.StopAction, address.Of(links.ToStop(email, null))) { Quiet = true })
    {
        Title = BackInStockTexts.BackTitle,
    });

    private static string Short(string name) => name.Length <= LongestName ? name : name[..LongestName].TrimEnd() + "…";

    private static T In<T>(string culture, Func<T> write)
    {
        var (before, beforeTexts) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            return write();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeTexts);
        }
    }
}
