using Avanii.Web.Texts;

namespace Avanii.Web.Pages.Products;

/// <summary>What variants differ in, in the reader's language where the shop has a word for it; the catalogue has one language.</summary>
internal static class OptionWords
{
    public static string NameOf(string option) => option switch
    {
        "Colour" => ListTexts.Colour,
        "Size" => ListTexts.Size,
        _ => option,
    };
}
