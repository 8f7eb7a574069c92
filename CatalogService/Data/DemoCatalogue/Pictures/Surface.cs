using System.Text;
using static Avanii.Catalog.Data.DemoCatalogue.Pictures.Sheet;

namespace Avanii.Catalog.Data.DemoCatalogue.Pictures;

/// <summary>What a thing is made of, as a tile laid over its base colour: glazes, prints, knits and weaves.</summary>
internal static class Surface
{
    public const string Plain = "plain";

    private static readonly Dictionary<string, Func<Sheet, Tone, Tone, string>> Patterns = new()
    {
        ["speckle"] = Speckle,
        ["terrazzo"] = Terrazzo,
        ["stripe"] = (s, c, a) => Lines(s, "stripe", 0, 64, (6, 20, a, 0.85)),
        ["breton"] = (s, c, a) => Lines(s, "breton", 0, 44, (14, 16, a, 0.9)),
        ["pinstripe"] = (s, c, a) => Lines(s, "pinstripe", 90, 34, (12, 5, a, 0.6)),
        ["band"] = (s, c, a) => Lines(s, "band", 0, 150, (20, 54, a, 0.9), (92, 10, a, 0.9)),
        ["diagonal"] = (s, c, a) => Lines(s, "diagonal", -38, 56, (8, 22, a, 0.8)),
        ["ridge"] = Ridge,
        ["check"] = Check,
        ["tartan"] = Tartan,
        ["windowpane"] = Windowpane,
        ["dots"] = Dots,
        ["leaf"] = Leaves,
        ["wave"] = Waves,
        ["arches"] = Arches,
        ["knit"] = Knit,
        ["rib"] = Rib,
        ["cable"] = Cable,
        ["fairisle"] = FairIsle,
        ["herringbone"] = Herringbone,
        ["waffle"] = Waffle,
        ["weave"] = Weave,
        ["wicker"] = Wicker,
        ["grain"] = Grain,
        ["quilt"] = Quilt,
        ["ripstop"] = Ripstop,
        ["melange"] = Melange,
    };

    public static bool Has(string pattern) => pattern == Plain || Patterns.ContainsKey(pattern);

    /// <summary>Fills the path with the base colour and its pattern.</summary>
    public static void Cover(this Sheet s, string d, Tone colour, Tone accent, string pattern)
    {
        s.Path(d, colour);
        if (pattern != Plain)
        {
            s.Path(d, Patterns[pattern](s, colour, accent));
        }
    }

    private static string Key(string name, Tone colour, Tone accent) => $"{name}{colour}{accent}";

    private static string Lines(Sheet s, string name, double angle, double every, params (double At, double Width, Tone Colour, double Alpha)[] lines) =>
        s.Tile(Key(name, lines[0].Colour, lines[0].Colour), every, every, I($"rotate({angle})"), () =>
            string.Concat(lines.Select(line => I($"<rect y='{line.At}' width='{every + 1}' height='{line.Width}' fill='{line.Colour}' fill-opacity='{line.Alpha}'/>"))));

    private static string Speckle(Sheet s, Tone c, Tone a) => s.Tile(Key("speckle", c, a), 210, 210, "rotate(17)", () =>
    {
        var random = new Random(7);
        var text = new StringBuilder();
        var dark = c.Luminance < 0.35 ? c.Lighter(0.6) : c.Darker(0.62);
        for (var i = 0; i < 64; i++)
        {
            var r = 0.9 + (Math.Pow(random.NextDouble(), 3) * 3.4);
            text.Append(I($"<ellipse cx='{5 + random.Next(200)}' cy='{5 + random.Next(200)}' rx='{r:0.#}' ry='{r * 0.8:0.#}' fill='{(i % 5 == 0 ? c.Darker(0.35) : dark)}' fill-opacity='{0.3 + (random.NextDouble() * 0.45):0.##}'/>"));
        }
        return text.ToString();
    });

