using static Avanii.Catalog.Data.DemoCatalogue.Pictures.Sheet;

namespace Avanii.Catalog.Data.DemoCatalogue.Pictures;

/// <summary>Knitwear for hands, feet and heads, and cloth for the house.</summary>
internal static class Accessories
{
    private static readonly Tone Rubber = Tone.Parse("#e9dcc3");

    public static IEnumerable<(string, Motif)> Motifs =>
    [
        ("socks", new(Pose.Lying, 560, 620, (-110, -120, 2), Socks, 1.25)),
        ("scarf", new(Pose.Lying, 520, 660, (0, 60, 1.9), Scarf, 1.28)),
        ("beanie", new(Pose.Lying, 500, 520, (-40, 40, 2), Beanie, 1.45)),
        ("mittens", new(Pose.Lying, 620, 560, (-150, 20, 2), Mittens, 1.28)),
        ("slippers", new(Pose.Lying, 520, 620, (-140, 100, 2), Slippers, 1.25)),
        ("boots", new(Pose.Standing, 500, 500, (40, -260, 2), Boots, 1.3)),
        ("hat", new(Pose.Lying, 660, 660, (-90, -60, 2), Hat, 1.2)),
        ("belt", new(Pose.Lying, 520, 520, (60, 160, 2), Belt, 1.3)),
        ("towel", new(Pose.Hanging, 440, 640, (-20, 60, 2), Towel, 1.25)),
    ];

    private static void Socks(Sheet s, Dress d)
    {
        const string sock = "M-74 -300C-30 -292 30 -292 74 -300C78 -180 80 -60 84 40C90 90 150 130 206 160C252 188 258 250 216 276C180 298 120 286 70 256C10 224 -60 190 -74 100C-82 -20 -78 -180 -74 -300z";
        using (s.In("translate(30 -14) rotate(6)"))
        {
            One(s, d, sock, 0.12);
        }
        using (s.In("translate(-110 24) rotate(-4)"))
        {
            One(s, d, sock, 0);
        }
    }

    private static void One(Sheet s, Dress d, string sock, double shade)
    {
        var dress = d with { Colour = d.Colour.Darker(shade) };
        s.Lift(sock, 20);
        s.Panel(sock, dress, 1.1);
        using (s.Clip(sock))
        {
            s.Path("M110 130C190 130 270 180 260 260C240 310 180 310 150 280C190 250 170 170 110 130z", d.Accent);
            s.Path("M-90 60C-40 50 10 90 6 150C0 200 -40 240 -90 220z", d.Accent);
            s.Fold("M84 30C40 70 30 110 40 160", 40, 1.2);
            s.Fold("M60 -280C70 -160 70 -60 76 30", 40, 1.4);
            s.Fold("M-20 240C60 290 140 300 210 280", 40, 1.4);
        }
        var cuff = "M-80 -304C-30 -296 30 -296 80 -304L78 -226C30 -218 -30 -218 -77 -226z";
        s.Cover(cuff, d.Accent.Mix(d.Colour, 0.1), d.Accent, "rib");
        s.Flat(cuff);
    }

    private static void Scarf(Sheet s, Dress d)
    {
        using var _ = s.In("rotate(4)");
        const string under = "M-40 -290C60 -296 130 -296 176 -286C186 -100 190 90 196 270H-20C-30 90 -40 -100 -40 -290z";
        s.Lift(under, 24);
        s.Panel(under, d with { Colour = d.Colour.Darker(0.12) });
        Fringe(s, d, -12, 190, 272, 0);
        const string over = "M-190 -262C-196 -300 -170 -318 -120 -318C-40 -322 60 -322 140 -316C186 -312 200 -290 176 -268C150 -256 130 -254 96 -252C110 -80 96 90 108 236C40 246 -130 246 -192 236C-180 60 -196 -100 -190 -262z";
        s.Lift(over, 30);
        s.Panel(over, d, 1.3);
        using (s.Clip(over))
        {
            s.Fold("M-120 -250C-110 -100 -130 80 -118 250", 46, 1.3);
            s.Fold("M-30 -250C-10 -80 -40 100 -22 250", 54, 1.3);
            s.Fold("M60 -250C76 -80 50 100 66 250", 46, 1.3);
            s.Fold("M96 -252C140 -254 170 -262 190 -290", 40, 1.6);
            s.Stroke("M-180 -284C-100 -304 80 -304 170 -292", Palette.Cream, 22, 0.16);
            s.Stroke("M-160 -230C-152 -80 -166 80 -158 236M20 -230C36 -80 12 80 24 236", Palette.Cream, 20, 0.09);
        }
        Fringe(s, d, -186, 106, 236, 0);
    }

