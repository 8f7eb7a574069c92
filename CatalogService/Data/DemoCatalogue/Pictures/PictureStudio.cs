using NetVips;
using static Avanii.Catalog.Data.DemoCatalogue.Pictures.Sheet;

namespace Avanii.Catalog.Data.DemoCatalogue.Pictures;

/// <summary>Draws the pictures of the demo catalogue: every product in front of the same camera, on paper in house colours.</summary>
public static class PictureStudio
{
    private const int PoolSize = 60;

    private static readonly Dictionary<string, Motif> Motifs = new[] { Tableware.Motifs, Homeware.Motifs, Pantry.Motifs, Garments.Motifs, Accessories.Motifs, Travel.Motifs }
        .SelectMany(motifs => motifs)
        .ToDictionary(pair => pair.Item1, pair => pair.Item2);

    /// <summary>Things that are shown in a landscape, not on a table.</summary>
    private static readonly HashSet<string> Outside = ["tent", "lantern", "sleeping-bag", "stool", "backpack", "boots", "bottle", "flask", "enamel-cup"];

    private static readonly Lazy<string> PaperGrain = new(MakePaperGrain);

    private static readonly Tone Light = Tone.Parse("#fffaf0");

    public static IReadOnlyCollection<string> MotifNames => Motifs.Keys;

    public static bool CanDraw(DemoScene scene) =>
        Motifs.ContainsKey(scene.Motif) && Palette.Has(scene.Colour) && Surface.Has(scene.Pattern) && (scene.With is null || Palette.Has(scene.With));

    /// <returns>An SVG of 1200 by 1200, without text or fonts.</returns>
    public static string RenderSvg(DemoScene scene)
    {
        var sheet = new Sheet();
        var motif = Motifs[scene.Motif];
        var colour = Palette.Of(scene.Colour);
        var dress = new Dress(colour.Base, colour.Accent, scene.Pattern);
        switch (scene.View)
        {
            case DemoView.Detail:
                Backdrop(sheet, motif.Pose, colour.Paper);
                var zoom = motif.Scale * motif.Focus.Zoom;
                Place(sheet, motif, dress, 600 - (motif.Focus.X * zoom), 600 - (motif.Focus.Y * zoom), zoom);
                break;
            case DemoView.Together:
                var other = Palette.Of(scene.With ?? scene.Colour);
                Setting(sheet, scene.Motif, motif, dress, dress with { Colour = other.Base, Accent = other.Accent }, colour.Paper);
                break;
            case DemoView.Swatch:
                Swatch(sheet, dress);
                break;
            default:
                Backdrop(sheet, motif.Pose, colour.Paper);
                Place(sheet, motif, dress, 600, motif.Pose == Pose.Standing ? FloorFor(motif) : 600, motif.Scale);
                break;
        }
        Grain(sheet);
        return sheet.ToString();
    }

    /// <summary>Pictures for generated products, sixty different ones; the index may be any number.</summary>
    public static DemoPicture Pool(int index)
    {
        var at = ((index % PoolSize) + PoolSize) % PoolSize;
        string[] motifs = ["mug", "tee", "vase", "backpack", "cushion", "bottle", "bowl", "beanie", "book", "lantern", "canister", "socks"];
        string[] colours = ["Terracotta", "Petrol", "Mustard", "Sage", "Ink"];
        var (motif, colour) = (motifs[at % motifs.Length], colours[at / motifs.Length]);
        return new DemoPicture($"{colour} {motif}", new DemoScene(motif, colour));
    }

    /// <summary>Things share a floor line; tall ones step forward a little, so that every picture is filled alike.</summary>
    private static double FloorFor(Motif motif) => Math.Clamp(620 + (motif.Height * motif.Scale / 2), 790, 1010);

    private static void Place(Sheet s, Motif motif, Dress dress, double x, double y, double scale, double turn = 0)
    {
        using var _ = s.In(I($"translate({x:0.#} {y:0.#}) rotate({turn:0.#}) scale({scale:0.###})"));
        if (motif.Pose == Pose.Standing)
        {
            s.Ground(0, 0, motif.Width, motif.Height);
        }
        motif.Draw(s, dress);
    }

