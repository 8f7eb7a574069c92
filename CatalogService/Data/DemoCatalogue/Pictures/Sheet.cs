using System.Globalization;
using System.Text;

namespace Avanii.Catalog.Data.DemoCatalogue.Pictures;

/// <summary>One SVG being drawn: 1200 units square, light from the top left.</summary>
internal sealed class Sheet
{
    public const int Size = 1200;

    private readonly StringBuilder _defs = new();
    private readonly StringBuilder _body = new();
    private readonly Dictionary<string, string> _patterns = [];
    private int _ids;

    public readonly record struct Stop(double At, Tone Colour, double Alpha = 1);

    /// <summary>Path data and attributes with a decimal point, whatever the machine's culture.</summary>
    public static string I(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public string Linear(double x1, double y1, double x2, double y2, params ReadOnlySpan<Stop> stops) =>
        Define(I($"<linearGradient id=\"{{0}}\" x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\">"), Stops(stops), "</linearGradient>");

    public string Radial(double cx, double cy, double radius, params ReadOnlySpan<Stop> stops) =>
        Define(I($"<radialGradient id=\"{{0}}\" cx=\"{cx:0.##}\" cy=\"{cy:0.##}\" r=\"{radius:0.##}\">"), Stops(stops), "</radialGradient>");

    /// <summary>A tile of width by height; the same key is drawn once a sheet.</summary>
    public string Tile(string key, double width, double height, string transform, Func<string> draw)
    {
        if (!_patterns.TryGetValue(key, out var reference))
        {
            reference = Define(
                I($"<pattern id=\"{{0}}\" width=\"{width:0.##}\" height=\"{height:0.##}\" patternUnits=\"userSpaceOnUse\" patternTransform=\"{transform}\">"),
                draw(), "</pattern>");
            _patterns[key] = reference;
        }
        return reference;
    }

    public void Path(string d, object fill, double alpha = 1) =>
        Write($"<path d=\"{d}\" fill=\"{fill}\"{Alpha("fill-opacity", alpha)}/>");

    public void Stroke(string d, object colour, double width, double alpha = 1, string extra = "") =>
        Write(I($"<path d=\"{d}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width:0.##}\" stroke-linecap=\"round\" stroke-linejoin=\"round\"{Alpha("stroke-opacity", alpha)} {extra}/>"));

    public void Ellipse(double cx, double cy, double rx, double ry, object fill, double alpha = 1) =>
        Path(Oval(cx, cy, rx, ry), fill, alpha);

    public void Rect(double x, double y, double width, double height, object fill, double radius = 0, double alpha = 1) =>
        Path(Box(x, y, width, height, radius), fill, alpha);

    /// <summary>A run of stitches along a path.</summary>
    public void Stitch(string d, Tone colour, double width = 3, double alpha = 0.8, double length = 11) =>
        Stroke(d, colour, width, alpha, I($"stroke-dasharray=\"{length:0.#} {length * 0.8:0.#}\""));

    /// <summary>A soft crease: many faint strokes, since a real blur costs a tenth of a second a picture.</summary>
    public void Fold(string d, double width = 34, double strength = 1, Tone? colour = null)
    {
        for (var layer = 1; layer <= 7; layer++)
        {
            Stroke(d, colour ?? Crease, width * layer / 5, 0.019 * strength);
        }
    }

    /// <summary>The soft shadow of something that lies flat.</summary>
    public void Lift(string d, double height = 26)
    {
        using (In(I($"translate({height * 0.55:0.#} {height * 0.9:0.#})")))
        {
            // The opacity of the whole element, fill and stroke as one: each alone would leave a seam where they overlap.
            for (var layer = 0; layer < 9; layer++)
            {
                Write(I($"<path d=\"{d}\" fill=\"{Shade}\" stroke=\"{Shade}\" stroke-linejoin=\"round\" stroke-width=\"{height * 0.28 * layer:0.#}\" opacity=\"{0.04 - (layer * 0.002):0.####}\"/>"));
            }
        }
    }

    /// <summary>The shadow of something that stands with its foot at (x, y): a dark line of contact and a long soft cast to the right.</summary>
    public void Ground(double x, double y, double width, double height)
    {
        var cast = Radial(0.5, 0.5, 0.5, new(0, Shade, 0.34), new(0.45, Shade, 0.2), new(0.75, Shade, 0.06), new(1, Shade, 0));
        var contact = Radial(0.5, 0.5, 0.5, new(0, Shade, 0.62), new(0.6, Shade, 0.42), new(0.82, Shade, 0.14), new(1, Shade, 0));
        var reach = Math.Min(height * 0.42, 260);
        Ellipse(x + (reach * 0.55), y + 4, (width * 0.62) + (reach * 0.72), 34 + (width * 0.075), cast);
        Ellipse(x + 8, y + 2, (width * 0.56) + 14, 14 + (width * 0.05), contact);
    }

    private static Tone Crease { get; } = Tone.Parse("#20141f");

    public static Tone Shade { get; } = Tone.Parse("#3b2518");

    public IDisposable In(string transform) => Open($"<g transform=\"{transform}\">");

    public IDisposable Faded(double alpha) => Open(I($"<g opacity=\"{alpha:0.##}\">"));

    public IDisposable Clip(string d)
    {
        var id = Name();
        _defs.Append("<clipPath id=\"").Append(id).Append("\"><path d=\"").Append(d).Append("\"/></clipPath>");
        return Open($"<g clip-path=\"url(#{id})\">");
    }

    public static string Oval(double cx, double cy, double rx, double ry) =>
        I($"M{cx - rx:0.#} {cy:0.#}a{rx:0.#} {ry:0.#} 0 1 1 {rx * 2:0.#} 0a{rx:0.#} {ry:0.#} 0 1 1 {-rx * 2:0.#} 0z");

    public static string Box(double x, double y, double w, double h, double r = 0) => r <= 0
        ? I($"M{x:0.#} {y:0.#}h{w:0.#}v{h:0.#}h{-w:0.#}z")
        : I($"M{x + r:0.#} {y:0.#}h{w - (2 * r):0.#}a{r:0.#} {r:0.#} 0 0 1 {r:0.#} {r:0.#}v{h - (2 * r):0.#}a{r:0.#} {r:0.#} 0 0 1 {-r:0.#} {r:0.#}h{-(w - (2 * r)):0.#}a{r:0.#} {r:0.#} 0 0 1 {-r:0.#} {-r:0.#}v{-(h - (2 * r)):0.#}a{r:0.#} {r:0.#} 0 0 1 {r:0.#} {-r:0.#}z");

    public void Write(string svg) => _body.Append(svg);

    public override string ToString() =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Size}\" height=\"{Size}\" viewBox=\"0 0 {Size} {Size}\"><defs>{_defs}</defs>{_body}</svg>";

    private static string Alpha(string attribute, double alpha) => alpha >= 1 ? "" : I($" {attribute}=\"{alpha:0.###}\"");

    private static string Stops(ReadOnlySpan<Stop> stops)
    {
        var text = new StringBuilder();
        foreach (var stop in stops)
        {
            text.Append(I($"<stop offset=\"{stop.At:0.###}\" stop-color=\"{stop.Colour}\" stop-opacity=\"{stop.Alpha:0.###}\"/>"));
        }
        return text.ToString();
    }

    private string Define(string open, string content, string close)
    {
        var id = Name();
        _defs.Append(open.Replace("{0}", id, StringComparison.Ordinal)).Append(content).Append(close);
        return $"url(#{id})";
    }

    private string Name() => string.Create(CultureInfo.InvariantCulture, $"d{++_ids}");

    private Group Open(string tag)
    {
        Write(tag);
        return new Group(this);
    }

    private sealed class Group(Sheet sheet) : IDisposable
    {
        public void Dispose() => sheet.Write("</g>");
    }
}
