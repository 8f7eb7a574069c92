using System.Globalization;

namespace Avanii.Catalog.Data.DemoCatalogue.Pictures;

/// <summary>A colour that can be shaded. Shadows lean to plum and lights to cream, so nothing turns grey or chalky.</summary>
internal readonly record struct Tone(double R, double G, double B)
{
    private static readonly Tone Shadow = Parse("#241a2b");
    private static readonly Tone Light = Parse("#fff8ea");

    public static Tone Parse(string hex)
    {
        double Channel(int at) => int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new Tone(Channel(1), Channel(3), Channel(5));
    }

    public double Luminance => ((0.2126 * R) + (0.7152 * G) + (0.0722 * B)) / 255;

    public Tone Mix(Tone other, double share) =>
        new(R + ((other.R - R) * share), G + ((other.G - G) * share), B + ((other.B - B) * share));

    public Tone Darker(double share) => Mix(Shadow, share);

    public Tone Lighter(double share) => Mix(Light, share);

    /// <summary>The same colour a step away, towards whichever side leaves room: for patterns, tone on tone.</summary>
    public Tone Step(double share) => Luminance < 0.45 ? Lighter(share) : Darker(share * 0.8);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"#{(int)Math.Round(R):x2}{(int)Math.Round(G):x2}{(int)Math.Round(B):x2}");
}
