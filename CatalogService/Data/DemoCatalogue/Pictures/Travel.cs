using static Avanii.Catalog.Data.DemoCatalogue.Pictures.Sheet;

namespace Avanii.Catalog.Data.DemoCatalogue.Pictures;

/// <summary>Bags, bottles and what a night outside needs.</summary>
internal static class Travel
{
    private static readonly Tone Steel = Tone.Parse("#bcc3c6");
    private static readonly Tone Glow = Tone.Parse("#ffdf9a");
    private static readonly Tone Dark = Tone.Parse("#2f2b2c");

    public static IEnumerable<(string, Motif)> Motifs =>
    [
        ("backpack", new(Pose.Standing, 380, 590, (0, -220, 1.9), Backpack, 1.2)),
        ("tote", new(Pose.Standing, 400, 600, (-40, -220, 2), Tote, 1.18)),
        ("duffel", new(Pose.Standing, 560, 400, (-60, -180, 2), Duffel, 1.32)),
        ("suitcase", new(Pose.Standing, 370, 620, (-60, -280, 2), Suitcase, 1.16)),
        ("pouch", new(Pose.Standing, 400, 290, (-60, -200, 2), Pouch, 1.5)),
        ("bottle", new(Pose.Standing, 200, 600, (-20, -260, 2), Bottle, 1.18)),
        ("flask", new(Pose.Standing, 220, 560, (-20, -360, 2), Flask, 1.22)),
        ("tent", new(Pose.Standing, 640, 420, (-80, -200, 1.9), Tent, 1.35)),
        ("lantern", new(Pose.Standing, 240, 520, (0, -210, 2), Lantern, 1.28)),
        ("sleeping-bag", new(Pose.Standing, 480, 330, (-60, -170, 2), SleepingBag, 1.42)),
        ("umbrella", new(Pose.Hanging, 640, 600, (-120, -150, 1.9), Umbrella, 1.2)),
        ("stool", new(Pose.Standing, 440, 440, (-60, -370, 2), Stool, 1.35)),
        ("wallet", new(Pose.Lying, 420, 560, (-40, 40, 2), Wallet, 1.25)),
        ("hammock", new(Pose.Hanging, 700, 420, (-60, 60, 1.9), Hammock, 1.3)),
    ];

    private static void Backpack(Sheet s, Dress d)
    {
        s.Tube("M-56 -560C-60 -626 60 -626 56 -560", d.Accent.Mix(Palette.Leather, 0.6), 20);
        foreach (var side in new[] { -1, 1 })
        {
            var wing = I($"M{side * 170} -240C{side * 222} -240 {side * 232} -200 {side * 230} -120C{side * 230} -50 {side * 216} -20 {side * 170} -16z");
            s.Panel(wing, d with { Colour = d.Colour.Darker(side > 0 ? 0.3 : 0.14), Pattern = Surface.Plain });
        }
        const string body = "M-196 -20C-214 -160 -214 -360 -190 -470C-170 -560 -90 -584 0 -584S170 -560 190 -470C214 -360 214 -160 196 -20C190 -2 170 0 150 0H-150C-170 0 -190 -2 -196 -20z";
        s.Cover(body, d.Colour, d.Accent, d.Pattern == Surface.Plain ? "weave" : d.Pattern);
        s.Round(body);
        const string flap = "M-204 -300C-210 -370 -206 -420 -192 -470C-172 -560 -90 -586 0 -586S172 -560 192 -470C206 -420 210 -370 204 -300C140 -276 -140 -276 -204 -300z";
        s.Fold("M-200 -292C-140 -266 140 -266 200 -292", 40, 1.8);
        s.Panel(flap, d with { Pattern = d.Pattern == Surface.Plain ? "weave" : d.Pattern }, 1.3);
        s.Stitch("M-192 -312C-140 -292 140 -292 192 -312", d.Accent, 2.8, 0.75, 10);
        const string pocket = "M-140 -214C-60 -204 60 -204 140 -214V-70C140 -46 126 -36 104 -36H-104C-126 -36 -140 -46 -140 -70z";
        s.Fold("M-136 -30C-60 -20 60 -20 140 -40", 30, 1.5);
        s.Panel(pocket, d with { Colour = d.Colour.Lighter(0.05), Pattern = d.Pattern == Surface.Plain ? "weave" : d.Pattern }, 1.2);
        s.Stitch("M-130 -202C-60 -192 60 -192 130 -202V-70C130 -54 120 -46 104 -46H-104C-120 -46 -130 -54 -130 -70z", d.Accent, 2.6, 0.7, 10);
        foreach (var x in new[] { -96, 96 })
        {
            s.Rect(x - 13, -420, 32, 232, Shade, 6, 0.24);
            s.Rect(x - 17, -424, 34, 232, Palette.Leather, 6);
            s.Rect(x - 17, -424, 34, 232, s.Linear(0, 0, 1, 0, new(0, Palette.Cream, 0.22), new(1, Shade, 0.24)), 6);
            s.Stitch(I($"M{x - 11} -418V-198M{x + 11} -418V-198"), Palette.Cream, 2, 0.6, 8);
            s.Stroke(Box(x - 22, -262, 44, 36, 6), Palette.Brass.Darker(0.15), 7);
            s.Stroke(I($"M{x - 20} -262H{x + 16}"), Palette.Cream, 2.5, 0.7);
        }
    }

