using System.Text;

namespace Avanii.Web.Seo;

internal static class XmlText
{
    /// <summary>Without what XML cannot say: control characters and halves of a character, however they came into a text.</summary>
    /// <param name="most">Characters; longer texts are cut.</param>
    public static string Clean(string text, int most)
    {
        var clean = new StringBuilder(Math.Min(text.Length, most));
        foreach (var rune in text.EnumerateRunes()) // a half becomes U+FFFD
        {
            if (clean.Length + rune.Utf16SequenceLength > most)
            {
                break;
            }
            if (rune.Value is '\n' or '\t' or (>= 0x20 and not 0xFFFE and not 0xFFFF and not 0xFFFD))
            {
                clean.Append(rune.ToString());
            }
        }
        return clean.ToString().Trim();
    }
}
