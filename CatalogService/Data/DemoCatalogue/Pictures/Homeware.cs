using static Avanii.Catalog.Data.DemoCatalogue.Pictures.Sheet;

namespace Avanii.Catalog.Data.DemoCatalogue.Pictures;

internal static class Homeware
{
    private static readonly Tone Glow = Tone.Parse("#ffe2a0");
    private static readonly Tone Wax = Tone.Parse("#f6ead2");
    private static readonly Tone Soil = Tone.Parse("#4b3428");
    private static readonly Tone Steel = Tone.Parse("#b9bfc2");

    public static IEnumerable<(string, Motif)> Motifs =>
    [
        ("vase", new(Pose.Standing, 190, 560, (-40, -200, 2), Vase, 1.25)),
        ("bottle-vase", new(Pose.Standing, 180, 560, (-40, -170, 2), BottleVase, 1.25)),
        ("candle", new(Pose.Standing, 260, 330, (-20, -200, 2.1), Candle, 1.45)),
        ("table-lamp", new(Pose.Standing, 230, 610, (-20, -400, 1.9), TableLamp, 1.2)),
        ("pendant", new(Pose.Hanging, 500, 620, (-60, 60, 1.9), Pendant, 1.2)),
        ("planter", new(Pose.Standing, 240, 560, (-30, -130, 2.1), Planter, 1.25)),
        ("pot", new(Pose.Standing, 420, 380, (-90, -180, 2), Pot, 1.3)),
        ("board", new(Pose.Lying, 400, 640, (-30, 120, 2), Board)),
        ("mill", new(Pose.Standing, 170, 560, (-10, -360, 2.2), Mill, 1.25)),
        ("canister", new(Pose.Standing, 270, 400, (-50, -200, 2.1), Canister, 1.45)),
        ("cushion", new(Pose.Standing, 520, 520, (-90, -270, 2), Cushion, 1.28)),
        ("blanket", new(Pose.Standing, 600, 310, (-60, -150, 1.9), Blanket, 1.3)),
        ("basket", new(Pose.Standing, 380, 380, (-80, -170, 2), Basket, 1.4)),
        ("clock", new(Pose.Hanging, 520, 520, (-60, -60, 2.1), Clock, 1.3)),
        ("print", new(Pose.Hanging, 460, 620, (-40, -60, 1.9), Print, 1.25)),
        ("soap", new(Pose.Standing, 380, 170, (-50, -110, 2), Soap, 1.55)),
    ];

    private static void Vase(Sheet s, Dress d)
    {
        s.Sprig(-6, -320, 300, -14, Palette.Leaf, 4, 0.95);
        s.Sprig(10, -320, 240, 18, Palette.Leaf.Mix(d.Accent, 0.25), 3, 0.85);
        s.Turned([(-350, 70), (-340, 70), (-300, 62), (-240, 118), (-150, 158), (-60, 130), (-8, 84), (0, 80)], d, Finish.Matte);
        s.Mouth(-350, 70, d.Colour, 0.16, 7);
    }

    private static void BottleVase(Sheet s, Dress d)
    {
        s.Stroke("M0 -420C-20 -500 -50 -540 -86 -580", Tone.Parse("#a58255"), 4);
        s.Stroke("M0 -420C8 -490 30 -540 40 -590", Tone.Parse("#a58255"), 4);
        foreach (var (x, y, turn) in new[] { (-86.0, -580.0, -40.0), (40, -590, 12) })
        {
            for (var i = 0; i < 9; i++)
            {
                s.Leaf(x + (i % 2 == 0 ? -6 : 6), y + (i * 11), turn + (i % 2 == 0 ? -34 : 34), 42, Tone.Parse("#d9b983").Mix(d.Accent, 0.2));
            }
        }
        s.Turned([(-420, 34), (-412, 34), (-330, 27), (-260, 42), (-190, 116), (-110, 142), (-40, 118), (0, 76)], d);
        s.Mouth(-420, 34, d.Colour, 0.2, 6);
    }

