namespace Avanii.Catalog.Products;

/// <summary>Words that many products share, each kept once and named by a number. Case makes no difference: the first spelling is shown.</summary>
internal sealed class WordTable
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _words = [];

    public int Count => _words.Count;

    public string this[int number] => _words[number];

    public int Add(string word)
    {
        if (!_numbers.TryGetValue(word, out var number))
        {
            number = _words.Count;
            _numbers.Add(word, number);
            _words.Add(word);
        }
        return number;
    }

    public bool TryFind(string word, out int number) => _numbers.TryGetValue(word, out number);
}

/// <summary>Options, such as "Colour", and their values. A value's number is unique among those of all options.</summary>
internal sealed class OptionTable
{
    private readonly WordTable _names = new();
    private readonly List<Dictionary<string, int>> _valuesOf = [];
    private readonly List<(int Option, string Text)> _values = [];

    /// <summary>Option and text of each value.</summary>
    public IReadOnlyList<(int Option, string Text)> Values => _values;

    public int Count => _names.Count;

    public string NameOf(int option) => _names[option];

    public int AddName(string name)
    {
        var option = _names.Add(name);
        if (option == _valuesOf.Count)
        {
            _valuesOf.Add(new(StringComparer.OrdinalIgnoreCase));
        }
        return option;
    }

    public int AddValue(int option, string text)
    {
        if (!_valuesOf[option].TryGetValue(text, out var value))
        {
            value = _values.Count;
            _valuesOf[option].Add(text, value);
            _values.Add((option, text));
        }
        return value;
    }

    public bool TryFindName(string name, out int option) => _names.TryFind(name, out option);

    public bool TryFindValue(int option, string text, out int value) => _valuesOf[option].TryGetValue(text, out value);
}
