using System.Text;

namespace Avanii.Web.Mail;

/// <summary>A letter for who reads text: lines of 76 columns at most, addresses on lines of their own and whole.</summary>
internal static class LetterText
{
    private const int Columns = 76; // RFC 2045, 6.7: longer ones would be cut by the encoding, or by whoever quotes them

    public static string Of(Letter letter, string shop, string postalAddress)
    {
        var text = new StringBuilder();
        Wrap(text, letter.Title ?? letter.Subject);
        foreach (var part in letter.Parts)
        {
            text.Append('\n');
            Write(text, part);
        }
        text.Append("\n-- \n"); // RFC 3676, 4.3: a signature follows
        Wrap(text, shop);
        Wrap(text, postalAddress);
        return text.ToString();
    }

    private static void Write(StringBuilder text, LetterPart part)
    {
        switch (part)
        {
            case LetterPart.Paragraph paragraph:
                Wrap(text, paragraph.Text);
                break;
            case LetterPart.Greeting greeting:
                Wrap(text, greeting.Text);
                break;
            case LetterPart.Note note:
                Wrap(text, note.Text);
                break;
            case LetterPart.Heading heading:
                Wrap(text, heading.Text.ToUpperInvariant());
                break;
            case LetterPart.Action action:
                Wrap(text, action.Text + ":");
                text.Append(LetterLink.Checked(action.Url)).Append('\n');
                break;
            case LetterPart.Lines lines:
                Wrap(text, string.Join('\n', lines.Text));
                break;
            case LetterPart.List list:
                foreach (var entry in list.Entries)
                {
                    Wrap(text, entry, "- ", "  ");
                }
                break;
            case LetterPart.Table table:
                Write(text, table.Rows);
                break;
            case LetterPart.Items items:
                foreach (var item in items.Rows)
                {
                    Wrap(text, item.Name, "- ", "  ");
                    Wrap(text, $"{item.Detail} = {item.Amount}", "  ", "  ");
                }
                text.Append('\n');
                Write(text, [.. items.Sums, .. items.Notes]);
                break;
            default:
                throw new InvalidOperationException($"Nobody has said how {part.GetType().Name} is written as text.");
        }
    }

    private static void Write(StringBuilder text, IReadOnlyList<LetterPart.Row> rows)
    {
        foreach (var row in rows)
        {
            Wrap(text, $"{row.Name}: {row.Value}", "", "  ");
        }
    }

    /// <summary>Each line of the text begins anew; a word that is longer than a line is not cut.</summary>
    private static void Wrap(StringBuilder text, string paragraph, string first = "", string next = "")
    {
        var indent = first;
        foreach (var line in paragraph.ReplaceLineEndings("\n").Split('\n'))
        {
            var column = 0;
            foreach (var word in line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (column > 0 && column + 1 + word.Length > Columns)
                {
                    text.Append('\n');
                    column = 0;
                }
                var before = column > 0 ? " " : indent;
                text.Append(before).Append(word);
                column += before.Length + word.Length;
                indent = next;
            }
            text.Append('\n');
        }
    }
}

internal static class LetterLink
{
    /// <returns>The address as it is, which leads to a page.</returns>
    /// <exception cref="InvalidDataException">It leads elsewhere, or nowhere.</exception>
    public static string Checked(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && !url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
        ? url
        : throw new InvalidDataException("A letter's link leads to no page.");
}