    private static void Fringe(Sheet s, Dress d, double from, double to, double y, double slope)
    {
        for (var x = from; x <= to; x += 12)
        {
            s.Stroke(I($"M{x:0.#} {y + ((x - from) * slope):0.#}q{(x % 5) - 2:0.#} 26 {(x % 7) - 3:0.#} 48"), d.Accent.Mix(d.Colour, 0.4), 5.5);
        }
    }

    private static void Beanie(Sheet s, Dress d)
    {
        const string crown = "M-216 110C-230 -60 -150 -210 0 -214C150 -210 230 -60 216 110z";
        const string brim = "M-228 84C-120 112 120 112 228 84C240 130 238 180 226 222C120 250 -120 250 -226 222C-238 180 -240 130 -228 84z";
        s.Lift(brim, 24);
        s.Lift(crown, 24);
        s.Panel(crown, d, 1.2);
        using (s.Clip(crown))
        {
            foreach (var x in new[] { -150, -70, 70, 150 })
            {
                s.Fold(I($"M0 -214C{x * 0.7:0.#} -160 {x} -40 {x} 110"), 36, 1.1);
            }
            s.Fold("M-230 96C-100 122 100 122 230 96", 40, 1.8);
        }
        for (var i = 0; i < 26; i++)
        {
            using var _ = s.In(I($"translate(0 -224) rotate({i * 83 % 360})"));
            s.Stroke(I($"M0 {-8 - (i % 3 * 4)}V{-40 - (i % 4 * 5)}"), d.Accent.Mix(i % 3 == 0 ? Palette.Cream : d.Accent.Darker(0.25), 0.3), 17);
        }
        s.Cover(brim, d.Colour.Darker(0.03), d.Accent, "rib");
        s.Path(brim, s.Linear(0, 0, 1, 0.3, new(0, Palette.Cream, 0.2), new(0.5, Palette.Cream, 0), new(1, Shade, 0.34)));
        s.Rect(96, 142, 62, 46, Palette.Leather, 6);
        s.Stitch(Box(102, 148, 50, 34, 3), Palette.Cream, 2, 0.7, 5);
    }

    private static void Mittens(Sheet s, Dress d)
    {
        const string hand = "M-96 120C-110 10 -116 -110 -84 -190C-56 -258 54 -262 84 -190C98 -150 102 -110 104 -70C130 -110 170 -130 192 -104C212 -78 168 20 104 76C102 96 100 110 98 120z";
        const string cuff = "M-100 112C-40 124 40 124 102 112L108 250C40 262 -40 262 -106 250z";
        foreach (var (place, mirror) in new[] { ("translate(-160 20) rotate(-8) scale(-1 1)", true), ("translate(160 -10) rotate(8)", false) })
        {
            using var _ = s.In(place);
            s.Lift(hand, mirror ? 12 : 20);
            s.Lift(cuff, mirror ? 12 : 20);
            s.Panel(hand, d);
            using (s.Clip(hand))
            {
                s.Fold("M98 -60C96 0 100 60 96 110", 30, 1.5);
                s.Fold("M80 -190C100 -100 96 0 90 110", 40, 1);
            }
            s.Cover(cuff, d.Accent.Mix(d.Colour, 0.12), d.Accent, "rib");
            s.Flat(cuff);
        }
    }