    private static string Terrazzo(Sheet s, Tone c, Tone a) => s.Tile(Key("terrazzo", c, a), 240, 240, "rotate(8)", () =>
    {
        var random = new Random(21);
        var text = new StringBuilder();
        Tone[] chips = [a, c.Darker(0.4), c.Lighter(0.6), a.Lighter(0.35), c.Darker(0.2)];
        for (var i = 0; i < 30; i++)
        {
            double x = 24 + (i % 6 * 38) + random.Next(-8, 9), y = 26 + (i / 6 * 46) + random.Next(-10, 11), r = 6 + random.Next(11);
            text.Append(I($"<path d='M{x - r} {y - (r * 0.2)}L{x - (r * 0.1)} {y - r}L{x + r} {y - (r * 0.3)}L{x + (r * 0.5)} {y + (r * 0.8)}L{x - (r * 0.6)} {y + (r * 0.6)}z' transform='rotate({random.Next(360)} {x} {y})' fill='{chips[i % chips.Length]}' fill-opacity='.9'/>"));
        }
        return text.ToString();
    });

    private static string Ridge(Sheet s, Tone c, Tone a) => s.Tile(Key("ridge", c, a), 36, 36, "", () =>
        I($"<rect width='16' height='36' fill='{c.Lighter(0.35)}' fill-opacity='.32'/><rect x='24' width='9' height='36' fill='{c.Darker(0.5)}' fill-opacity='.3'/><rect x='33' width='3' height='36' fill='{c.Darker(0.6)}' fill-opacity='.42'/>"));

    private static string Check(Sheet s, Tone c, Tone a) => s.Tile(Key("check", c, a), 72, 72, "", () =>
        I($"<rect width='36' height='72' fill='{a}' fill-opacity='.55'/><rect width='72' height='36' fill='{a}' fill-opacity='.55'/>"));

    private static string Tartan(Sheet s, Tone c, Tone a) => s.Tile(Key("tartan", c, a), 150, 150, "", () =>
    {
        var text = new StringBuilder();
        foreach (var (at, width, tone, alpha) in new[] { (0.0, 46.0, c.Darker(0.45), 0.5), (60.0, 8.0, a, 0.75), (96.0, 30.0, c.Lighter(0.4), 0.3), (132.0, 5.0, a, 0.75) })
        {
            text.Append(I($"<rect x='{at}' width='{width}' height='150' fill='{tone}' fill-opacity='{alpha}'/><rect y='{at}' width='150' height='{width}' fill='{tone}' fill-opacity='{alpha}'/>"));
        }
        return text.ToString();
    });

    private static string Windowpane(Sheet s, Tone c, Tone a) => s.Tile(Key("windowpane", c, a), 96, 96, "", () =>
        I($"<path d='M48 0v96M0 48h96' stroke='{a}' stroke-width='5' stroke-opacity='.75'/>"));

    private static string Dots(Sheet s, Tone c, Tone a) => s.Tile(Key("dots", c, a), 72, 72, "rotate(20)", () =>
        I($"<circle cx='18' cy='18' r='10' fill='{a}'/><circle cx='54' cy='54' r='10' fill='{a}'/>"));

    private static string Leaves(Sheet s, Tone c, Tone a) => s.Tile(Key("leaf", c, a), 150, 170, "rotate(-12)", () =>
    {
        const string leaf = "M0 0C18 -14 22 -44 0 -66C-22 -44 -18 -14 0 0z";
        var second = c.Step(0.3);
        string One(double x, double y, double turn, double size, Tone tone) =>
            I($"<g transform='translate({x} {y}) rotate({turn}) scale({size})'><path d='{leaf}' fill='{tone}'/><path d='M0 12V-54' stroke='{c}' stroke-width='2.4'/></g>");
        return One(40, 78, -24, 0.9, a) + One(52, 78, 28, 0.72, second) + One(116, 160, -34, 0.72, second) + One(128, 160, 18, 0.9, a) + I($"<circle cx='118' cy='42' r='6' fill='{a}'/><circle cx='30' cy='128' r='6' fill='{a}'/>");
    });

    private static string Waves(Sheet s, Tone c, Tone a) => s.Tile(Key("wave", c, a), 120, 60, "", () =>
        I($"<path d='M-10 15Q20 -9 50 15T110 15T170 15M-10 45Q20 21 50 45T110 45T170 45' fill='none' stroke='{a}' stroke-width='8' stroke-opacity='.85'/>"));

    private static string Arches(Sheet s, Tone c, Tone a) => s.Tile(Key("arches", c, a), 108, 108, "", () =>
    {
        string Arch(double x, double y) => string.Concat(new[] { 44, 28, 12 }.Select((r, i) =>
            I($"<path d='M{x - r} {y}a{r} {r} 0 0 1 {r * 2} 0' fill='none' stroke='{(i == 1 ? c.Step(0.35) : a)}' stroke-width='8'/>")));
        return Arch(54, 50) + Arch(0, 104) + Arch(108, 104);
    });

