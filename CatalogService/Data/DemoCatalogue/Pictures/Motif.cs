namespace Avanii.Catalog.Data.DemoCatalogue.Pictures;

internal enum Pose
{
    /// <summary>Stands on the floor; its foot is at (0, 0).</summary>
    Standing,

    /// <summary>Lies flat, seen from above; its middle is at (0, 0).</summary>
    Lying,

    /// <summary>Hangs on the wall or from the ceiling; its middle is at (0, 0).</summary>
    Hanging,
}

/// <summary>One kind of thing that the studio can draw, about 600 units wide or 650 high at most.</summary>
/// <param name="Width">Of the foot when standing (for the shadow), of the whole thing otherwise.</param>
/// <param name="Scale">Brings small and large things nearer in size, as a photographer does with the lens.</param>
/// <param name="Focus">What a close-up looks at, and how many times larger.</param>
internal sealed record Motif(Pose Pose, double Width, double Height, (double X, double Y, double Zoom) Focus, Action<Sheet, Dress> Draw, double Scale = 1.3);
