using System.Text;
using static Avanii.Catalog.Data.DemoCatalogue.Pictures.Sheet;

namespace Avanii.Catalog.Data.DemoCatalogue.Pictures;

/// <summary>What a motif wears in one picture.</summary>
internal sealed record Dress(Tone Colour, Tone Accent, string Pattern);

internal enum Finish
{
    Matte,
    Glaze,
    Metal,
    Glass,
}

/// <summary>The shapes that motifs share: turned vessels, boxes with soft corners, handles, cloth, leaves.</summary>
internal static class Forms
{
    private static readonly Tone White = Tone.Parse("#fffaf0");
    private static readonly Tone Dark = Tone.Parse("#1f1520");

    /// <summary>A closed curve through the points, mirrored at x = 0: the outline of something turned on a wheel.</summary>
    /// <param name="profile">From the rim down: height (negative is up) and radius. A point given twice is a sharp edge.</param>
    /// <param name="tilt">How much the camera looks down: height of a rim's ellipse over its width.</param>
    public static string Outline((double Y, double R)[] profile, double tilt = 0.14)
    {
        var (top, rim) = profile[0];
        var (_, foot) = profile[^1];
        var text = new StringBuilder(I($"M{-rim:0.#} {top:0.#}"));
        for (var i = 0; i < profile.Length - 1; i++)
        {
            text.Append(Curve(profile, i, -1));
        }
        text.Append(I($"A{foot:0.#} {foot * tilt * 0.9:0.#} 0 0 0 {foot:0.#} {profile[^1].Y:0.#}"));
        var up = profile.Reverse().ToArray();
        for (var i = 0; i < up.Length - 1; i++)
        {
            text.Append(Curve(up, i, 1));
        }
        return text.Append(I($"A{rim:0.#} {rim * tilt:0.#} 0 0 0 {-rim:0.#} {top:0.#}z")).ToString();
    }

    /// <summary>Something turned on a wheel, filled, shaded and lit.</summary>
    public static string Turned(this Sheet s, (double Y, double R)[] profile, Dress dress, Finish finish = Finish.Glaze, double tilt = 0.14)
    {
        var d = Outline(profile, tilt);
        s.Cover(d, dress.Colour, dress.Accent, dress.Pattern);
        s.Round(d, finish);
        if (finish is Finish.Glaze or Finish.Glass)
        {
            var widest = profile.MaxBy(p => p.R);
            var height = profile[^1].Y - profile[0].Y;
            using (s.Clip(d))
            {
                var y = widest.Y == profile[0].Y ? widest.Y + (height * 0.16) : widest.Y - (height * 0.1);
                s.Stroke(I($"M{-widest.R * 0.66:0.#} {y:0.#}q{-widest.R * 0.05:0.#} {height * 0.15:0.#} {widest.R * 0.02:0.#} {height * 0.3:0.#}"), White, Math.Max(7, widest.R * 0.085), 0.42);
                s.Stroke(I($"M{-widest.R * 0.5:0.#} {y + (height * 0.01):0.#}q{-widest.R * 0.02:0.#} {height * 0.06:0.#} 0 {height * 0.1:0.#}"), White, Math.Max(4, widest.R * 0.04), 0.3);
            }
        }
        return d;
    }

    /// <summary>Light and shade of a round body, over whatever is there.</summary>
    public static void Round(this Sheet s, string d, Finish finish = Finish.Matte)
    {
        var across = finish switch
        {
            Finish.Metal => s.Linear(0, 0, 1, 0, new(0, Dark, 0.32), new(0.1, White, 0.1), new(0.24, White, 0.62), new(0.36, White, 0.05), new(0.6, Dark, 0.12), new(0.82, Dark, 0.4), new(0.93, White, 0.12), new(1, Dark, 0.3)),
            Finish.Glaze => s.Linear(0, 0, 1, 0, new(0, Dark, 0.12), new(0.2, White, 0.26), new(0.42, White, 0.02), new(0.68, Dark, 0.12), new(0.92, Dark, 0.36), new(1, Dark, 0.28)),
            Finish.Glass => s.Linear(0, 0, 1, 0, new(0, White, 0.5), new(0.12, White, 0.12), new(0.5, White, 0), new(0.86, Dark, 0.1), new(1, White, 0.4)),
            _ => s.Linear(0, 0, 1, 0, new(0, Dark, 0.08), new(0.24, White, 0.2), new(0.5, White, 0), new(0.78, Dark, 0.15), new(1, Dark, 0.32)),
        };
        s.Path(d, across);
        s.Path(d, s.Linear(0, 0, 0, 1, new(0, White, 0.12), new(0.4, White, 0), new(0.75, Dark, 0.03), new(1, Dark, 0.2)));
    }

    /// <summary>Light and shade of something nearly flat that faces the camera.</summary>
    public static void Flat(this Sheet s, string d, double strength = 1)
    {
        s.Path(d, s.Linear(0, 0, 1, 1, new(0, White, 0.2 * strength), new(0.45, White, 0), new(0.6, Dark, 0.02), new(1, Dark, 0.2 * strength)));
    }

