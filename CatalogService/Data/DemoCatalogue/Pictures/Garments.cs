using static Avanii.Catalog.Data.DemoCatalogue.Pictures.Sheet;

namespace Avanii.Catalog.Data.DemoCatalogue.Pictures;

/// <summary>Clothes, laid flat.</summary>
internal static class Garments
{
    private static readonly Tone Horn = Tone.Parse("#8a6a4c");

    public static IEnumerable<(string, Motif)> Motifs =>
    [
        ("tee", new(Pose.Lying, 680, 600, (0, -190, 2), Tee, 1.32)),
        ("long-sleeve", new(Pose.Lying, 640, 640, (0, -190, 2), LongSleeve, 1.28)),
        ("sweater", new(Pose.Lying, 660, 640, (0, -180, 2), Sweater, 1.28)),
        ("cardigan", new(Pose.Lying, 660, 640, (0, -60, 2), Cardigan, 1.28)),
        ("shirt", new(Pose.Lying, 640, 660, (0, -180, 2), Shirt, 1.26)),
        ("jacket", new(Pose.Lying, 660, 660, (40, -110, 2), Jacket, 1.26)),
        ("vest", new(Pose.Lying, 500, 620, (0, -100, 2), Vest, 1.3)),
        ("trousers", new(Pose.Lying, 420, 690, (0, -230, 2), Trousers, 1.3)),
        ("shorts", new(Pose.Lying, 480, 440, (0, -90, 2), Shorts, 1.5)),
        ("dress", new(Pose.Lying, 520, 680, (0, -180, 2), DressCut, 1.3)),
        ("apron", new(Pose.Lying, 460, 660, (0, 60, 2), Apron, 1.28)),
    ];

    private const string TeeBody = "M-96 -292C-60 -250 60 -250 96 -292L186 -258C196 -150 186 60 192 292C120 304 -120 304 -192 292C-186 60 -196 -150 -186 -258z";

    private static void Tee(Sheet s, Dress d)
    {
        const string left = "M-150 -272C-220 -248 -252 -214 -276 -164C-296 -120 -318 -76 -334 -40C-300 -12 -254 4 -212 12C-204 -30 -194 -60 -180 -90z";
        const string right = "M150 -272C220 -248 252 -214 276 -164C296 -120 318 -76 334 -40C300 -12 254 4 212 12C204 -30 194 -60 180 -90z";
        s.Lift(left);
        s.Lift(right);
        s.Lift(TeeBody);
        Neck(s, d, 96, -292, 34);
        Sleeve(s, d, left, "M-186 -240C-194 -180 -190 -120 -184 -84");
        Sleeve(s, d, right, "M186 -240C194 -180 190 -120 184 -84");
        s.Stitch("M-324 -48C-290 -22 -250 -6 -212 0", d.Colour.Darker(0.4), 2.4, 0.55, 9);
        s.Stitch("M324 -48C290 -22 250 -6 212 0", d.Colour.Darker(0.4), 2.4, 0.55, 9);
        Body(s, d, TeeBody);
        s.Stitch("M-190 276C-120 288 120 288 190 276", d.Colour.Darker(0.4), 2.4, 0.55, 9);
        Collar(s, d, "M-98 -292C-62 -244 62 -244 98 -292", 22);
    }

    private static void LongSleeve(Sheet s, Dress d)
    {
        Sleeves(s, d, out var left, out var right);
        s.Lift(TeeBody);
        Neck(s, d, 96, -292, 34);
        Sleeve(s, d, left, "M-186 -240C-194 -180 -190 -120 -184 -84");
        Sleeve(s, d, right, "M186 -240C194 -180 190 -120 184 -84");
        Body(s, d, TeeBody);
        Collar(s, d, "M-98 -292C-62 -244 62 -244 98 -292", 20);
        s.Stitch("M-190 276C-120 288 120 288 190 276", d.Colour.Darker(0.4), 2.4, 0.55, 9);
    }

