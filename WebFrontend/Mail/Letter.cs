using System.Text.Json.Serialization;

namespace Avanii.Web.Mail;

/// <summary>A mail before it has a form: what it says, part by part. One description makes the HTML and the text, so that they never differ.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Parts">From top to bottom.</param>
public sealed record Letter(string Subject, params IReadOnlyList<LetterPart> Parts)
{
    /// <summary>Stands above the letter; by default the subject.</summary>
    public string? Title { get; init; }

    /// <summary>The language that it is written in, such as <c>de-DE</c>; null: queued by a release that knew one only.</summary>
    public string? Culture { get; init; }

    /// <summary>What a list of mails shows behind the subject; by default the first paragraph.</summary>
    public string? Preheader { get; init; }
}

/// <summary>A part of a letter. All text is plain: whoever shows it encodes it.</summary>
[JsonDerivedType(typeof(Paragraph), "paragraph"), JsonDerivedType(typeof(Action), "action"), JsonDerivedType(typeof(Table), "table"), JsonDerivedType(typeof(Note), "note")]
[JsonDerivedType(typeof(Greeting), "greeting"), JsonDerivedType(typeof(Heading), "heading"), JsonDerivedType(typeof(Lines), "lines"), JsonDerivedType(typeof(List), "list"), JsonDerivedType(typeof(Items), "items")]
public abstract record LetterPart
{
    public sealed record Paragraph(string Text) : LetterPart;

    /// <summary>What the reader is to do: a button, or in text the address on a line of its own.</summary>
    public sealed record Action(string Text, string Url) : LetterPart
    {
        /// <summary>What the reader may do besides: a link in small print. An instance from before this writes it as any other.</summary>
        public bool Quiet { get; init; }
    }

    /// <summary>Names and values below each other.</summary>
    public sealed record Table(IReadOnlyList<Row> Rows) : LetterPart;

    public sealed record Row(string Name, string Value);

    /// <summary>Small print.</summary>
    public sealed record Note(string Text) : LetterPart;

    /// <summary>Whom it is written to.</summary>
    public sealed record Greeting(string Text) : LetterPart;

    /// <summary>Begins a section.</summary>
    public sealed record Heading(string Text) : LetterPart;

    /// <summary>Lines that stay lines, such as an address.</summary>
    public sealed record Lines(IReadOnlyList<string> Text) : LetterPart;

    public sealed record List(IReadOnlyList<string> Entries) : LetterPart;

    /// <summary>Things with their amounts, and what they come to.</summary>
    /// <param name="Rows">The things.</param>
    /// <param name="Sums">The last of them is the one that counts.</param>
    /// <param name="Notes">Below the sums, such as the tax in them.</param>
    public sealed record Items(IReadOnlyList<Item> Rows, IReadOnlyList<Row> Sums, IReadOnlyList<Row> Notes) : LetterPart;

    /// <param name="Name">What it is.</param>
    /// <param name="Detail">How many at which price.</param>
    /// <param name="Amount">What that comes to.</param>
    public sealed record Item(string Name, string Detail, string Amount);
}