    private static void Tote(Sheet s, Dress d)
    {
        s.Stroke("M-96 -390C-110 -610 -40 -620 6 -600", d.Colour.Darker(0.3), 24);
        s.Stroke("M110 -390C122 -560 70 -620 6 -600", d.Colour.Darker(0.3), 24);
        const string body = "M-216 -400C-80 -392 80 -392 216 -400C212 -260 206 -120 210 -14C120 4 -120 4 -210 -14C-206 -120 -212 -260 -216 -400z";
        s.Cover(body, d.Colour, d.Accent, d.Pattern == Surface.Plain ? "weave" : d.Pattern);
        s.Flat(body, 1.3);
        using (s.Clip(body))
        {
            s.Fold("M-120 -390C-160 -260 -110 -120 -130 0", 50, 1.1);
            s.Fold("M130 -390C170 -260 110 -120 146 0", 54, 1.4);
            s.Fold("M-200 -60C-60 -30 60 -30 200 -70", 40, 1.1);
            s.Fold("M0 -390C14 -300 -20 -240 -4 -140", 36, 0.7);
        }
        s.Stitch("M-212 -368C-80 -360 80 -360 212 -368", d.Accent, 2.6, 0.7, 9);
        foreach (var side in new[] { -1, 1 })
        {
            var strap = side < 0 ? "M-108 -340C-104 -420 -120 -560 -70 -600C-40 -624 60 -624 84 -590C114 -550 104 -420 110 -340" : "";
            if (strap.Length > 0)
            {
                using (s.In("translate(8 8)"))
                {
                    s.Stroke("M-108 -340V-380M110 -340V-380", Shade, 26, 0.2);
                }
                s.Stroke(strap, d.Accent.Mix(d.Colour, 0.35).Darker(0.25), 28);
                s.Stroke(strap, d.Accent.Mix(d.Colour, 0.35), 24);
                s.Stitch(strap, Palette.Cream, 2.2, 0.45, 9);
            }
        }
        s.Stroke("M-116 -330l18 18M-98 -330l-18 18M102 -330l18 18M120 -330l-18 18", d.Colour.Darker(0.5), 2.6, 0.7);
    }