    private static void Candle(Sheet s, Dress d)
    {
        s.Ellipse(0, -330, 210, 210, s.Radial(0.5, 0.5, 0.5, new(0, Glow, 0.75), new(0.4, Glow, 0.24), new(1, Glow, 0)));
        s.Turned([(-280, 140), (-270, 141), (-120, 141), (-16, 136), (0, 126)], d, d.Pattern == Surface.Plain ? Finish.Glaze : Finish.Matte);
        s.Mouth(-280, 140, d.Colour, 0.15, 8);
        using (s.Clip(Oval(0, -279, 131, 17)))
        {
            s.Filled(-268, 131, Wax, 0.14);
            s.Ellipse(4, -272, 60, 8, Glow, 0.9);
        }
        s.Stroke("M2 -270C2 -282 4 -290 3 -298", Tone.Parse("#3a2a22"), 5);
        s.Path("M3 -386C26 -346 34 -326 22 -306C12 -292 -8 -292 -16 -306C-26 -328 -10 -348 3 -386z", s.Linear(0, 0, 0, 1, new(0, Tone.Parse("#ffd27a")), new(0.6, Tone.Parse("#ffb347")), new(1, Tone.Parse("#e77f34"))));
        s.Path("M3 -346C14 -326 18 -316 12 -306C6 -299 -4 -299 -8 -306C-12 -318 -4 -328 3 -346z", Tone.Parse("#fff3cf"));
    }

    private static void TableLamp(Sheet s, Dress d)
    {
        s.Ellipse(0, -380, 430, 380, s.Radial(0.5, 0.5, 0.5, new(0, Glow, 0.6), new(0.5, Glow, 0.2), new(1, Glow, 0)));
        s.Turned([(-330, 16), (-290, 16), (-250, 44), (-190, 108), (-110, 122), (-30, 96), (0, 90)], d);
        s.Rect(-9, -366, 18, 46, Palette.Brass, 4);
        (double, double)[] shade = [(-610, 126), (-610, 126), (-350, 226), (-350, 226)];
        var cloth = Palette.Cream.Mix(d.Accent, 0.1);
        var outline = Forms.Outline(shade, 0.12);
        s.Cover(outline, cloth, cloth.Darker(0.2), "weave");
        s.Path(outline, s.Radial(0.48, 0.78, 0.62, new(0, Tone.Parse("#fff0c4"), 0.95), new(0.5, Glow, 0.55), new(1, Glow, 0)));
        s.Round(outline);
        s.Ellipse(0, -610, 126, 15, cloth.Lighter(0.3));
        s.Ellipse(0, -609, 118, 12, Glow.Darker(0.1));
        s.Stroke("M-226 -352A226 24 0 0 0 226 -352", d.Accent.Mix(Palette.Cream, 0.2), 7, 0.8);
    }

    private static void Pendant(Sheet s, Dress d)
    {
        s.Stroke("M0 -900V-180", Tone.Parse("#3a322e"), 6);
        s.Path("M-214 110L-420 700H420L214 110z", s.Linear(0, 0, 0, 1, new(0, Glow, 0.5), new(0.8, Glow, 0.02), new(1, Glow, 0)));
        s.Rect(-24, -216, 48, 60, Palette.Brass, 10);
        s.Round(Box(-24, -216, 48, 60, 10), Finish.Metal);
        s.Ellipse(0, 106, 250, 34, d.Colour.Darker(0.5));
        s.Ellipse(0, 110, 236, 26, s.Radial(0.5, 0.5, 0.6, new(0, Tone.Parse("#fff6d8")), new(0.6, Glow), new(1, Tone.Parse("#e0a552"))));
        s.Ellipse(0, 112, 62, 40, Tone.Parse("#fffbea"));
        var dome = Forms.Outline([(-166, 30), (-164, 44), (-140, 104), (-70, 186), (20, 234), (104, 250), (104, 250)], -0.12);
        s.Cover(dome, d.Colour, d.Accent, d.Pattern);
        s.Round(dome, Finish.Glaze);
        s.Stroke("M-150 -84C-190 -44 -206 -4 -212 40", Palette.Cream, 16, 0.4);
    }