    private static void Sweater(Sheet s, Dress d)
    {
        Sleeves(s, d, out var left, out var right);
        const string body = "M-100 -292C-60 -262 60 -262 100 -292L190 -256C200 -150 192 60 196 236C120 250 -120 250 -196 236C-192 60 -200 -150 -190 -256z";
        const string hem = "M-196 232C-120 246 120 246 196 232C196 260 194 280 190 296C120 308 -120 308 -190 296C-194 280 -196 260 -196 232z";
        s.Lift(body);
        s.Lift(hem);
        Neck(s, d, 100, -292, 40);
        Sleeve(s, d, left, "M-190 -240C-198 -180 -194 -120 -186 -84");
        Sleeve(s, d, right, "M190 -240C198 -180 194 -120 186 -84");
        Cuffs(s, d);
        Body(s, d, body);
        Ribbed(s, d, hem);
        Collar(s, d with { Pattern = "rib" }, "M-102 -292C-66 -250 66 -250 102 -292", 38);
    }

    private static void Cardigan(Sheet s, Dress d)
    {
        Sleeves(s, d, out var left, out var right);
        const string body = "M-92 -294L0 -70L92 -294L190 -256C200 -150 192 60 196 236C120 250 -120 250 -196 236C-192 60 -200 -150 -190 -256z";
        const string hem = "M-196 232C-120 246 120 246 196 232C196 260 194 280 190 296C120 308 -120 308 -190 296C-194 280 -196 260 -196 232z";
        s.Lift(hem);
        s.Lift(body);
        s.Path("M-92 -294C-60 -280 60 -280 92 -294L0 -60z", d.Colour.Darker(0.45));
        Sleeve(s, d, left, "M-190 -240C-198 -180 -194 -120 -186 -84");
        Sleeve(s, d, right, "M190 -240C198 -180 194 -120 186 -84");
        Cuffs(s, d);
        Body(s, d, body);
        Ribbed(s, d, hem);
        const string placket = "M-104 -292L-12 -66V302H24V-66L110 -288L92 -296L4 -86L-88 -298z";
        s.Fold("M28 -60V300", 18, 1.4);
        Ribbed(s, d, placket);
        for (var i = 0; i < 5; i++)
        {
            Button(s, 6, -40 + (i * 78), 11);
        }
    }

    private static void Shirt(Sheet s, Dress d)
    {
        Sleeves(s, d, out var left, out var right);
        const string body = "M-90 -300L0 -250L90 -300L190 -262C198 -150 190 60 196 250C180 296 120 310 60 316C20 300 -20 300 -60 316C-120 310 -180 296 -196 250C-190 60 -198 -150 -190 -262z";
        s.Lift(body);
        s.Path("M-84 -304C-50 -316 50 -316 84 -304L60 -262H-60z", d.Colour.Darker(0.4));
        Sleeve(s, d, left, "M-190 -240C-198 -180 -194 -120 -186 -84");
        Sleeve(s, d, right, "M190 -240C198 -180 194 -120 186 -84");
        Body(s, d, body);
        s.Fold("M22 -240V300", 16, 1.4);
        s.Panel("M-17 -256H17V303C8 301 -8 301 -17 303z", d, 0.5);
        s.Stitch("M-13 -240V300M13 -240V300", d.Colour.Darker(0.45), 2, 0.5, 8);
        for (var i = 0; i < 6; i++)
        {
            Button(s, 0, -206 + (i * 88), 8.5);
        }
        Pocket(s, d, 62, -130, 92, 104);
        const string leftCollar = "M-88 -306C-60 -284 -30 -262 0 -250L-52 -186L-126 -268z";
        const string rightCollar = "M88 -306C60 -284 30 -262 0 -250L52 -186L126 -268z";
        s.Fold("M-126 -262L-52 -178L0 -244L52 -178L126 -262", 18, 1.3);
        s.Panel(leftCollar, d);
        s.Panel(rightCollar, d);
        s.Stitch("M-116 -266L-53 -198L-10 -246M116 -266L53 -198L10 -246", d.Colour.Darker(0.45), 2, 0.55, 8);
    }

