using static Avanii.Catalog.Data.DemoCatalogue.Pictures.Sheet;

namespace Avanii.Catalog.Data.DemoCatalogue.Pictures;

/// <summary>Food, books and paper.</summary>
internal static class Pantry
{
    public static IEnumerable<(string, Motif)> Motifs =>
    [
        ("coffee-bag", new(Pose.Standing, 350, 560, (0, -260, 2), CoffeeBag, 1.22)),
        ("honey-jar", new(Pose.Standing, 270, 370, (-20, -160, 2.1), HoneyJar, 1.5)),
        ("tea-tin", new(Pose.Standing, 260, 420, (-20, -200, 2.1), TeaTin, 1.45)),
        ("oil-bottle", new(Pose.Standing, 190, 600, (0, -190, 2.1), OilBottle, 1.18)),
        ("chocolate", new(Pose.Lying, 360, 620, (-20, -150, 2), Chocolate, 1.2)),
        ("book", new(Pose.Standing, 430, 570, (-30, -330, 1.9), Book, 1.2)),
        ("notebook", new(Pose.Lying, 430, 600, (-60, 60, 2), Notebook, 1.22)),
    ];

    private static void CoffeeBag(Sheet s, Dress d)
    {
        const string body = "M-178 -500C-186 -360 -194 -120 -186 -14C-120 4 120 4 186 -14C194 -120 186 -360 178 -500z";
        s.Cover(body, d.Colour, d.Accent, d.Pattern);
        s.Path(body, s.Linear(0, 0, 1, 0, new(0, Shade, 0.34), new(0.1, Palette.Cream, 0.2), new(0.2, Palette.Cream, 0.04), new(0.75, Shade, 0.06), new(0.9, Shade, 0.34), new(1, Shade, 0.2)));
        using (s.Clip(body))
        {
            s.Fold("M-150 -490C-120 -400 -160 -300 -140 -20", 38, 1.1);
            s.Fold("M152 -490C124 -400 166 -300 146 -20", 42, 1.4);
            s.Fold("M-160 -60C-60 -30 60 -30 160 -60", 40, 1.2);
        }
        const string top = "M-180 -566H180L178 -496H-178z";
        s.Cover(top, d.Colour.Darker(0.1), d.Accent, Surface.Plain);
        s.Flat(top);
        s.Stroke("M-180 -528H180", Shade, 3, 0.3);
        s.Rect(-188, -512, 376, 20, Palette.Brass.Darker(0.05), 6);
        s.Rect(-188, -512, 376, 7, Palette.Cream, 4, 0.4);
        s.Label(-108, -370, 216, 230, Palette.Cream, d.Accent.Luminance < 0.6 ? d.Accent : d.Colour.Darker(0.2));
    }

    private static void HoneyJar(Sheet s, Dress d)
    {
        var glass = Forms.Outline([(-300, 116), (-290, 122), (-256, 146), (-120, 152), (-24, 146), (0, 126)]);
        s.Path(glass, Palette.Cream, 0.5);
        var honey = Forms.Outline([(-274, 136), (-200, 143), (-120, 143), (-28, 136), (-10, 118)]);
        s.Cover(honey, d.Colour, d.Accent, d.Pattern);
        s.Path(honey, s.Linear(0, 0, 1, 0, new(0, Shade, 0.25), new(0.25, Tone.Parse("#ffe7a8"), 0.5), new(0.6, Shade, 0), new(0.9, Shade, 0.3), new(1, Tone.Parse("#ffdf9a"), 0.4)));
        s.Ellipse(0, -274, 136, 18, d.Colour.Lighter(0.35));
        s.Path(glass, s.Linear(0, 0, 1, 0, new(0, Palette.Cream, 0.5), new(0.12, Palette.Cream, 0.08), new(0.9, Palette.Cream, 0), new(1, Palette.Cream, 0.4)));
        s.Stroke("M-124 -220C-128 -170 -126 -110 -122 -70", Palette.Cream, 13, 0.6);
        s.Label(-78, -196, 172, 138, Palette.Cream, d.Accent);
        s.Turned([(-346, 126), (-340, 132), (-296, 134), (-284, 132)], new(Palette.Brass, d.Accent, Surface.Plain), Finish.Metal);
        s.Ellipse(0, -346, 126, 16, Palette.Brass.Lighter(0.4));
    }

    private static void TeaTin(Sheet s, Dress d)
    {
        s.Turned([(-310, 138), (-310, 138), (0, 138), (0, 138)], d, Finish.Matte);
        s.Label(-84, -236, 168, 170, Palette.Cream, d.Colour.Luminance < 0.62 ? d.Colour : d.Accent);
        s.Ellipse(0, -312, 140, 19, Shade, 0.55);
        s.Turned([(-400, 128), (-396, 138), (-330, 142), (-314, 142), (-314, 142)], d with { Pattern = Surface.Plain }, Finish.Metal, 0.13);
        s.Ellipse(0, -400, 130, 16, d.Colour.Lighter(0.32));
        s.Stroke("M-138 -16A138 18 0 0 0 138 -16", Palette.Brass, 6, 0.9);
    }

    private static void OilBottle(Sheet s, Dress d)
    {
        var body = s.Turned([(-560, 32), (-550, 32), (-470, 30), (-400, 40), (-350, 92), (-290, 108), (-24, 108), (0, 92)], d with { Pattern = Surface.Plain });
        using (s.Clip(body))
        {
            s.Rect(-108, -330, 216, 400, s.Linear(0, 0, 1, 0, new(0.5, d.Colour.Lighter(0.4), 0), new(0.8, d.Colour.Lighter(0.5), 0.5), new(1, d.Colour, 0)));
        }
        s.Stroke("M-84 -330C-88 -240 -86 -120 -84 -60", Palette.Cream, 11, 0.5);
        s.Label(-74, -270, 164, 200, Palette.Cream, d.Accent.Luminance < 0.6 ? d.Accent : d.Colour);
        s.Turned([(-606, 26), (-600, 36), (-566, 37), (-548, 35)], new(Palette.DarkWood, d.Accent, "grain"), Finish.Matte, 0.2);
    }