    private static void Planter(Sheet s, Dress d)
    {
        var leaf = Palette.Leaf;
        foreach (var (turn, length, tone) in new[] { (-62.0, 270.0, leaf.Darker(0.2)), (60, 260, leaf.Darker(0.25)), (-40, 340, leaf), (38, 330, leaf.Darker(0.12)), (-16, 390, leaf.Lighter(0.1)), (18, 370, leaf), (2, 300, leaf.Lighter(0.22)) })
        {
            s.Leaf(0, -230, turn, length, tone);
        }
        s.Turned([(-26, 152), (-20, 160), (0, 148)], new(d.Colour.Darker(0.1), d.Accent, Surface.Plain), Finish.Matte);
        s.Ellipse(0, -250, 160, 23, Soil);
        var body = s.Turned([(-250, 166), (-236, 168), (-180, 160), (-80, 142), (-24, 128), (-18, 126)], d, Finish.Matte);
        using (s.Clip(body + Box(-170, -600, 340, 352)))
        {
            s.Leaf(-70, -236, -74, 210, leaf.Lighter(0.05));
            s.Leaf(76, -236, 78, 200, leaf.Darker(0.05));
        }
        s.Stroke("M-166 -250A166 23 0 0 0 166 -250", d.Colour.Lighter(0.45), 9);
    }

    private static void Pot(Sheet s, Dress d)
    {
        s.Tube("M-250 -216C-318 -232 -318 -150 -244 -150", d.Colour.Darker(0.1), 30);
        s.Tube("M250 -216C318 -232 318 -150 244 -150", d.Colour.Darker(0.2), 30);
        s.Turned([(-240, 254), (-228, 256), (-120, 250), (-30, 232), (0, 200)], d);
        s.Ellipse(0, -238, 262, 34, d.Colour.Darker(0.45));
        s.Turned([(-320, 54), (-318, 90), (-296, 186), (-256, 254), (-240, 264)], d with { Pattern = Surface.Plain });
        s.Stroke("M-262 -242A264 34 0 0 0 262 -242", d.Colour.Lighter(0.3), 5, 0.6);
        s.Turned([(-372, 34), (-366, 40), (-352, 38), (-338, 18), (-322, 22)], new(Palette.Brass, d.Accent, Surface.Plain), Finish.Metal, 0.26);
    }

    private static void Board(Sheet s, Dress d)
    {
        const string shape = "M-160 -150C-190 -150 -196 -130 -196 -100V250C-196 300 -170 320 -130 320H130C170 320 196 300 196 250V-100C196 -130 190 -150 160 -150C90 -150 58 -170 52 -220V-270C52 -300 30 -320 0 -320S-52 -300 -52 -270V-220C-58 -170 -90 -150 -160 -150z";
        s.Lift(shape, 28);
        using (s.In("translate(7 9)"))
        {
            s.Path(shape, d.Colour.Darker(0.42));
        }
        s.Panel(shape, new(d.Colour, d.Accent, "grain"), 1.2);
        if (d.Pattern == "stripe")
        {
            s.Rect(-120, -150, 26, 470, d.Accent, 0, 0.75);
            s.Rect(-84, -150, 8, 470, d.Accent, 0, 0.75);
        }
        s.Ellipse(0, -270, 19, 19, Shade, 0.75);
        s.Ellipse(3, -266, 15, 15, d.Colour.Darker(0.6));
        s.Stroke("M-20 -270A20 20 0 0 1 0 -290", d.Colour.Darker(0.6), 4, 0.7);
        s.Stroke("M-182 250V-100C-182 -126 -176 -138 -156 -138", Palette.Cream, 5, 0.5);
    }

