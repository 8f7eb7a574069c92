namespace Avanii.Catalog.Data.DemoCatalogue.Pictures;

/// <summary>The house colours. Each comes with an accent that flatters it and a paper to be photographed on.</summary>
internal static class Palette
{
    public sealed record Colour(Tone Base, Tone Accent, Tone Paper);

    private static readonly Dictionary<string, string> Papers = new()
    {
        ["cream"] = "#f0e7d8",
        ["oat"] = "#e6d9c5",
        ["blush"] = "#efd9cd",
        ["butter"] = "#efe0b6",
        ["sage"] = "#d3dacb",
        ["mist"] = "#d3dde1",
        ["lilac"] = "#ddd6e2",
        ["clay"] = "#dcb9a2",
        ["stone"] = "#cfc8bd",
        ["dusk"] = "#a9b6bd",
    };

    // name: base, accent, paper
    private static readonly Dictionary<string, Colour> Colours = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Chalk"] = Named("#f4eee3", "#c8775a", "stone"),
        ["Ivory"] = Named("#efe3cb", "#7d8a66", "clay"),
        ["Oat"] = Named("#ddcbaa", "#8a5a3c", "sage"),
        ["Sand"] = Named("#d8b98e", "#8d5b3e", "mist"),
        ["Honey"] = Named("#d99a3a", "#7a4521", "cream"),
        ["Mustard"] = Named("#d6a02f", "#37506a", "mist"),
        ["Ochre"] = Named("#c07f2e", "#f1dfbb", "sage"),
        ["Coral"] = Named("#e37b60", "#f6dfc7", "butter"),
        ["Terracotta"] = Named("#c4623f", "#f0d9c0", "cream"),
        ["Rust"] = Named("#a8492b", "#e9b98a", "mist"),
        ["Brick"] = Named("#94392f", "#e8c4a6", "oat"),
        ["Blush"] = Named("#e5b5a3", "#a4523f", "sage"),
        ["Rose"] = Named("#cc7f83", "#f4ddd4", "cream"),
        ["Berry"] = Named("#8d2f4c", "#eab7ac", "blush"),
        ["Plum"] = Named("#5f3352", "#dba5a0", "lilac"),
        ["Lilac"] = Named("#b3a2cc", "#5c4a7d", "butter"),
        ["Sky"] = Named("#94b9cf", "#2f506b", "cream"),
        ["Denim"] = Named("#48698c", "#e6d6b8", "oat"),
        ["Ink"] = Named("#26364f", "#d9b98c", "blush"),
        ["Petrol"] = Named("#1f5560", "#e3b565", "butter"),
        ["Lagoon"] = Named("#3e8f93", "#f2dcae", "blush"),
        ["Mint"] = Named("#a9cdb8", "#2f6458", "blush"),
        ["Sage"] = Named("#9caf8b", "#4a5d40", "blush"),
        ["Moss"] = Named("#68773e", "#e2cf93", "cream"),
        ["Olive"] = Named("#7b7440", "#e9d8a6", "lilac"),
        ["Fern"] = Named("#3f6b4a", "#e8c98f", "oat"),
        ["Pine"] = Named("#23473c", "#dfb784", "sage"),
        ["Stone"] = Named("#a59c8f", "#4d4540", "cream"),
        ["Slate"] = Named("#5d6b76", "#e4cfb1", "oat"),
        ["Charcoal"] = Named("#3a393d", "#cfae86", "mist"),
        ["Black"] = Named("#262428", "#d8a05a", "oat"),
        ["Cocoa"] = Named("#6b4230", "#e6c198", "blush"),
        ["Oak"] = Named("#c8995f", "#7b5230", "sage"),
        ["Walnut"] = Named("#7c5134", "#d9ab74", "oat"),
        ["Brass"] = Named("#c79a45", "#f6e3ae", "dusk"),
        ["Copper"] = Named("#c0744a", "#f6c9a4", "mist"),
        ["Steel"] = Named("#aab3b8", "#5d6a72", "blush"),
        ["Clear"] = Named("#cfe0de", "#7fa39f", "clay"),
        ["Amber"] = Named("#c9852f", "#6d3c14", "butter"),
        ["Smoke"] = Named("#8d8f95", "#54555c", "butter"),
    };

    public static IReadOnlyCollection<string> Names => Colours.Keys;

    public static Tone Wood { get; } = Tone.Parse("#c39a68");

    public static Tone DarkWood { get; } = Tone.Parse("#7f5639");

    public static Tone Leaf { get; } = Tone.Parse("#55754f");

    public static Tone Leather { get; } = Tone.Parse("#a5673c");

    public static Tone Brass { get; } = Tone.Parse("#cfa552");

    public static Tone Cream { get; } = Tone.Parse("#f5ecdb");

    public static bool Has(string name) => Colours.ContainsKey(name);

    public static Colour Of(string name) => Colours[name];

    private static Colour Named(string colour, string accent, string paper) =>
        new(Tone.Parse(colour), Tone.Parse(accent), Tone.Parse(Papers[paper]));
}