    private static void Duffel(Sheet s, Dress d)
    {
        s.Stroke("M-150 -270C-150 -420 130 -430 150 -280", d.Accent.Mix(Palette.Leather, 0.7).Darker(0.35), 24);
        const string body = "M-270 -20C-310 -90 -314 -200 -270 -268C-240 -304 240 -304 270 -268C314 -200 310 -90 270 -20C250 4 -250 4 -270 -20z";
        s.Cover(body, d.Colour, d.Accent, d.Pattern == Surface.Plain ? "weave" : d.Pattern);
        s.Path(body, s.Linear(0, 0, 0, 1, new(0, Palette.Cream, 0.34), new(0.3, Palette.Cream, 0.06), new(0.65, Shade, 0.08), new(1, Shade, 0.44)));
        using (s.Clip(body))
        {
            s.Path("M-330 -300H-212C-236 -200 -236 -90 -212 20H-330z", Palette.Leather);
            s.Path("M330 -300H212C236 -200 236 -90 212 20H330z", Palette.Leather.Darker(0.2));
            s.Path(body, s.Linear(0, 0, 0, 1, new(0, Palette.Cream, 0.2), new(0.5, Shade, 0), new(1, Shade, 0.3)));
            s.Fold("M-60 -290C-40 -200 -80 -100 -50 0", 50, 1.2);
            s.Fold("M60 -290C90 -200 40 -100 70 0", 50, 1.2);
        }
        s.Stitch("M-208 -276C-228 -190 -228 -90 -206 -8M208 -276C228 -190 228 -90 206 -8", Palette.Cream, 2.8, 0.7, 10);
        s.Stroke("M-210 -276C-100 -290 100 -290 210 -276", Dark, 13, 0.85);
        s.Stroke("M-210 -276C-100 -290 100 -290 210 -276", Palette.Brass, 5, 1, "stroke-dasharray='3 6'");
        s.Tube("M-140 -10C-144 -120 -150 -200 -140 -262C-130 -420 100 -400 128 -262C142 -200 136 -120 132 -10", d.Accent.Mix(Palette.Leather, 0.7), 24);
        s.Rect(-66, -392, 104, 38, Palette.Leather, 12);
        s.Stitch(Box(-60, -386, 92, 26, 8), Palette.Cream, 2, 0.6, 7);
    }

    private static void Suitcase(Sheet s, Dress d)
    {
        s.Stroke("M-80 -530V-640H80V-530", Steel.Darker(0.3), 16);
        s.Stroke("M-82 -530V-642H78V-530", Steel, 10);
        s.Tube("M-70 -640H70", Dark, 26);
        foreach (var x in new[] { -140, 140 })
        {
            s.Rect(x - 20, -30, 40, 30, Dark, 12);
        }
        var body = Box(-196, -560, 392, 540, 46);
        s.Cover(body, d.Colour, d.Accent, Surface.Plain);
        using (s.Clip(body))
        {
            for (var x = -160; x <= 160; x += 40)
            {
                s.Rect(x - 9, -570, 18, 560, s.Linear(0, 0, 1, 0, new(0, Palette.Cream, 0.3), new(0.5, Shade, 0.02), new(1, Shade, 0.34)));
            }
            if (d.Pattern != Surface.Plain)
            {
                s.Cover(Box(-200, -190, 400, 70), d.Accent, d.Colour, d.Pattern);
            }
        }
        s.Flat(body, 1.6);
        s.Stroke(body, d.Colour.Darker(0.42), 7);
        s.Stroke("M-180 -80V-510Q-180 -544 -146 -544H60", Palette.Cream, 5, 0.55);
        foreach (var (x, y) in new[] { (-196, -560), (144, -560), (-196, -72), (144, -72) })
        {
            s.Rect(x, y, 52, 52, Palette.Leather, 22);
            s.Stitch(Box(x + 8, y + 8, 36, 36, 14), Palette.Cream, 2, 0.6, 7);
        }
        s.Rect(-50, -462, 100, 20, Palette.Leather, 8);
        s.Rect(-34, -300, 68, 44, Palette.Brass, 8);
        s.Flat(Box(-34, -300, 68, 44, 8), 2);
    }