    private static void Mill(Sheet s, Dress d)
    {
        s.Turned([(-390, 56), (-380, 58), (-330, 44), (-250, 46), (-140, 68), (-50, 84), (-8, 86), (0, 82)], d with { Pattern = d.Pattern == Surface.Plain ? "grain" : d.Pattern });
        s.Ellipse(0, -394, 58, 9, Shade, 0.5);
        s.Turned([(-412, 50), (-408, 52), (-400, 54), (-394, 54)], new(Steel, d.Accent, Surface.Plain), Finish.Metal);
        s.Turned([(-520, 22), (-514, 38), (-486, 62), (-450, 68), (-422, 52), (-410, 48)], d with { Pattern = "grain" }, tilt: 0.2);
        s.Turned([(-556, 12), (-550, 18), (-536, 19), (-524, 12), (-518, 14)], new(Steel, d.Accent, Surface.Plain), Finish.Metal, 0.3);
    }

    private static void Canister(Sheet s, Dress d)
    {
        s.Turned([(-320, 146), (-312, 148), (-160, 150), (-20, 148), (0, 138)], d);
        s.Ellipse(0, -322, 146, 20, Shade, 0.5);
        s.Turned([(-376, 138), (-370, 148), (-340, 150), (-328, 148), (-324, 146)], new(Palette.Wood, d.Accent, "grain"), Finish.Matte, 0.13);
        s.Ellipse(0, -376, 138, 18, Palette.Wood.Lighter(0.3));
        s.Turned([(-412, 24), (-404, 30), (-390, 26), (-378, 20)], new(Palette.Wood, d.Accent, Surface.Plain), Finish.Glaze, 0.3);
    }

    private static void Cushion(Sheet s, Dress d)
    {
        const string shape = "M-262 -512C-200 -488 -100 -478 0 -478S200 -488 262 -512C250 -440 240 -340 240 -260S250 -80 266 -6C200 -20 100 -26 0 -26S-200 -20 -266 -6C-250 -80 -240 -180 -240 -260S-250 -440 -262 -512z";
        s.Stroke(shape, d.Accent.Mix(d.Colour, 0.4), 11);
        s.Cover(shape, d.Colour, d.Accent, d.Pattern);
        using (s.Clip(shape))
        {
            s.Path(shape, s.Radial(0.36, 0.32, 0.78, new(0, Palette.Cream, 0.34), new(0.45, Palette.Cream, 0.04), new(0.75, Shade, 0.1), new(1, Shade, 0.42)));
            s.Fold("M-262 -512C-200 -440 -170 -400 -150 -340", 60, 1.3);
            s.Fold("M262 -512C200 -440 180 -410 166 -350", 60, 1.5);
            s.Fold("M-266 -6C-210 -70 -180 -110 -160 -160", 60, 1.3);
            s.Fold("M266 -6C206 -70 176 -110 160 -170", 66, 1.7);
            s.Fold("M-70 -476C-66 -430 -50 -410 -30 -380", 30, 0.7);
        }
    }