    /// <summary>An open rim: the lip and the inner wall, whose lit side is the right one.</summary>
    public static void Mouth(this Sheet s, double y, double radius, Tone colour, double tilt = 0.14, double lip = 9, Tone? inside = null)
    {
        var inner = inside ?? colour;
        s.Ellipse(0, y, radius, radius * tilt, colour.Lighter(0.3));
        double r = radius - lip, ry = Math.Max(2, (radius * tilt) - (lip * 0.45));
        s.Ellipse(0, y + (lip * 0.12), r, ry, inner);
        s.Ellipse(0, y + (lip * 0.12), r, ry, s.Linear(0, 0, 1, 0, new(0, Dark, 0.58), new(0.4, Dark, 0.4), new(0.85, Dark, 0.14), new(1, White, 0.1)));
        s.Stroke(I($"M{-radius * 0.92:0.#} {y - (radius * tilt * 0.38):0.#}A{radius:0.#} {radius * tilt:0.#} 0 0 1 {radius * 0.1:0.#} {y - (radius * tilt):0.#}"), White, 2.4, 0.55);
    }

    /// <summary>A drink or wax: a disc of something just below a rim.</summary>
    public static void Filled(this Sheet s, double y, double radius, Tone liquid, double tilt = 0.14)
    {
        s.Ellipse(0, y, radius, radius * tilt, liquid);
        s.Ellipse(0, y, radius, radius * tilt, s.Linear(0, 0, 1, 0.4, new(0, Dark, 0.34), new(0.5, White, 0), new(1, White, 0.3)));
    }

    /// <summary>A tube along a path: handles, straps, wires.</summary>
    public static void Tube(this Sheet s, string d, Tone colour, double width)
    {
        s.Stroke(d, colour.Darker(0.36), width);
        using (s.In(I($"translate({-width * 0.07:0.##} {-width * 0.07:0.##})")))
        {
            s.Stroke(d, colour, width * 0.8);
        }
        using (s.In(I($"translate({-width * 0.16:0.##} {-width * 0.16:0.##})")))
        {
            s.Stroke(d, White, width * 0.22, 0.34);
        }
    }

    /// <summary>A panel of cloth, leather or card: base, pattern and diagonal light.</summary>
    public static void Panel(this Sheet s, string d, Dress dress, double light = 1)
    {
        s.Cover(d, dress.Colour, dress.Accent, dress.Pattern);
        s.Flat(d, light);
    }

    /// <summary>A sprig of leaves growing from (x, y).</summary>
    public static void Sprig(this Sheet s, double x, double y, double height, double lean, Tone leaf, int pairs = 4, double size = 1)
    {
        using var _ = s.In(I($"translate({x:0.#} {y:0.#}) rotate({lean:0.#})"));
        s.Stroke(I($"M0 0C{height * 0.05:0.#} {-height * 0.4:0.#} {-height * 0.04:0.#} {-height * 0.7:0.#} 0 {-height:0.#}"), leaf.Darker(0.25), 5 * size);
        for (var i = 0; i < pairs; i++)
        {
            var at = -height * (0.34 + (0.6 * i / pairs));
            s.Leaf(0, at, -48 + (i * 5), (86 - (i * 9)) * size, leaf.Lighter(0.12));
            s.Leaf(0, at - 14, 50 - (i * 5), (82 - (i * 9)) * size, leaf.Darker(0.08));
        }
        s.Leaf(0, -height + 8, 4, 66 * size, leaf.Lighter(0.2));
    }

    public static void Leaf(this Sheet s, double x, double y, double turn, double length, Tone colour)
    {
        using var _ = s.In(I($"translate({x:0.#} {y:0.#}) rotate({turn:0.#}) scale({length / 100:0.###})"));
        s.Path("M0 0C30 -22 36 -68 0 -104C-36 -68 -30 -22 0 0z", colour);
        s.Path("M0 0C30 -22 36 -68 0 -104z", Dark, 0.14);
        s.Stroke("M0 -2V-92", colour.Lighter(0.35), 2.4, 0.55);
    }

    /// <summary>A paper label with a small mark: the house has no lettering in pictures.</summary>
    public static void Label(this Sheet s, double x, double y, double width, double height, Tone paper, Tone ink)
    {
        s.Rect(x, y, width, height, paper, 6);
        s.Rect(x + 9, y + 9, width - 18, height - 18, "none");
        s.Stroke(Box(x + 9, y + 9, width - 18, height - 18, 3), ink, 2, 0.5);
        double cx = x + (width / 2), cy = y + (height * 0.42), r = Math.Min(width, height) * 0.17;
        s.Ellipse(cx, cy, r, r, ink);
        s.Path(I($"M{cx - (r * 0.55):0.#} {cy + (r * 0.3):0.#}q{r * 0.55:0.#} {-r * 1.1:0.#} {r * 1.1:0.#} 0z"), paper);
        s.Rect(cx - (width * 0.24), y + (height * 0.7), width * 0.48, 5, ink, 2.5, 0.75);
        s.Rect(cx - (width * 0.15), y + (height * 0.79), width * 0.3, 5, ink, 2.5, 0.45);
    }

    private static string Curve((double Y, double R)[] p, int i, int side)
    {
        var (a, b) = (p[i], p[i + 1]);
        if (a == b)
        {
            return "";
        }
        var before = i > 0 ? p[i - 1] : a;
        var after = i + 2 < p.Length ? p[i + 2] : b;
        // Catmull-Rom as a Bézier; next to a doubled point the tangent runs along the segment, which keeps the edge sharp.
        var (ta, tb) = (before == a ? (b.Y - a.Y, b.R - a.R) : (b.Y - before.Y, b.R - before.R), after == b ? (b.Y - a.Y, b.R - a.R) : (after.Y - a.Y, after.R - a.R));
        double k = 1 / 6.0;
        return I($"C{side * (a.R + (ta.Item2 * k)):0.#} {a.Y + (ta.Item1 * k):0.#} {side * (b.R - (tb.Item2 * k)):0.#} {b.Y - (tb.Item1 * k):0.#} {side * b.R:0.#} {b.Y:0.#}");
    }
}