    private static void Pouch(Sheet s, Dress d)
    {
        const string body = "M-216 -250C-80 -262 80 -262 216 -250C236 -170 232 -70 206 -10C120 6 -120 6 -206 -10C-232 -70 -236 -170 -216 -250z";
        s.Cover(body, d.Colour, d.Accent, d.Pattern == Surface.Plain ? "weave" : d.Pattern);
        s.Path(body, s.Linear(0, 0, 0.3, 1, new(0, Palette.Cream, 0.3), new(0.4, Palette.Cream, 0), new(0.7, Shade, 0.08), new(1, Shade, 0.42)));
        using (s.Clip(body))
        {
            s.Path("M-240 -80C-80 -66 80 -66 240 -80V20H-240z", Palette.Leather);
            s.Path("M-240 -80C-80 -66 80 -66 240 -80V20H-240z", s.Linear(0, 0, 0, 1, new(0, Palette.Cream, 0.1), new(1, Shade, 0.4)));
            s.Fold("M-80 -250C-100 -180 -60 -120 -90 -70", 36, 1);
            s.Fold("M110 -250C130 -180 90 -120 116 -70", 36, 1.2);
        }
        s.Stitch("M-226 -92C-80 -78 80 -78 226 -92", Palette.Cream, 2.8, 0.75, 10);
        s.Stroke("M-214 -250C-80 -262 80 -262 214 -250", Dark, 18, 0.9);
        s.Stroke("M-214 -250C-80 -262 80 -262 214 -250", Palette.Brass, 7, 1, "stroke-dasharray='3.5 6.5'");
        s.Rect(148, -272, 40, 26, Palette.Brass, 8);
        s.Path("M186 -262C220 -262 236 -230 232 -180L208 -182C210 -214 206 -234 182 -240z", Palette.Leather);
    }

    private static void Bottle(Sheet s, Dress d)
    {
        s.Turned([(-500, 58), (-490, 60), (-450, 66), (-410, 100), (-370, 112), (-200, 112), (-30, 112), (0, 100)], d, d.Pattern == Surface.Plain ? Finish.Glaze : Finish.Matte);
        s.Turned([(-24, 112), (-24, 112), (-4, 104), (0, 98)], new(Steel, d.Accent, Surface.Plain), Finish.Metal, 0.12);
        s.Turned([(-514, 60), (-512, 61), (-502, 61), (-498, 61)], new(Steel, d.Accent, Surface.Plain), Finish.Metal);
        s.Turned([(-580, 56), (-574, 62), (-530, 63), (-514, 62)], new(d.Accent.Mix(Palette.Wood, 0.6), d.Accent, "grain"), Finish.Matte);
        s.Ellipse(0, -580, 56, 8, Palette.Wood.Lighter(0.3));
        s.Tube("M-40 -584C-44 -640 44 -640 40 -584", Palette.Leather, 15);
    }

    private static void Flask(Sheet s, Dress d)
    {
        s.Tube("M112 -360C190 -366 196 -130 112 -130", Dark, 24);
        s.Turned([(-410, 96), (-400, 100), (-340, 116), (-200, 118), (-24, 118), (0, 108)], d, Finish.Matte);
        s.Turned([(-30, 119), (-30, 119), (-6, 114), (0, 106)], new(Steel, d.Accent, Surface.Plain), Finish.Metal, 0.12);
        s.Turned([(-424, 96), (-422, 98), (-412, 98), (-406, 98)], new(Steel, d.Accent, Surface.Plain), Finish.Metal);
        s.Turned([(-540, 78), (-532, 88), (-440, 96), (-424, 96)], new(d.Accent, d.Colour, Surface.Plain), Finish.Glaze, 0.12);
        s.Ellipse(0, -540, 78, 9, d.Accent.Lighter(0.35));
        s.Stroke("M-80 -330V-90", Palette.Cream, 10, 0.25);
    }