    private static void Blanket(Sheet s, Dress d)
    {
        Tone under = d.Colour.Darker(0.14);
        for (var layer = 0; layer < 3; layer++)
        {
            double y = -(layer * 92), inset = layer * 8;
            var fold = I($"M{-300 + inset} {y - 6:0.#}C{-322 + inset} {y - 20:0.#} {-322 + inset} {y - 84:0.#} {-296 + inset} {y - 98:0.#}L{292 - inset} {y - 104:0.#}C{318 - inset} {y - 96:0.#} {316 - inset} {y - 14:0.#} {296 - inset} {y - 4:0.#}C{150 - inset} {y + 4:0.#} {-150 + inset} {y + 2:0.#} {-300 + inset} {y - 6:0.#}z");
            s.Cover(fold, layer == 1 ? under : d.Colour, d.Accent, d.Pattern);
            s.Path(fold, s.Linear(0, 0, 0, 1, new(0, Palette.Cream, 0.3), new(0.3, Palette.Cream, 0.02), new(0.7, Shade, 0.1), new(1, Shade, 0.5)));
            s.Path(fold, s.Linear(0, 0, 1, 0, new(0, Shade, 0.12), new(0.12, Palette.Cream, 0.14), new(0.6, Palette.Cream, 0), new(1, Shade, 0.3)));
        }
        var drape = "M60 -300C120 -306 200 -306 254 -298C268 -220 262 -120 270 -64H86C76 -130 82 -220 60 -300z";
        s.Fold("M54 -296C74 -220 70 -130 80 -64", 30, 1.6);
        s.Cover(drape, d.Colour, d.Accent, d.Pattern);
        s.Path(drape, s.Linear(0, 0, 1, 0, new(0, Palette.Cream, 0.2), new(0.5, Palette.Cream, 0), new(1, Shade, 0.26)));
        using (s.Clip(drape))
        {
            s.Fold("M130 -290C140 -220 132 -140 142 -70", 40, 1.3);
            s.Fold("M210 -290C214 -220 206 -140 216 -70", 36, 1.2);
        }
        for (var x = 90; x <= 266; x += 11)
        {
            s.Stroke(I($"M{x} -66q{(x % 3) - 1} 22 {(x % 5) - 2} 40"), d.Accent.Mix(d.Colour, 0.45), 5);
        }
    }

    private static void Basket(Sheet s, Dress d)
    {
        s.Tube("M-210 -300C-200 -420 -90 -420 -84 -306", Palette.Leather, 20);
        s.Tube("M84 -306C90 -420 200 -420 210 -300", Palette.Leather, 20);
        s.Turned([(-310, 230), (-296, 234), (-200, 236), (-90, 222), (-20, 190), (0, 180)], new(d.Colour, d.Accent, d.Pattern == Surface.Plain ? "wicker" : d.Pattern), Finish.Matte);
        s.Mouth(-310, 230, d.Colour, 0.15, 16);
        s.Stroke("M-230 -300A230 33 0 0 0 230 -300", d.Colour.Lighter(0.25), 20);
        s.Stroke("M-230 -300A230 33 0 0 0 230 -300", d.Colour.Darker(0.4), 20, 0.5, "stroke-dasharray='4 16'");
    }

    private static void Clock(Sheet s, Dress d)
    {
        s.Lift(Oval(0, 0, 250, 250), 34);
        s.Ellipse(0, 0, 258, 258, d.Accent.Mix(Palette.Wood, 0.7).Darker(0.15));
        s.Ellipse(-2, -3, 256, 256, s.Linear(0, 0, 1, 1, new(0, Palette.Wood.Lighter(0.35)), new(1, Palette.Wood.Darker(0.3))));
        s.Cover(Oval(0, 0, 232, 232), d.Colour, d.Accent, d.Pattern);
        s.Ellipse(0, 0, 232, 232, s.Linear(0, 0, 1, 1, new(0, Shade, 0.3), new(0.3, Shade, 0.04), new(1, Palette.Cream, 0.28)));
        var ink = d.Colour.Luminance > 0.5 ? Tone.Parse("#33302e") : Palette.Cream;
        for (var hour = 0; hour < 12; hour++)
        {
            using var _ = s.In(I($"rotate({hour * 30})"));
            s.Rect(-4, -210, 8, hour % 3 == 0 ? 44 : 24, ink, 4, hour % 3 == 0 ? 1 : 0.6);
        }
        foreach (var (turn, length, width) in new[] { (-56.0, 128.0, 13.0), (62, 180, 9) })
        {
            using var _ = s.In(I($"rotate({turn})"));
            s.Rect((-width / 2) + 6, -length + 8, width, length + 26, Shade, width / 2, 0.22);
            s.Rect(-width / 2, -length, width, length + 26, ink, width / 2);
        }
        s.Stroke("M0 34L0 -176", d.Accent, 3.5, 1, "transform='rotate(150)'");
        s.Ellipse(0, 0, 13, 13, d.Accent);
    }