    private static void Jacket(Sheet s, Dress d)
    {
        const string hood = "M-120 -280C-130 -350 -60 -372 0 -372S130 -350 120 -280C90 -240 40 -226 0 -222C-40 -226 -90 -240 -120 -280z";
        Sleeves(s, d, out var left, out var right);
        const string body = "M-110 -286C-60 -246 60 -246 110 -286L194 -256C204 -150 198 60 206 306C120 318 -120 318 -206 306C-198 60 -204 -150 -194 -256z";
        s.Lift(hood);
        s.Lift(body);
        s.Panel(hood, d, 1.3);
        s.Path("M-76 -288C-80 -332 -40 -346 0 -346S80 -332 76 -288C50 -262 26 -254 0 -252C-26 -254 -50 -262 -76 -288z", d.Colour.Darker(0.5));
        s.Path("M-76 -288C-80 -332 -40 -346 0 -346S80 -332 76 -288C50 -262 26 -254 0 -252C-26 -254 -50 -262 -76 -288z", d.Accent, 0.35);
        Sleeve(s, d, left, "M-194 -240C-202 -180 -198 -120 -190 -84");
        Sleeve(s, d, right, "M194 -240C202 -180 198 -120 190 -84");
        Body(s, d, body);
        s.Fold("M26 -246V306", 16, 1.5);
        s.Panel("M-22 -256C-8 -252 8 -252 22 -256V314H-22z", d, 0.7);
        s.Stroke("M-17 -252V312M17 -252V312", d.Colour.Darker(0.5), 2.2, 0.5);
        for (var i = 0; i < 6; i++)
        {
            s.Ellipse(0, -216 + (i * 96), 9, 9, Palette.Brass);
            s.Ellipse(-2, -218 + (i * 96), 4, 4, Palette.Cream, 0.6);
        }
        foreach (var side in new[] { -1, 1 })
        {
            var flap = I($"M{side * 64} 96L{side * 166} 84L{side * 170} 130L{side * 66} 142z");
            s.Fold(I($"M{side * 66} 148L{side * 170} 136"), 18, 1.4);
            s.Panel(flap, d, 0.8);
            s.Stitch(flap, d.Colour.Darker(0.5), 2, 0.5, 8);
        }
        s.Stroke("M-58 -256C-60 -220 -56 -200 -60 -164M58 -256C60 -220 56 -200 60 -164", d.Accent, 5);
        s.Stroke("M-60 -164V-150M60 -164V-150", Palette.Brass, 9);
    }

    private static void Vest(Sheet s, Dress d)
    {
        const string body = "M-84 -296C-50 -276 50 -276 84 -296L176 -262C158 -200 170 -130 216 -96C208 30 214 200 218 296C140 310 -140 310 -218 296C-214 200 -208 30 -216 -96C-170 -130 -158 -200 -176 -262z";
        s.Lift(body);
        s.Path("M-84 -296C-84 -330 84 -330 84 -296C50 -276 -50 -276 -84 -296z", d.Colour.Darker(0.45));
        Body(s, d, body);
        using (s.Clip(body))
        {
            for (var y = -190; y < 300; y += 92)
            {
                s.Fold(I($"M-230 {y}C-100 {y + 10} 100 {y + 10} 230 {y}"), 46, 1.7);
                s.Stroke(I($"M-230 {y}C-100 {y + 10} 100 {y + 10} 230 {y}"), d.Colour.Darker(0.5), 3, 0.5);
                s.Stroke(I($"M-230 {y + 24}C-100 {y + 34} 100 {y + 34} 230 {y + 24}"), Palette.Cream, 22, 0.13);
            }
        }
        s.Panel("M-92 -304C-50 -272 50 -272 92 -304L98 -262C50 -226 -50 -226 -98 -262z", d, 1.3);
        s.Rect(-9, -246, 18, 548, d.Accent, 2);
        s.Stroke("M0 -246V300", d.Accent.Darker(0.45), 5, 0.8, "stroke-dasharray='3 7'");
        s.Rect(-10, -250, 20, 40, Palette.Brass, 6);
    }

