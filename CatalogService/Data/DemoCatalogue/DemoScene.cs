namespace Avanii.Catalog.Data.DemoCatalogue;

/// <summary>What a picture shows; PictureStudio draws it.</summary>
/// <param name="Motif">The kind of thing, as in PictureStudio.MotifNames.</param>
/// <param name="Colour">A house colour.</param>
/// <param name="Pattern">Glaze, print, knit or weave.</param>
/// <param name="With">The colour of the second one, in a scene with two.</param>
public sealed record DemoScene(string Motif, string Colour, string Pattern = "plain", DemoView View = DemoView.Studio, string? With = null);

public enum DemoView
{
    /// <summary>Alone on paper: the picture in lists.</summary>
    Studio,

    /// <summary>So near that the material shows.</summary>
    Detail,

    /// <summary>Two of them, where they are used.</summary>
    Together,

    /// <summary>Only the material, with colour cards.</summary>
    Swatch,
}