    private static void Print(Sheet s, Dress d)
    {
        var frame = Box(-230, -310, 460, 620, 4);
        s.Lift(frame, 36);
        s.Path(frame, s.Linear(0, 0, 1, 1, new(0, Palette.Wood.Lighter(0.25)), new(1, Palette.Wood.Darker(0.25))));
        s.Rect(-212, -292, 424, 584, Tone.Parse("#fbf6ea"));
        s.Path("M-212 -292h424v12h-412v572h-12z", Shade, 0.22);
        var art = Box(-158, -238, 316, 476);
        s.Path(art, d.Colour.Mix(Palette.Cream, 0.62));
        using (s.Clip(art))
        {
            if (d.Pattern == Surface.Plain)
            {
                s.Ellipse(52, -92, 92, 92, d.Accent);
                s.Path("M-158 30C-100 -40 -40 -10 20 30S120 20 158 -10V240H-158z", d.Colour.Mix(Palette.Cream, 0.3));
                s.Path("M-158 110C-80 50 0 110 60 90S130 60 158 70V240H-158z", d.Colour);
                s.Path("M-158 180C-60 130 40 190 158 140V240H-158z", d.Colour.Darker(0.35));
            }
            else if (d.Pattern == "leaf")
            {
                s.Rect(-158, 120, 316, 120, d.Accent.Mix(Palette.Cream, 0.3));
                s.Sprig(-4, 160, 330, -5, d.Colour, 5, 1.3);
                s.Path("M-60 110H56L40 210H-44z", d.Accent.Darker(0.15));
            }
            else
            {
                s.Path("M-110 240V20a110 110 0 0 1 220 0v220z", d.Colour);
                s.Path("M-70 240V30a70 70 0 0 1 140 0v210z", d.Accent);
                s.Path("M-32 240V40a32 32 0 0 1 64 0v200z", d.Colour.Mix(Palette.Cream, 0.5));
                s.Ellipse(84, -170, 40, 40, d.Accent.Darker(0.1));
            }
        }
        s.Path("M-212 -292H60L-212 130z", Palette.Cream, 0.16);
    }

    private static void Soap(Sheet s, Dress d)
    {
        s.Turned([(-34, 236), (-26, 240), (-8, 224), (0, 206)], new(Palette.Cream.Darker(0.08), d.Accent, "speckle"), Finish.Matte, 0.2);
        s.Ellipse(0, -34, 226, 42, Palette.Cream.Darker(0.2));
        s.Ellipse(16, -38, 180, 28, Shade, 0.3);
        const string side = "M-168 -96C-168 -46 -150 -36 -110 -34H112C152 -36 170 -46 170 -96z";
        s.Cover(side, d.Colour.Darker(0.16), d.Accent, d.Pattern);
        s.Path(side, s.Linear(0, 0, 1, 0, new(0, Palette.Cream, 0.2), new(0.6, Shade, 0.04), new(1, Shade, 0.34)));
        const string face = "M-168 -96C-168 -120 -140 -132 -100 -134H104C146 -132 170 -120 170 -96S146 -62 104 -60H-100C-140 -62 -168 -74 -168 -96z";
        s.Cover(face, d.Colour, d.Accent, d.Pattern);
        s.Flat(face, 1.4);
        s.Stroke("M-78 -98C-40 -112 44 -112 84 -98C44 -84 -40 -84 -78 -98z", d.Colour.Darker(0.4), 4, 0.45);
        s.Stroke("M-134 -112C-120 -122 -100 -124 -76 -125", Palette.Cream, 7, 0.6);
    }
}