    private static string Knit(Sheet s, Tone c, Tone a) => s.Tile(Key("knit", c, a), 22, 19, "", () =>
        I($"<path d='M1 2Q3 12 11 17Q12 8 9 3' fill='{c.Lighter(0.2)}' fill-opacity='.5'/><path d='M21 2Q19 12 11 17Q10 8 13 3' fill='{c.Darker(0.3)}' fill-opacity='.28'/><path d='M0 3Q3 13 11 18Q19 13 22 3' fill='none' stroke='{c.Darker(0.55)}' stroke-width='1.6' stroke-opacity='.42'/>"));

    private static string Rib(Sheet s, Tone c, Tone a) => s.Tile(Key("rib", c, a), 26, 18, "", () =>
        I($"<rect x='17' width='8' height='18' fill='{c.Darker(0.5)}' fill-opacity='.32'/><rect x='3' width='6' height='18' fill='{c.Lighter(0.4)}' fill-opacity='.3'/><path d='M2 4Q8 12 15 4' fill='none' stroke='{c.Darker(0.5)}' stroke-width='1.4' stroke-opacity='.3'/>"));

    private static string Cable(Sheet s, Tone c, Tone a) => s.Tile(Key("cable", c, a), 120, 96, "", () =>
        I($"<rect x='2' width='7' height='96' fill='{c.Darker(0.5)}' fill-opacity='.26'/><rect x='78' width='7' height='96' fill='{c.Darker(0.5)}' fill-opacity='.26'/>")
        + string.Concat(new[] { 0, 48, 96 }.Select(y => I($"<path d='M18 {y + 20}C20 {y - 14} 68 {y + 18} 68 {y - 24}' fill='none' stroke='{c.Darker(0.55)}' stroke-width='24' stroke-opacity='.32' stroke-linecap='round'/><path d='M18 {y + 17}C20 {y - 17} 68 {y + 15} 68 {y - 27}' fill='none' stroke='{c.Lighter(0.2)}' stroke-width='20' stroke-linecap='round'/><path d='M16 {y + 12}C20 {y - 19} 66 {y + 10} 66 {y - 28}' fill='none' stroke='{c.Lighter(0.55)}' stroke-width='5' stroke-opacity='.4'/>")))
        + string.Concat(new[] { 0, 16, 32, 48, 64, 80 }.Select(y => I($"<path d='M92 {y}l9 8l9 -8' fill='none' stroke='{c.Darker(0.5)}' stroke-width='2.4' stroke-opacity='.35'/>"))));

    private static string FairIsle(Sheet s, Tone c, Tone a) => s.Tile(Key("fairisle", c, a), 120, 190, "", () =>
    {
        var text = new StringBuilder();
        // One letter is one stitch: a accent, s the second yarn.
        string[] chart = ["a.a.a.a.a.a.", "............", ".....a......", "....aaa.....", "...aasaa....", "..aas.saa...", "...aasaa....", "....aaa.....", ".....a......", "............", "s.s.s.s.s.s.", "ssssssssssss", ".s.s.s.s.s.s", "............", "............", "............"];
        for (var row = 0; row < chart.Length; row++)
        {
            for (var column = 0; column < 12; column++)
            {
                var tone = chart[row][column] switch { 'a' => a, 's' => c.Step(0.4), _ => (Tone?)null };
                if (tone is { } yarn)
                {
                    text.Append(I($"<path d='M{column * 10} {row * 12}l5 4l5 -4v9l-5 5l-5 -5z' fill='{yarn}'/>"));
                }
            }
        }
        var zigzag = string.Concat(Enumerable.Repeat("l5 4l5 -4", 12));
        for (var row = 0; row < chart.Length; row++)
        {
            text.Append(I($"<path d='M0 {row * 12}{zigzag}' fill='none' stroke='{c.Darker(0.5)}' stroke-width='1.2' stroke-opacity='.3'/>"));
        }
        return text.ToString();
    });

    private static string Herringbone(Sheet s, Tone c, Tone a) => s.Tile(Key("herringbone", c, a), 60, 20, "", () =>
        I($"<path d='M0 0L30 20L60 0M0 -10L30 10L60 -10M0 10L30 30L60 10M0 20L30 40L60 20' fill='none' stroke='{c.Step(0.42)}' stroke-width='3.6' stroke-opacity='.7'/>"));