    private static void Slippers(Sheet s, Dress d)
    {
        const string sole = "M-110 -120C-120 -240 -60 -306 0 -306S120 -240 112 -110C106 -20 92 60 96 160C98 250 60 306 0 306S-98 250 -96 160C-92 60 -104 -20 -110 -120z";
        const string upper = "M-116 -60C-130 -240 -70 -318 0 -318S130 -240 118 -50C112 20 106 60 104 96C70 20 -66 20 -102 96C-108 50 -112 0 -116 -60z";
        foreach (var (place, turn) in new[] { (-148.0, -5.0), (148, 5) })
        {
            using var _ = s.In(I($"translate({place} {place * 0.12:0.#}) rotate({turn})"));
            s.Lift(sole, 24);
            s.Stroke(sole, Palette.Leather.Darker(0.35), 12);
            s.Panel(sole, new(d.Accent.Mix(Palette.Cream, 0.35), d.Accent, "melange"), 1.1);
            s.Path("M-90 60C-60 -20 60 -20 92 60C80 130 70 150 90 170H-90C-70 150 -84 110 -90 60z", s.Linear(0, 0, 0, 1, new(0, Shade, 0.55), new(1, Shade, 0)));
            s.Panel(upper, d with { Pattern = d.Pattern == Surface.Plain ? "melange" : d.Pattern }, 1.4);
            using (s.Clip(upper))
            {
                s.Fold("M90 -260C120 -180 116 -60 104 90", 60, 1.6);
                s.Stroke("M-70 -236C-92 -170 -92 -90 -88 -20", Palette.Cream, 30, 0.14);
            }
            s.Stitch("M-100 80C-66 4 70 4 102 80", d.Accent, 3.4, 0.9, 12);
            s.Stitch("M0 -310C-6 -220 6 -120 0 20", d.Colour.Darker(0.45), 3, 0.6, 12);
        }
    }

    private static void Boots(Sheet s, Dress d)
    {
        foreach (var (x, shade) in new[] { (84.0, 0.2), (-60, 0) })
        {
            using var _ = s.In(I($"translate({x} {(shade > 0 ? -26 : 0)})"));
            var dress = d with { Colour = d.Colour.Darker(shade) };
            const string shaft = "M-130 -470C-70 -456 20 -456 72 -470C76 -370 70 -270 84 -200C140 -170 220 -160 244 -110C256 -80 256 -60 254 -40H-136C-150 -180 -128 -330 -130 -470z";
            s.Panel(shaft, dress, 1.2);
            s.Path(shaft, s.Linear(0, 0, 1, 0, new(0, Shade, 0.2), new(0.2, Palette.Cream, 0.16), new(0.5, Shade, 0), new(1, Shade, 0.3)));
            using (s.Clip(shaft))
            {
                s.Fold("M-120 -230C-40 -210 30 -220 90 -240", 36, 1.3);
                s.Fold("M-130 -180C-50 -150 40 -170 110 -200", 30, 1.2);
                s.Stroke("M130 -150C190 -146 220 -130 234 -100", Palette.Cream, 14, 0.3);
            }
            s.Stroke("M-96 -440C-98 -340 -112 -200 -108 -100", Palette.Cream, 15, 0.28);
            s.Ellipse(-29, -468, 101, 15, d.Colour.Darker(0.55));
            s.Stroke("M-130 -466C-70 -448 20 -448 72 -466", d.Accent, 14);
            const string sole = "M-144 -46H262C272 -20 268 0 250 0H40L28 -16H-40L-50 0H-130C-148 0 -152 -24 -144 -46z";
            s.Path(sole, d.Accent.Mix(Rubber, 0.5));
            s.Path(sole, s.Linear(0, 0, 0, 1, new(0, Palette.Cream, 0.3), new(1, Shade, 0.4)));
        }
    }

