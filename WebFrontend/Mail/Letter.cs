using System.Text.Json.Serialization;

namespace Avanii.Web.Mail;

/// <summary>A mail before it has a form: what it says, part by part. One description makes the HTML and the text, so that they never differ.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Parts">From top to bottom.</param>
public sealed record Letter(string Subject, params IReadOnlyList<LetterPart> Parts);

/// <summary>A part of a letter. All text is plain: whoever shows it encodes it.</summary>
[JsonDerivedType(typeof(Paragraph), "paragraph"), JsonDerivedType(typeof(Action), "action"), JsonDerivedType(typeof(Table), "table"), JsonDerivedType(typeof(Note), "note")]
public abstract record LetterPart
{
    public sealed record Paragraph(string Text) : LetterPart;

    /// <summary>What the reader is to do: a button, or in text the address on a line of its own.</summary>
    public sealed record Action(string Text, string Url) : LetterPart;

    /// <summary>Names and values below each other.</summary>
    public sealed record Table(IReadOnlyList<Row> Rows) : LetterPart;

    public sealed record Row(string Name, string Value);

    /// <summary>Small print.</summary>
    public sealed record Note(string Text) : LetterPart;
}