    private static void Trousers(Sheet s, Dress d)
    {
        const string shape = "M-150 -336C-60 -328 60 -328 150 -336C176 -230 190 -60 192 334C150 346 90 346 50 338C46 180 22 10 4 -90C-4 -90 -4 -90 -4 -90C-22 10 -46 180 -50 338C-90 346 -150 346 -192 334C-190 -60 -176 -230 -150 -336z";
        s.Lift(shape);
        s.Panel(shape, d, 1.1);
        using (s.Clip(shape))
        {
            s.Fold("M-120 -260C-130 -60 -126 120 -122 340", 26, 1.2);
            s.Fold("M120 -260C130 -60 126 120 122 340", 26, 1.2);
            s.Fold("M0 -100C-40 -60 -90 -50 -140 -60", 40, 0.6);
            s.Fold("M0 -90C40 -50 90 -40 150 -56", 40, 0.7);
            s.Fold("M8 -80C40 60 60 200 62 340", 40, 1.3);
            s.Fold("M190 -100V340", 46, 1.4);
            s.Stroke("M-122 -250C-132 -60 -128 120 -124 330M118 -250C128 -60 124 120 120 330", Palette.Cream, 4, 0.16);
        }
        s.Panel("M-153 -338C-60 -330 60 -330 153 -338L160 -288C60 -280 -60 -280 -160 -288z", d, 1.3);
        s.Stitch("M-158 -292C-60 -284 60 -284 158 -292", d.Colour.Darker(0.5), 2.2, 0.6, 9);
        s.Stroke("M2 -284V-150C2 -120 -10 -106 -22 -102", d.Colour.Darker(0.5), 3, 0.5);
        s.Stitch("M22 -284V-160C22 -120 4 -100 -14 -92", d.Colour.Darker(0.5), 2, 0.5, 8);
        s.Stroke("M-158 -230C-120 -226 -100 -250 -92 -286M158 -230C120 -226 100 -250 92 -286", d.Colour.Darker(0.5), 3, 0.55);
        foreach (var x in new[] { -104, 88 })
        {
            s.Rect(x, -342, 16, 60, d.Colour.Darker(0.12), 4);
        }
        Button(s, 0, -312, 11);
        s.Stitch("M-190 310C-150 320 -90 320 -52 314M190 310C150 320 90 320 52 314", d.Colour.Darker(0.5), 2.2, 0.5, 9);
    }

    private static void Shorts(Sheet s, Dress d)
    {
        const string shape = "M-160 -206C-60 -198 60 -198 160 -206C192 -90 218 60 232 186C160 210 90 214 34 206C28 130 16 70 0 20C-16 70 -28 130 -34 206C-90 214 -160 210 -232 186C-218 60 -192 -90 -160 -206z";
        s.Lift(shape);
        s.Panel(shape, d, 1.1);
        using (s.Clip(shape))
        {
            s.Fold("M0 10C-50 30 -110 30 -190 0", 34, 1.2);
            s.Fold("M0 14C50 40 120 36 190 6", 34, 1.2);
            s.Fold("M-120 -150C-140 -20 -146 100 -150 210", 24, 1);
            s.Fold("M120 -150C140 -20 146 100 150 210", 28, 1.3);
        }
        var waist = "M-163 -210C-60 -202 60 -202 163 -210L172 -162C60 -152 -60 -152 -172 -162z";
        s.Panel(waist, d with { Pattern = "rib" }, 1.2);
        s.Stroke("M-14 -178C-30 -120 -26 -96 -34 -70M12 -178C24 -130 18 -110 28 -86", d.Accent, 6);
        s.Stitch("M-228 164C-160 186 -90 190 -36 184M228 164C160 186 90 190 36 184", d.Colour.Darker(0.5), 2.2, 0.55, 9);
        s.Stroke("M-172 -130C-150 -60 -176 -20 -196 0M172 -130C150 -60 176 -20 196 0", d.Colour.Darker(0.5), 3, 0.45);
    }