    private static void Backdrop(Sheet s, Pose pose, Tone paper)
    {
        s.Rect(0, 0, Size, Size, paper);
        Daylight(s);
        if (pose == Pose.Standing)
        {
            // A paper sweep: wall and floor are one sheet, which only turns lighter towards the camera.
            s.Rect(0, 700, Size, 500, s.Linear(0, 0, 0, 1, new(0, Shade, 0), new(0.2, Shade, 0.06), new(0.34, Shade, 0.02), new(0.42, Light, 0.06), new(1, Light, 0.3)));
        }
    }

    private static void Daylight(Sheet s)
    {
        // One gradient for light and shade: a pass over the whole picture costs as much as many small shapes.
        s.Rect(0, 0, Size, Size, s.Radial(0.2, 0.12, 1.2, new(0, Light, 0.6), new(0.375, Light, 0.19), new(0.62, Light, 0), new(0.62, Shade, 0), new(1, Shade, 0.16)));
    }

    private static void Setting(Sheet s, string name, Motif motif, Dress first, Dress second, Tone paper)
    {
        switch (motif.Pose)
        {
            case Pose.Standing when Outside.Contains(name):
                Landscape(s, paper);
                Place(s, motif, second, 850, 900, motif.Scale * 0.56);
                Place(s, motif, first, 420, 1050, motif.Scale * 0.8);
                break;
            case Pose.Standing:
                Table(s, paper, first.Accent);
                if (name is not ("planter" or "vase" or "bottle-vase" or "table-lamp"))
                {
                    Place(s, Motifs["bottle-vase"], new(Palette.Cream.Mix(paper, 0.25), first.Accent, "speckle"), 1010, 880, 1);
                }
                Place(s, motif, second, motif.Width > 380 ? 780 : 735, 905, motif.Scale * 0.66);
                Place(s, motif, first, motif.Width > 380 ? 420 : 350, 990, motif.Scale * 0.76);
                break;
            case Pose.Hanging when name is "hammock" or "umbrella":
                Landscape(s, paper);
                Place(s, motif, first, 600, name == "hammock" ? 640 : 560, motif.Scale * 0.94);
                break;
            case Pose.Hanging:
                s.Rect(0, 0, Size, Size, paper);
                Daylight(s);
                Window(s);
                Place(s, motif, second, 850, name == "pendant" ? 360 : 500, motif.Scale * 0.58);
                Place(s, motif, first, 370, name == "pendant" ? 640 : 560, motif.Scale * 0.76);
                break;
            default:
                s.Cover(Box(0, 0, Size, Size), Palette.Wood.Mix(paper, 0.5), Palette.DarkWood, "grain");
                foreach (var x in new[] { 300, 600, 900 })
                {
                    s.Stroke(I($"M{x} 0V1200"), Palette.DarkWood, 3, 0.3);
                }
                Daylight(s);
                Window(s);
                Place(s, motif, second, 800, 460, motif.Scale * 0.7, 14);
                Place(s, motif, first, 430, 690, motif.Scale * 0.78, -9);
                break;
        }
    }

    /// <summary>Sun through a window: two panes of light across the wall.</summary>
    private static void Window(Sheet s)
    {
        foreach (var d in new[] { "M120 0H360L760 640H520z", "M420 0H640L1040 640H820z" })
        {
            s.Path(d, s.Linear(0, 0, 0, 1, new(0, Light, 0.38), new(1, Light, 0.05)));
        }
    }

    private static void Table(Sheet s, Tone paper, Tone accent)
    {
        s.Rect(0, 0, Size, Size, paper.Mix(accent, 0.1));
        Daylight(s);
        Window(s);
        s.Rect(0, 770, Size, 430, Palette.Wood);
        s.Path(Box(0, 770, Size, 430), s.Tile("table", 620, 150, "scale(1.6 .7)", () => string.Concat(Enumerable.Range(0, 22).Select(i =>
            I($"<path d='M0 {(i * 7) + 2}C150 {(i * 7) - (i % 3 * 3)} 380 {(i * 7) + (i % 4 * 3)} 620 {(i * 7) + 2}' fill='none' stroke='{Palette.DarkWood}' stroke-width='{0.8 + (i % 3 * 0.7):0.#}' stroke-opacity='.2'/>")))));
        s.Rect(0, 770, Size, 430, s.Linear(0, 0, 1, 0.5, new(0, Light, 0.36), new(0.5, Light, 0.04), new(1, Shade, 0.22)));
        s.Rect(0, 762, Size, 12, Palette.DarkWood, 0, 0.35);
    }