    private static void Hat(Sheet s, Dress d)
    {
        s.Lift(Oval(0, 0, 318, 306), 34);
        s.Cover(Oval(0, 0, 322, 310), d.Colour, d.Accent, d.Pattern == Surface.Plain ? "herringbone" : d.Pattern);
        for (var r = 300; r > 176; r -= 18)
        {
            s.Stroke(Oval(0, 0, r, r * 0.96), d.Colour.Darker(0.5), 2, 0.25);
        }
        s.Path(Oval(0, 0, 322, 310), s.Linear(0, 0, 1, 1, new(0, Palette.Cream, 0.34), new(0.5, Shade, 0), new(1, Shade, 0.28)));
        s.Lift(Oval(0, -6, 178, 168), 46);
        s.Ellipse(0, -4, 182, 172, d.Accent.Luminance < 0.75 ? d.Accent : d.Accent.Darker(0.3));
        s.Path(Oval(0, -4, 182, 172), s.Linear(0, 0, 1, 1, new(0, Palette.Cream, 0.3), new(1, Shade, 0.4)));
        s.Cover(Oval(-6, -14, 160, 150), d.Colour, d.Accent, d.Pattern == Surface.Plain ? "herringbone" : d.Pattern);
        s.Path(Oval(-6, -14, 160, 150), s.Radial(0.34, 0.3, 0.8, new(0, Palette.Cream, 0.42), new(0.5, Shade, 0), new(1, Shade, 0.4)));
        s.Fold("M-60 -40C-20 -80 40 -70 60 -20C66 20 20 40 -20 34", 40, 1);
    }

    private static void Belt(Sheet s, Dress d)
    {
        const string ring = "M40 190C-120 220 -250 110 -250 -20S-130 -250 10 -246S250 -130 246 10C242 110 190 170 120 190";
        using (s.In("translate(14 26)"))
        {
            s.Fold(ring, 90, 2);
        }
        s.Stroke(ring, d.Colour.Darker(0.5), 74);
        s.Stroke(ring, d.Colour, 68);
        s.Stroke("M30 206C-140 226 -266 110 -266 -20S-136 -266 10 -262S262 -140 262 6", Palette.Cream, 14, 0.16);
        using (s.In("scale(1.1) translate(1 3)"))
        {
            s.Stitch(ring, d.Accent, 2.6, 0.75, 9);
        }
        using (s.In("scale(.89) translate(0 -4)"))
        {
            s.Stitch(ring, d.Accent, 2.6, 0.75, 9);
        }
        s.Lift(Box(-4, 134, 116, 112, 20), 12);
        s.Stroke(Box(-4, 134, 116, 112, 20), Palette.Brass.Darker(0.3), 22);
        s.Stroke(Box(-5, 132, 116, 112, 20), Palette.Brass, 17);
        s.Stroke("M-5 220V152Q-5 132 16 132H80", Palette.Cream, 5, 0.7);
        s.Tube("M-2 190H112", Palette.Brass, 15);
    }

    private static void Towel(Sheet s, Dress d)
    {
        s.Stroke("M-330 -296H330", Shade, 16, 0.2, "transform='translate(12 26)'");
        const string cloth = "M-200 -300C-100 -306 100 -306 200 -300C210 -100 204 120 212 310C150 322 70 312 0 318S-150 324 -212 310C-204 120 -210 -100 -200 -300z";
        s.Lift(cloth, 40);
        s.Panel(cloth, d, 1.1);
        using (s.Clip(cloth))
        {
            foreach (var (x, w) in new[] { (-140, 40.0), (-60, 54), (40, 44), (124, 60), (196, 50) })
            {
                s.Fold(I($"M{x} -300C{x - 12} -100 {x + 16} 120 {x + 4} 330"), w, 1.5);
                s.Stroke(I($"M{x - 34} -300C{x - 46} -100 {x - 18} 120 {x - 30} 330"), Palette.Cream, 18, 0.12);
            }
            s.Rect(-230, 226, 460, 20, d.Accent, 0, 0.8);
            s.Rect(-230, 258, 460, 8, d.Accent, 0, 0.8);
        }
        s.Tube("M-330 -300H330", Palette.Wood, 24);
        s.Path("M-200 -314C-100 -322 100 -322 200 -314V-284C100 -290 -100 -290 -200 -284z", d.Colour.Lighter(0.16));
        s.Path("M-200 -314C-100 -322 100 -322 200 -314V-284C100 -290 -100 -290 -200 -284z", s.Linear(0, 0, 0, 1, new(0, Palette.Cream, 0.4), new(1, Shade, 0.22)));
    }
}