    private static string Waffle(Sheet s, Tone c, Tone a) => s.Tile(Key("waffle", c, a), 32, 32, "", () =>
        I($"<rect x='5' y='5' width='22' height='22' rx='4' fill='{c.Darker(0.4)}' fill-opacity='.3'/><path d='M6 24V8q0 -3 3 -3h16' fill='none' stroke='{c.Darker(0.6)}' stroke-width='3' stroke-opacity='.3'/><path d='M27 9v16q0 2 -3 2h-15' fill='none' stroke='{c.Lighter(0.6)}' stroke-width='2.4' stroke-opacity='.45'/>"));

    private static string Weave(Sheet s, Tone c, Tone a) => s.Tile(Key("weave", c, a), 12, 12, "", () =>
        I($"<path d='M0 3h6M6 9h6' stroke='{c.Darker(0.45)}' stroke-width='2.6' stroke-opacity='.3'/><path d='M3 6v6M9 0v6' stroke='{c.Lighter(0.5)}' stroke-width='2.6' stroke-opacity='.28'/>"));

    private static string Wicker(Sheet s, Tone c, Tone a) => s.Tile(Key("wicker", c, a), 56, 40, "", () =>
    {
        string Strand(double x, double y) => I($"<rect x='{x}' y='{y}' width='52' height='16' rx='8' fill='{c.Lighter(0.12)}'/><rect x='{x + 6}' y='{y + 2}' width='40' height='4' rx='2' fill='{c.Lighter(0.6)}' fill-opacity='.5'/><rect x='{x + 2}' y='{y + 11}' width='48' height='5' rx='2.5' fill='{c.Darker(0.5)}' fill-opacity='.4'/>");
        return I($"<rect width='56' height='40' fill='{c.Darker(0.45)}'/>") + Strand(2, 2) + Strand(-26, 22) + Strand(30, 22);
    });

    private static string Grain(Sheet s, Tone c, Tone a) => s.Tile(Key("grain", c, a), 520, 150, "rotate(-2)", () =>
    {
        var random = new Random(5);
        var text = new StringBuilder();
        for (var i = 0; i < 26; i++)
        {
            double y = (i * 5.8) + 2, bend = random.Next(-5, 6);
            text.Append(I($"<path d='M0 {y}C130 {y + bend} 260 {y - bend} 390 {y + (bend * 0.6)}S500 {y} 520 {y}' fill='none' stroke='{(i % 4 == 1 ? c.Lighter(0.4) : c.Darker(0.5))}' stroke-width='{0.8 + (random.NextDouble() * 2):0.#}' stroke-opacity='{0.1 + (random.NextDouble() * 0.2):0.##}'/>"));
        }
        return text.ToString();
    });

    private static string Quilt(Sheet s, Tone c, Tone a) => s.Tile(Key("quilt", c, a), 120, 120, "", () =>
        I($"<path d='M60 4L116 60L60 116L4 60z' fill='{c.Lighter(0.3)}' fill-opacity='.22'/><path d='M0 0L120 120M120 0L0 120' stroke='{c.Darker(0.5)}' stroke-width='8' stroke-opacity='.16'/><path d='M0 0L120 120M120 0L0 120' stroke='{c.Darker(0.6)}' stroke-width='2.2' stroke-opacity='.45' stroke-dasharray='8 5'/>"));

    private static string Ripstop(Sheet s, Tone c, Tone a) => s.Tile(Key("ripstop", c, a), 26, 26, "", () =>
        I($"<path d='M0 0h26M0 0v26' stroke='{c.Darker(0.5)}' stroke-width='2' stroke-opacity='.22'/><path d='M0 2h26M2 0v26' stroke='{c.Lighter(0.5)}' stroke-width='1.4' stroke-opacity='.22'/>"));

    private static string Melange(Sheet s, Tone c, Tone a) => s.Tile(Key("melange", c, a), 160, 160, "", () =>
    {
        var random = new Random(3);
        var text = new StringBuilder();
        for (var i = 0; i < 240; i++)
        {
            text.Append(I($"<path d='M{random.Next(158)} {random.Next(150)}v{4 + random.Next(8)}' stroke='{(i % 2 == 0 ? c.Darker(0.5) : c.Lighter(0.55))}' stroke-width='1.6' stroke-opacity='.3'/>"));
        }
        return text.ToString();
    });
}
