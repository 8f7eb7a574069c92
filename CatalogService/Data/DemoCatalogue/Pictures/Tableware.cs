using static Avanii.Catalog.Data.DemoCatalogue.Pictures.Sheet;

namespace Avanii.Catalog.Data.DemoCatalogue.Pictures;

internal static class Tableware
{
    private static readonly Tone Coffee = Tone.Parse("#4a2a1a");
    private static readonly Tone Water = Tone.Parse("#dcebe9");

    public static IEnumerable<(string, Motif)> Motifs =>
    [
        ("mug", new(Pose.Standing, 300, 350, (-40, -210, 2.3), Mug)),
        ("espresso-cup", new(Pose.Standing, 380, 250, (-20, -150, 2.4), EspressoCup)),
        ("bowl", new(Pose.Standing, 270, 280, (-90, -170, 2.1), Bowl)),
        ("plate", new(Pose.Lying, 620, 620, (-120, -120, 2.1), Plate)),
        ("teapot", new(Pose.Standing, 330, 430, (-60, -230, 2), Teapot)),
        ("jug", new(Pose.Standing, 250, 480, (-50, -250, 2), Jug)),
        ("tumbler", new(Pose.Standing, 230, 360, (-30, -210, 2.1), Tumbler)),
        ("carafe", new(Pose.Standing, 250, 600, (-30, -220, 1.9), Carafe)),
        ("enamel-cup", new(Pose.Standing, 300, 300, (-40, -190, 2.3), EnamelCup)),
    ];

    private static void Mug(Sheet s, Dress d)
    {
        s.Tube("M138 -282C262 -300 282 -96 130 -84", d.Colour, 40);
        s.Turned([(-340, 162), (-330, 163), (-120, 158), (-36, 148), (-6, 118), (0, 112)], d);
        s.Mouth(-340, 162, d.Colour, lip: 10);
        using (s.Clip(Oval(0, -339, 151, 18)))
        {
            s.Filled(-322, 150, Coffee);
        }
        s.Stroke("M-118 -10C-60 12 60 12 118 -10", d.Colour.Darker(0.5), 4, 0.4);
    }

    private static void EspressoCup(Sheet s, Dress d)
    {
        s.Ellipse(0, -22, 262, 52, d.Colour.Darker(0.34));
        s.Ellipse(0, -32, 262, 52, d.Colour);
        s.Ellipse(0, -32, 262, 52, s.Linear(0, 0, 1, 0.3, new(0, Palette.Cream, 0.42), new(0.4, Palette.Cream, 0), new(1, Shade, 0.34)));
        s.Ellipse(0, -30, 172, 30, Shade, 0.13);
        s.Ellipse(26, -30, 130, 24, Shade, 0.34);
        s.Tube("M120 -206C212 -216 214 -96 106 -98", d.Colour, 28);
        s.Turned([(-240, 140), (-232, 141), (-150, 132), (-80, 104), (-48, 76), (-36, 72)], d);
        s.Mouth(-240, 140, d.Colour, lip: 9);
        using (s.Clip(Oval(0, -239, 130, 15)))
        {
            s.Filled(-228, 130, Tone.Parse("#8a5430"));
        }
    }

    private static void Bowl(Sheet s, Dress d)
    {
        s.Turned([(-38, 116), (0, 126)], new(d.Colour.Darker(0.22), d.Accent, Surface.Plain), Finish.Matte);
        s.Turned([(-270, 286), (-258, 288), (-180, 262), (-100, 204), (-46, 134), (-30, 116)], d);
        s.Mouth(-270, 286, d.Colour, 0.19, 12, d.Accent.Mix(d.Colour, 0.72));
    }

    private static void Plate(Sheet s, Dress d)
    {
        s.Lift(Oval(0, 0, 300, 300), 30);
        s.Ellipse(0, 0, 305, 305, d.Colour.Darker(0.22));
        s.Cover(Oval(-2, -3, 302, 302), d.Colour, d.Accent, d.Pattern);
        s.Ellipse(-2, -3, 302, 302, s.Linear(0, 0, 1, 1, new(0, Palette.Cream, 0.5), new(0.3, Palette.Cream, 0.06), new(0.7, Shade, 0.05), new(1, Shade, 0.3)));
        s.Ellipse(0, 0, 212, 212, s.Linear(0, 0, 1, 1, new(0, Shade, 0.3), new(0.4, Shade, 0.06), new(1, Palette.Cream, 0.34)));
        s.Stroke(Oval(0, 0, 213, 213), d.Colour.Darker(0.4), 2.5, 0.35);
        s.Stroke(Oval(-2, -3, 298, 298), d.Accent, 5, 0.55);
        s.Stroke("M-236 -120A266 266 0 0 1 -96 -246", Palette.Cream, 15, 0.42);
        s.Stroke("M-62 -258A266 266 0 0 1 -34 -263", Palette.Cream, 13, 0.36);
        s.Stroke("M110 150A188 188 0 0 0 168 84", Palette.Cream, 9, 0.28);
    }