    private static void Tent(Sheet s, Dress d)
    {
        const string side = "M-20 -400C120 -380 260 -200 322 -8L90 0z";
        s.Path("M330 -6L392 26M-322 0L-380 30", Dark);
        s.Stroke("M280 -110L400 20M-270 -90L-392 28", Palette.Cream.Darker(0.2), 4);
        s.Cover(side, d.Colour.Darker(0.26), d.Accent, d.Pattern);
        s.Path(side, s.Linear(0, 0, 1, 0.4, new(0, Palette.Cream, 0.12), new(1, Shade, 0.36)));
        const string front = "M-20 -400C-150 -360 -270 -180 -316 0H92C70 -140 40 -290 -20 -400z";
        s.Cover(front, d.Colour, d.Accent, d.Pattern);
        s.Flat(front, 1.4);
        const string door = "M-24 -300C-90 -250 -150 -120 -168 0H34C28 -110 10 -220 -24 -300z";
        s.Path(door, s.Linear(0, 0, 0, 1, new(0, Tone.Parse("#4a3226")), new(0.6, Tone.Parse("#a86f35")), new(1, Glow)));
        s.Path("M-24 -300C-90 -250 -150 -120 -168 0H-120C-110 -110 -70 -220 -24 -300z", d.Accent);
        s.Path("M-24 -300C-90 -250 -150 -120 -168 0H-120C-110 -110 -70 -220 -24 -300z", s.Linear(0, 0, 1, 0, new(0, Palette.Cream, 0.2), new(1, Shade, 0.34)));
        s.Path("M-24 -300C10 -220 28 -110 34 0H4C2 -110 -4 -220 -24 -300z", d.Accent.Darker(0.2));
        s.Tube("M-20 -404C-154 -364 -276 -182 -322 0", Palette.Brass, 10);
        s.Tube("M-20 -404C42 -290 76 -140 98 0", Palette.Brass, 10);
        s.Fold("M60 -320C160 -240 220 -130 260 -10", 30, 1.2);
        s.Stitch("M-20 -386C-140 -340 -254 -180 -300 -4", d.Colour.Darker(0.5), 2.6, 0.5, 10);
    }

    private static void Lantern(Sheet s, Dress d)
    {
        s.Ellipse(0, -220, 330, 330, s.Radial(0.5, 0.5, 0.5, new(0, Glow, 0.6), new(0.45, Glow, 0.2), new(1, Glow, 0)));
        s.Stroke("M-110 -360C-130 -540 130 -540 110 -360", Dark, 9);
        s.Rect(-40, -506, 80, 22, Palette.Wood, 11);
        s.Turned([(-90, 122), (-84, 128), (-30, 132), (0, 120)], d);
        var glass = Forms.Outline([(-320, 92), (-300, 104), (-200, 116), (-120, 108), (-92, 98)]);
        s.Path(glass, s.Radial(0.5, 0.62, 0.6, new(0, Tone.Parse("#fff6d6")), new(0.5, Glow, 0.9), new(1, Tone.Parse("#e9a94f"), 0.65)));
        s.Path("M0 -248C20 -212 26 -192 14 -174C6 -164 -8 -164 -14 -174C-24 -192 -12 -212 0 -248z", Tone.Parse("#fffaf0"));
        s.Stroke("M-84 -290C-98 -230 -96 -160 -84 -120", Palette.Cream, 11, 0.75);
        s.Stroke("M-98 -310C-120 -240 -118 -160 -100 -94M98 -310C120 -240 118 -160 100 -94M0 -318V-250M0 -150V-92", d.Colour.Darker(0.2), 7);
        s.Turned([(-400, 22), (-396, 44), (-360, 84), (-326, 112), (-316, 112)], d);
        s.Turned([(-418, 20), (-414, 26), (-404, 28), (-398, 24)], new(Palette.Brass, d.Accent, Surface.Plain), Finish.Metal, 0.3);
    }