    private static void DressCut(Sheet s, Dress d)
    {
        const string shape = "M-86 -330C-50 -270 50 -270 86 -330L150 -306C156 -240 130 -180 126 -120C150 0 220 180 254 300C160 340 -160 340 -254 300C-220 180 -150 0 -126 -120C-130 -180 -156 -240 -150 -306z";
        const string left = "M-146 -308C-196 -280 -216 -230 -228 -176C-200 -156 -166 -152 -138 -156z";
        const string right = "M146 -308C196 -280 216 -230 228 -176C200 -156 166 -152 138 -156z";
        s.Lift(left);
        s.Lift(right);
        s.Lift(shape);
        Neck(s, d, 86, -330, 26);
        s.Panel(left, d);
        s.Panel(right, d);
        s.Panel(shape, d, 1.1);
        using (s.Clip(shape))
        {
            foreach (var (x, to) in new[] { (-90, -190), (-46, -84), (0, 10), (48, 106), (92, 206) })
            {
                s.Fold(I($"M{x} -110C{x} 20 {to} 160 {to} 330"), 44, 1.5);
                s.Stroke(I($"M{x - 20} -104C{x - 24} 20 {to - 34} 160 {to - 38} 330"), Palette.Cream, 12, 0.1);
            }
        }
        s.Stroke("M-127 -122C-60 -110 60 -110 127 -122", d.Accent.Mix(d.Colour, 0.25), 13);
        s.Stroke("M4 -112C-20 -70 -30 -40 -26 -6M8 -112C30 -70 34 -44 30 -16", d.Accent.Mix(d.Colour, 0.25), 8);
        Collar(s, d, "M-88 -330C-52 -264 52 -264 88 -330", 12);
    }

    private static void Apron(Sheet s, Dress d)
    {
        const string shape = "M-110 -220C-60 -212 60 -212 110 -220C116 -130 160 -84 226 -64V290C150 306 -150 306 -226 290V-64C-160 -84 -116 -130 -110 -220z";
        s.Stroke("M-96 -214C-130 -360 130 -360 96 -214", d.Accent.Darker(0.1), 20);
        s.Stitch("M-96 -214C-130 -360 130 -360 96 -214", d.Accent.Lighter(0.3), 2, 0.6, 8);
        s.Stroke("M-222 -54C-270 0 -250 90 -286 150M222 -54C270 0 250 90 286 150", d.Accent.Darker(0.1), 16);
        s.Lift(shape);
        s.Panel(shape, d with { Pattern = d.Pattern == Surface.Plain ? "weave" : d.Pattern }, 1.2);
        using (s.Clip(shape))
        {
            s.Fold("M-60 -210C-80 -40 -120 120 -130 300", 40, 1.1);
            s.Fold("M80 -210C90 -40 140 120 150 300", 44, 1.3);
        }
        s.Stitch("M-98 -206C-60 -198 60 -198 98 -206M-212 -50V276C-150 290 150 290 212 276V-50", d.Accent, 2.6, 0.8, 9);
        const string pocket = "M-130 40H130V160C130 184 116 192 96 192H-96C-116 192 -130 184 -130 160z";
        s.Lift(pocket, 9);
        s.Panel(pocket, d with { Pattern = d.Pattern == Surface.Plain ? "weave" : d.Pattern });
        s.Stitch("M-120 50H120M0 54V184M-120 56V160C-120 176 -112 182 -96 182H96C112 182 120 176 120 160V56", d.Accent, 2.6, 0.8, 9);
        s.Rect(-98, -218, 14, 30, Palette.Leather, 3);
        s.Rect(84, -218, 14, 30, Palette.Leather, 3);
    }

    private static void Sleeves(Sheet s, Dress d, out string left, out string right)
    {
        left = "M-150 -274C-210 -254 -236 -220 -250 -170C-276 -70 -300 80 -318 226C-290 244 -250 250 -222 244C-212 140 -196 20 -176 -80z";
        right = "M150 -274C210 -254 236 -220 250 -170C276 -70 300 80 318 226C290 244 250 250 222 244C212 140 196 20 176 -80z";
        s.Lift(left);
        s.Lift(right);
    }

    private static void Cuffs(Sheet s, Dress d)
    {
        Ribbed(s, d, "M-320 222C-292 240 -250 248 -220 242L-228 296C-260 300 -296 292 -324 276z");
        Ribbed(s, d, "M320 222C292 240 250 248 220 242L228 296C260 300 296 292 324 276z");
    }