    private static void Chocolate(Sheet s, Dress d)
    {
        using var _ = s.In("rotate(9)");
        var bar = Box(-150, -310, 300, 400, 6);
        s.Lift(Box(-168, -310, 336, 620, 8), 24);
        var cocoa = Tone.Parse("#5a3423");
        s.Path(bar, cocoa);
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 3; column++)
            {
                double x = -140 + (column * 96), y = -300 + (row * 84);
                s.Rect(x, y, 88, 76, cocoa.Darker(0.3), 8);
                s.Rect(x + 3, y + 2, 82, 70, cocoa.Lighter(0.12), 8);
                s.Path(I($"M{x + 16} {y + 14}h56v46h-56z"), s.Linear(0, 0, 1, 1, new(0, cocoa.Lighter(0.3)), new(1, cocoa.Darker(0.1))));
            }
        }
        const string foil = "M-158 -74L-128 -92L-96 -66L-60 -94L-24 -70L12 -96L50 -70L88 -92L120 -68L158 -88V20H-158z";
        s.Path(foil, s.Linear(0, 0, 1, 0.6, new(0, Tone.Parse("#e9dcc0")), new(0.3, Tone.Parse("#c8ab74")), new(0.6, Tone.Parse("#f1e3c4")), new(1, Tone.Parse("#b8965e"))));
        var wrap = Box(-168, -28, 336, 338, 6);
        s.Fold("M-160 -30H160", 30, 1.2);
        s.Panel(wrap, d, 1.3);
        s.Label(-88, 60, 176, 160, Palette.Cream, d.Colour.Luminance < 0.62 ? d.Colour : d.Accent);
        s.Stroke("M-160 -20V300", Palette.Cream, 4, 0.4);
    }

    private static void Book(Sheet s, Dress d)
    {
        const string back = "M196 -548L250 -572V-36L196 -4z";
        s.Path(back, Tone.Parse("#efe4cb"));
        for (var i = 0; i < 9; i++)
        {
            s.Stroke(I($"M{200 + (i * 5)} {-550 - (i * 2.2)}V{-8 - (i * 3)}"), Tone.Parse("#a8926c"), 1.4, 0.55);
        }
        s.Path(back, s.Linear(0, 0, 1, 0, new(0, Shade, 0.4), new(0.4, Shade, 0.08), new(1, Shade, 0.3)));
        s.Path("M-190 -552L-130 -578L254 -578L196 -548z", d.Colour.Darker(0.4));
        const string cover = "M-206 -548H200V0H-206z";
        s.Cover(cover, d.Colour, d.Accent, d.Pattern == "plain" ? "weave" : d.Pattern);
        if (d.Pattern == "plain")
        {
            s.Ellipse(20, -330, 108, 108, d.Accent);
            using (s.Clip(Oval(20, -330, 108, 108)))
            {
                s.Path("M-100 -300C-40 -360 40 -280 140 -330V-200H-100z", d.Colour.Step(0.3));
            }
            s.Rect(-70, -150, 180, 9, d.Accent, 4.5, 0.9);
            s.Rect(-30, -122, 100, 9, d.Accent, 4.5, 0.6);
        }
        else
        {
            s.Rect(-110, -380, 230, 190, Palette.Cream, 4);
            s.Stroke(Box(-98, -368, 206, 166, 2), d.Colour, 3, 0.7);
            s.Rect(-60, -320, 130, 10, d.Colour.Darker(0.1), 5);
            s.Rect(-40, -292, 90, 10, d.Colour.Darker(0.1), 5, 0.7);
            s.Ellipse(5, -240, 17, 17, d.Accent.Luminance < 0.7 ? d.Accent : d.Colour);
        }
        s.Flat(cover, 1.2);
        s.Path("M-206 -548h34V0h-34z", s.Linear(0, 0, 1, 0, new(0, Shade, 0.3), new(0.3, Palette.Cream, 0.3), new(0.75, Shade, 0.05), new(1, Shade, 0.36)));
    }

    private static void Notebook(Sheet s, Dress d)
    {
        using var _ = s.In("rotate(-8)");
        var body = Box(-205, -290, 410, 580, 22);
        s.Lift(body, 26);
        s.Rect(-196, -282, 410, 582, Tone.Parse("#e9ddc4"), 18);
        s.Stroke("M-180 296H200M-180 301H196", Tone.Parse("#b09a72"), 1.6, 0.7);
        s.Panel(body, d with { Pattern = d.Pattern == Surface.Plain ? "weave" : d.Pattern }, 1.2);
        s.Path("M-205 -268a22 22 0 0 1 22 -22h42V290h-42a22 22 0 0 1 -22 -22z", d.Accent, 0.92);
        s.Path("M-205 -268a22 22 0 0 1 22 -22h42V290h-42a22 22 0 0 1 -22 -22z", s.Linear(0, 0, 1, 0, new(0, Palette.Cream, 0.3), new(1, Shade, 0.25)));
        s.Path("M52 288h26v74l-13 -14l-13 14z", d.Accent.Darker(0.1));
        s.Rect(140, -292, 17, 584, Shade, 0, 0.25);
        s.Rect(135, -292, 16, 584, d.Accent.Darker(0.25));
        s.Rect(135, -292, 5, 584, Palette.Cream, 0, 0.25);
    }
}
