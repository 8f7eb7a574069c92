namespace Avanii.Web.Seo;

/// <summary>What search engines call the things that variants differ in. The shop's own names are in the language of its catalogue.</summary>
public enum KnownOption
{
    Other,
    Color,
    Size,
    Material,
    Pattern,
}

internal static class KnownOptions
{
    public static KnownOption Of(string name) => name.Trim().ToUpperInvariant() switch
    {
        "COLOUR" or "COLOR" or "FARBE" => KnownOption.Color,
        "SIZE" or "GRÖSSE" or "GRÖßE" => KnownOption.Size,
        "MATERIAL" => KnownOption.Material,
        "PATTERN" or "MUSTER" => KnownOption.Pattern,
        _ => KnownOption.Other,
    };

    /// <returns>The variant's value of that option, or null.</returns>
    public static string? Value(IReadOnlyList<string> names, IReadOnlyList<string> values, KnownOption option)
    {
        for (var i = 0; i < names.Count && i < values.Count; i++)
        {
            if (Of(names[i]) == option)
            {
                return values[i];
            }
        }
        return null;
    }
}