    private static void Sleeve(Sheet s, Dress d, string shape, string seam)
    {
        s.Panel(shape, d, 1.2);
        using (s.Clip(shape))
        {
            s.Fold(seam, 46, 1.7);
            var side = seam.StartsWith("M-", StringComparison.Ordinal) ? -1 : 1;
            s.Fold(I($"M{side * 206} -110C{side * 236} -96 {side * 252} -88 {side * 290} -90"), 26, 1);
            s.Fold(I($"M{side * 220} 70C{side * 250} 60 {side * 262} 40 {side * 284} 36"), 24, 1);
            s.Stroke(seam, d.Colour.Darker(0.5), 5, 0.4);
            s.Stroke(I($"M{side * 252} -160C{side * 276} -70 {side * 290} 60 {side * 304} 200"), Palette.Cream, 16, 0.1);
        }
    }

    private static void Body(Sheet s, Dress d, string shape)
    {
        s.Panel(shape, d, 1.1);
        using (s.Clip(shape))
        {
            s.Fold("M-186 -90C-130 -70 -110 -30 -100 30", 56, 0.6);
            s.Fold("M186 -90C130 -64 120 -20 112 40", 60, 0.75);
            s.Fold("M-90 60C-60 140 -80 220 -70 300", 52, 0.5);
            s.Fold("M70 20C40 120 70 220 56 300", 56, 0.5);
            s.Fold("M188 -60C180 80 186 200 190 300", 50, 1.5);
            s.Stroke("M-120 -120C-100 0 -126 140 -118 280", Palette.Cream, 40, 0.06);
            s.Stroke("M-120 -120C-100 0 -126 140 -118 280", Palette.Cream, 18, 0.06);
            s.Stroke("M10 -100C-6 40 14 160 4 290", Palette.Cream, 34, 0.05);
        }
    }

    private static void Neck(Sheet s, Dress d, double half, double y, double depth)
    {
        var back = I($"M{-half} {y}C{-half * 0.6:0.#} {y - 22} {half * 0.6:0.#} {y - 22} {half} {y}C{half * 0.6:0.#} {y + depth + 14} {-half * 0.6:0.#} {y + depth + 14} {-half} {y}z");
        s.Path(back, d.Colour.Darker(0.34));
        s.Stroke(I($"M{-half} {y}C{-half * 0.6:0.#} {y - 22} {half * 0.6:0.#} {y - 22} {half} {y}"), d.Colour.Darker(0.12), 16);
        s.Rect(-20, y + 2, 40, 26, Palette.Cream, 3, 0.9);
    }

    private static void Collar(Sheet s, Dress d, string path, double width)
    {
        using (s.In("translate(0 7)"))
        {
            s.Stroke(path, Shade, width, 0.16);
        }
        s.Stroke(path, d.Colour.Darker(0.24), width);
        s.Stroke(path, d.Colour.Lighter(0.05), width - 4);
        if (d.Pattern == "rib")
        {
            s.Stroke(path, d.Colour.Darker(0.45), width - 4, 0.4, "stroke-dasharray='4 9' style='stroke-linecap:butt'");
        }
        else
        {
            s.Stitch(path, d.Colour.Darker(0.45), 2, 0.5, 8);
        }
    }

    private static void Ribbed(Sheet s, Dress d, string shape)
    {
        s.Cover(shape, d.Colour.Darker(0.05), d.Accent, "rib");
        s.Flat(shape);
    }

    private static void Pocket(Sheet s, Dress d, double x, double y, double width, double height)
    {
        var shape = I($"M{x} {y}h{width}v{height * 0.8:0.#}l{-width / 2:0.#} {height * 0.2:0.#}l{-width / 2:0.#} {-height * 0.2:0.#}z");
        s.Lift(shape, 7);
        s.Panel(shape, d, 0.8);
        s.Stitch(shape, d.Colour.Darker(0.5), 2, 0.5, 8);
    }

    private static void Button(Sheet s, double x, double y, double radius)
    {
        s.Ellipse(x + 2, y + 4, radius, radius, Shade, 0.35);
        s.Ellipse(x, y, radius, radius, Horn);
        s.Ellipse(x - (radius * 0.2), y - (radius * 0.2), radius * 0.7, radius * 0.7, Horn.Lighter(0.3));
        s.Ellipse(x - 2.5, y, 1.5, 1.5, Horn.Darker(0.6));
        s.Ellipse(x + 2.5, y, 1.5, 1.5, Horn.Darker(0.6));
    }
}