    private static void SleepingBag(Sheet s, Dress d)
    {
        const string roll = "M-196 -300C-196 -300 180 -306 190 -300C250 -290 282 -220 280 -150S246 -8 190 0C180 4 -190 4 -196 0z";
        s.Cover(roll, d.Colour, d.Accent, d.Pattern == Surface.Plain ? "quilt" : d.Pattern);
        s.Path(roll, s.Linear(0, 0, 0, 1, new(0, Palette.Cream, 0.36), new(0.28, Palette.Cream, 0.08), new(0.6, Shade, 0.1), new(1, Shade, 0.5)));
        s.Fold("M-60 -300C-40 -200 -40 -100 -60 0", 30, 1.2);
        s.Ellipse(-196, -150, 86, 150, d.Accent.Mix(d.Colour, 0.2));
        foreach (var r in new[] { 0.8, 0.58, 0.36, 0.16 })
        {
            s.Ellipse(-196, -150, 86 * r, 150 * r, r is 0.8 or 0.36 ? d.Colour : d.Accent.Mix(d.Colour, 0.2));
            s.Stroke(Oval(-196, -150, 86 * r, 150 * r), Shade, 5, 0.26);
        }
        s.Path(Oval(-196, -150, 86, 150), s.Linear(0, 0, 0.4, 1, new(0, Palette.Cream, 0.25), new(1, Shade, 0.34)));
        foreach (var x in new[] { -30, 130 })
        {
            s.Stroke(I($"M{x} -302C{x + 46} -220 {x + 46} -80 {x} 0"), Palette.Leather.Darker(0.3), 30);
            s.Stroke(I($"M{x - 1} -302C{x + 44} -220 {x + 44} -80 {x - 1} 0"), Palette.Leather, 26);
            s.Stitch(I($"M{x - 8} -300C{x + 36} -220 {x + 36} -80 {x - 8} -2"), Palette.Cream, 2, 0.6, 8);
            s.Stroke(Box(x + 14, -206, 44, 40, 6), Palette.Brass, 8);
        }
    }

    private static void Umbrella(Sheet s, Dress d)
    {
        using var _ = s.In("rotate(-12)");
        s.Tube("M0 -60V250C0 320 76 320 78 262", Palette.DarkWood, 17);
        const string canopy = "M-310 20C-300 -160 -160 -280 0 -280S300 -160 310 20C280 -14 230 -14 206 20C176 -16 130 -16 104 20C72 -14 28 -14 0 20C-28 -14 -72 -14 -104 20C-130 -16 -176 -16 -206 20C-230 -14 -280 -14 -310 20z";
        s.Lift(canopy, 16);
        s.Cover(canopy, d.Colour, d.Accent, d.Pattern);
        using (s.Clip(canopy))
        {
            s.Path("M0 -280C-60 -200 -100 -90 -104 30H-206C-190 -110 -110 -230 0 -280z", Palette.Cream, 0.14);
            s.Path("M0 -280C60 -200 100 -90 104 30H0z", Shade, 0.08);
            s.Path("M0 -280C110 -230 190 -110 206 30H320V-280z", Shade, 0.18);
            s.Path("M0 -280C60 -200 100 -90 104 30H206C190 -110 110 -230 0 -280z", Shade, 0.1);
            s.Stroke("M0 -280C-60 -200 -100 -90 -104 30M0 -280C-110 -230 -190 -110 -206 30M0 -280C60 -200 100 -90 104 30M0 -280C110 -230 190 -110 206 30M0 -280V30", d.Colour.Darker(0.5), 3, 0.4);
        }
        s.Path(canopy, s.Linear(0, 0, 1, 1, new(0, Palette.Cream, 0.3), new(0.5, Shade, 0), new(1, Shade, 0.16)));
        s.Rect(-7, -330, 14, 56, Palette.Brass, 6);
    }

    private static void Stool(Sheet s, Dress d)
    {
        s.Tube("M150 -390L-170 0", Palette.DarkWood, 28);
        s.Tube("M-150 -390L170 0", Palette.Wood, 28);
        s.Ellipse(0, -196, 18, 18, Palette.Brass);
        s.Tube("M-190 -4H-120M120 -4H190", Palette.DarkWood, 20);
        const string seat = "M-220 -430C-160 -360 160 -360 220 -430L228 -396C160 -316 -160 -316 -228 -396z";
        s.Cover(seat, d.Colour, d.Accent, d.Pattern == Surface.Plain ? "weave" : d.Pattern);
        s.Path(seat, s.Linear(0, 0, 1, 0.4, new(0, Palette.Cream, 0.25), new(0.5, Shade, 0.1), new(1, Shade, 0.34)));
        const string back = "M-220 -430C-140 -456 140 -456 220 -430C160 -360 -160 -360 -220 -430z";
        s.Cover(back, d.Colour.Lighter(0.12), d.Accent, d.Pattern == Surface.Plain ? "weave" : d.Pattern);
        s.Path(back, s.Linear(0, 0, 0, 1, new(0, Palette.Cream, 0.2), new(1, Shade, 0.24)));
        s.Stitch("M-214 -412C-156 -340 156 -340 214 -412", d.Accent, 2.8, 0.8, 10);
        s.Tube("M-232 -432L-222 -392M232 -432L222 -392", Palette.Wood, 24);
    }