    private static void Landscape(Sheet s, Tone paper)
    {
        var sky = paper.Mix(Tone.Parse("#f3d9b8"), 0.5);
        s.Rect(0, 0, Size, Size, s.Linear(0, 0, 0, 1, new(0, paper.Lighter(0.2)), new(0.6, sky)));
        s.Ellipse(800, 340, 150, 150, Tone.Parse("#f6c982"), 0.85);
        s.Ellipse(800, 340, 330, 330, s.Radial(0.5, 0.5, 0.5, new(0.3, Tone.Parse("#ffe6b0"), 0.5), new(1, Light, 0)));
        var hill = Tone.Parse("#7f9a8c");
        s.Path("M0 560C150 470 260 430 380 500C520 400 640 380 790 520C930 450 1080 470 1200 540V1200H0z", hill.Mix(sky, 0.62));
        s.Path("M0 680C180 570 330 600 480 660C680 560 860 600 1200 690V1200H0z", hill.Mix(sky, 0.3));
        s.Path("M0 790C260 700 520 740 700 770C900 720 1080 740 1200 780V1200H0z", Tone.Parse("#7d9170"));
        s.Path("M0 850C300 790 760 830 1200 850V1200H0z", s.Linear(0, 0, 0.6, 1, new(0, Tone.Parse("#b0ad78")), new(1, Tone.Parse("#7e8a57"))));
        foreach (var (x, y, size) in new[] { (90.0, 770.0, 1.0), (150, 792, 0.7), (1110, 780, 1.1), (1050, 800, 0.75), (1175, 806, 0.8) })
        {
            using var _ = s.In(I($"translate({x} {y}) scale({size})"));
            s.Path("M0 -190C30 -110 50 -50 58 0H-58C-50 -50 -30 -110 0 -190z", Tone.Parse("#47634f"));
            s.Path("M0 -190C30 -110 50 -50 58 0H6z", Shade, 0.16);
        }
        s.Rect(0, 0, Size, Size, s.Radial(0.2, 0.12, 1, new(0, Light, 0.4), new(1, Light, 0)));
    }

    /// <summary>The material alone, in soft waves.</summary>
    private static void Swatch(Sheet s, Dress dress)
    {
        using (s.In("translate(-200 -100) rotate(-9) scale(2)"))
        {
            s.Cover(Box(-200, -200, 1200, 1200), dress.Colour, dress.Accent, dress.Pattern);
        }
        foreach (var (x, width) in new[] { (120, 190.0), (430, 240), (780, 210), (1080, 240) })
        {
            s.Fold(I($"M{x} -60C{x + 150} 300 {x - 140} 760 {x + 60} 1260"), width, 1.5);
            s.Fold(I($"M{x - 130} -60C{x + 20} 300 {x - 270} 760 {x - 70} 1260"), width * 0.7, 1.6, Light);
        }
        Daylight(s);
    }

    private static void Grain(Sheet s) =>
        s.Rect(0, 0, Size, Size, s.Tile("paper", 200, 200, "", () => $"<image width='200' height='200' href='data:image/png;base64,{PaperGrain.Value}'/>"));

    private static string MakePaperGrain()
    {
        using var noise = Image.Gaussnoise(200, 200, sigma: 1, mean: 0, seed: 11);
        using var tone = (noise > 0).Ifthenelse(255, 30).Cast(Enums.BandFormat.Uchar);
        using var alpha = (noise.Abs() * 6).Cast(Enums.BandFormat.Uchar);
        using var grain = tone.Bandjoin(alpha).Copy(interpretation: Enums.Interpretation.Bw);
        return Convert.ToBase64String(grain.PngsaveBuffer());
    }
}
