namespace Avanii.Web.Pages.Search;

/// <summary>What was typed into the search field.</summary>
internal static class SearchText
{
    /// <summary>Nobody means more than this, and the catalogue takes no more.</summary>
    public const int MaxLength = 200;

    /// <returns>Without control characters and spaces around, and cut where it is too long.</returns>
    public static string Clean(string? typed)
    {
        var text = new string([.. (typed ?? "").Where(c => !char.IsControl(c))]).Trim();
        return text.Length <= MaxLength
            ? text
            : text[..(char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength)]; // not between the halves of an emoji
    }
}