    private static void Wallet(Sheet s, Dress d)
    {
        using var _ = s.In("rotate(-7)");
        var body = Box(-200, -260, 400, 520, 28);
        s.Lift(body, 28);
        s.Rect(-60, -304, 190, 200, Tone.Parse("#7d2f38"), 12);
        s.Stroke(Box(-44, -288, 158, 180, 8), Palette.Brass, 3, 0.8);
        s.Rect(-150, -286, 170, 200, Tone.Parse("#efe6d2"), 4);
        s.Rect(-130, -276, 50, 12, d.Accent, 3, 0.8);
        var dress = d with { Pattern = d.Pattern == Surface.Plain ? "melange" : d.Pattern };
        s.Panel("M-200 -236C-200 -252 -188 -260 -172 -260C-100 -240 100 -240 172 -260C188 -260 200 -252 200 -236V232a28 28 0 0 1 -28 28H-172a-28 28 0 0 1 -28 -28z", dress, 1.3);
        s.Stitch("M-186 -240V232a14 14 0 0 0 14 14H172a14 14 0 0 0 14 -14V-240", d.Accent, 2.8, 0.8, 10);
        const string pocket = "M-200 10C-100 30 100 30 200 10V232a28 28 0 0 1 -28 28H-172a-28 28 0 0 1 -28 -28z";
        s.Fold("M-196 8C-100 28 100 28 196 8", 22, 1.4);
        s.Panel(pocket, dress with { Colour = d.Colour.Darker(0.06) }, 1.2);
        s.Stitch("M-190 24C-100 42 100 42 190 24", d.Accent, 2.8, 0.8, 10);
        s.Rect(-46, -36, 92, 118, d.Colour.Darker(0.16), 18);
        s.Flat(Box(-46, -36, 92, 118, 18), 1.2);
        s.Ellipse(0, 46, 16, 16, Palette.Brass);
        s.Ellipse(-4, 42, 6, 6, Palette.Cream, 0.7);
    }

    private static void Hammock(Sheet s, Dress d)
    {
        s.Stroke("M-700 -360L-320 -150M700 -360L320 -150", Palette.Cream.Darker(0.25), 10);
        for (var i = 0; i <= 10; i++)
        {
            s.Stroke(I($"M-360 -172L{-290 + (i * 6)} {-150 + (i * 16)}M360 -172L{290 - (i * 6)} {-150 + (i * 16)}"), Palette.Cream.Darker(0.2), 3.4);
        }
        const string back = "M-290 -140C-180 60 180 60 290 -140C200 0 -200 0 -290 -140z";
        const string sling = "M-294 -140C-190 10 190 10 294 -140C280 -60 250 20 180 110C100 190 -100 190 -180 110C-250 20 -280 -60 -294 -140z";
        s.Path(back, d.Colour.Darker(0.4));
        s.Cover(sling, d.Colour, d.Accent, d.Pattern);
        s.Path(sling, s.Linear(0, 0, 0.4, 1, new(0, Palette.Cream, 0.26), new(0.4, Palette.Cream, 0), new(1, Shade, 0.42)));
        using (s.Clip(sling))
        {
            s.Fold("M-260 -60C-120 120 120 120 260 -60", 44, 1.3);
            s.Fold("M-220 30C-100 160 100 160 220 30", 40, 1.2);
            s.Stroke("M-280 -110C-160 60 160 60 280 -110", Palette.Cream, 16, 0.14);
        }
        for (var i = -10; i <= 10; i++)
        {
            s.Stroke(I($"M{i * 15} {168 - (i * i * 0.42):0.#}q{i % 3} 18 {i % 2} 40"), d.Accent.Mix(d.Colour, 0.3), 5);
        }
        s.Stitch("M-280 -118C-184 26 184 26 280 -118", d.Accent, 2.8, 0.6, 10);
    }
}