    private static void Teapot(Sheet s, Dress d)
    {
        s.Tube("M-160 -258C-330 -300 -330 -70 -150 -90", d.Colour.Darker(0.06), 36);
        var spout = "M150 -150C226 -150 226 -262 288 -306C300 -314 322 -304 316 -290C280 -240 290 -84 150 -66z";
        s.Cover(spout, d.Colour.Darker(0.08), d.Accent, d.Pattern);
        s.Path(spout, s.Linear(0, 0, 0.6, 1, new(0, Palette.Cream, 0.35), new(0.5, Shade, 0.05), new(1, Shade, 0.42)));
        s.Turned([(-318, 84), (-300, 120), (-240, 186), (-160, 208), (-76, 184), (-16, 120), (0, 112)], d);
        s.Ellipse(0, -314, 92, 15, d.Colour.Darker(0.5));
        s.Turned([(-364, 14), (-362, 30), (-344, 68), (-322, 90), (-316, 90)], d with { Pattern = Surface.Plain });
        s.Turned([(-412, 16), (-404, 26), (-386, 25), (-370, 13), (-362, 14)], new(Palette.Wood, d.Accent, Surface.Plain), Finish.Glaze, 0.3);
    }

    private static void Jug(Sheet s, Dress d)
    {
        s.Tube("M104 -408C270 -430 262 -150 138 -150", d.Colour, 36);
        var lip = "M-96 -452C-150 -470 -178 -474 -190 -462C-178 -440 -140 -410 -92 -380z";
        s.Path(lip, d.Colour.Lighter(0.12));
        s.Path(lip, s.Linear(0, 0, 0.3, 1, new(0, Palette.Cream, 0.3), new(1, Shade, 0.3)));
        s.Turned([(-452, 112), (-440, 112), (-360, 98), (-280, 116), (-180, 158), (-90, 160), (-20, 122), (0, 112)], d);
        s.Mouth(-452, 112, d.Colour, 0.17, 8);
    }

    private static void Tumbler(Sheet s, Dress d)
    {
        (double, double)[] wall = [(-350, 142), (-340, 142), (-150, 126), (-20, 108), (0, 104)];
        var outline = Forms.Outline(wall);
        s.Ellipse(0, -350, 142, 20, d.Colour, 0.45);
        s.Path(outline, d.Colour, 0.5);
        if (d.Pattern != Surface.Plain)
        {
            using (s.Faded(0.8))
            {
                s.Cover(outline, d.Colour, d.Accent, d.Pattern);
            }
        }
        var water = Forms.Outline([(-230, 128), (-150, 122), (-36, 106), (-26, 100)]);
        s.Path(water, Water.Mix(d.Colour, 0.5), 0.62);
        s.Ellipse(0, -230, 128, 18, Water.Mix(d.Colour, 0.25), 0.85);
        s.Stroke(Oval(0, -230, 127, 17), Palette.Cream, 2.5, 0.7);
        s.Path(outline, s.Linear(0, 0, 1, 0, new(0, Palette.Cream, 0.55), new(0.1, Palette.Cream, 0.1), new(0.5, Palette.Cream, 0.02), new(0.84, Shade, 0.14), new(0.96, Palette.Cream, 0.35), new(1, Shade, 0.2)));
        s.Ellipse(0, -10, 104, 14, d.Colour.Darker(0.35), 0.5);
        s.Stroke("M-104 -310C-102 -220 -96 -130 -90 -70", Palette.Cream, 14, 0.65);
        s.Stroke("M-80 -308C-79 -280 -78 -260 -76 -240", Palette.Cream, 7, 0.5);
        s.Stroke(Oval(0, -350, 141, 19.5), Palette.Cream, 5, 0.85);
        s.Stroke(Oval(0, -349, 138, 18), d.Colour.Darker(0.4), 1.6, 0.5);
    }

    private static void Carafe(Sheet s, Dress d)
    {
        (double, double)[] wall = [(-540, 74), (-530, 72), (-440, 60), (-370, 66), (-280, 122), (-180, 156), (-70, 146), (-14, 118), (0, 110)];
        var outline = Forms.Outline(wall);
        s.Ellipse(0, -540, 74, 11, d.Colour, 0.5);
        s.Path(outline, d.Colour, 0.48);
        using (s.Clip(outline))
        {
            s.Rect(-200, -300, 400, 320, Water.Mix(d.Colour, 0.55), 0, 0.62);
            s.Ellipse(0, -300, 112, 15, Water.Mix(d.Colour, 0.2), 0.9);
            s.Ellipse(0, -10, 112, 16, d.Colour.Darker(0.35), 0.5);
        }
        s.Path(outline, s.Linear(0, 0, 1, 0, new(0, Palette.Cream, 0.5), new(0.12, Palette.Cream, 0.1), new(0.5, Palette.Cream, 0), new(0.84, Shade, 0.18), new(0.96, Palette.Cream, 0.36), new(1, Shade, 0.2)));
        s.Stroke("M-112 -250C-128 -190 -126 -130 -112 -80", Palette.Cream, 15, 0.65);
        s.Stroke("M-44 -500C-42 -460 -42 -430 -48 -400", Palette.Cream, 8, 0.6);
        s.Stroke(Oval(0, -540, 73, 10.5), Palette.Cream, 5, 0.85);
        s.Turned([(-600, 30), (-596, 46), (-574, 58), (-556, 48), (-545, 44)], new(Palette.Wood, d.Accent, "grain"), Finish.Matte, 0.2);
    }

    private static void EnamelCup(Sheet s, Dress d)
    {
        s.Tube("M142 -248C258 -258 262 -84 136 -78", d.Colour, 24);
        s.Turned([(-290, 158), (-280, 156), (-140, 150), (-20, 142), (0, 134)], d);
        s.Mouth(-290, 162, d.Accent, lip: 9, inside: Palette.Cream);
        s.Stroke("M-160 -288A162 22 0 0 0 160 -288", d.Accent.Darker(0.1), 9);
        s.Stroke("M-154 -282A162 22 0 0 0 40 -266", Palette.Cream, 2.5, 0.5);
    }
}
