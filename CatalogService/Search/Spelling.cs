using System.Numerics;

namespace Avanii.Catalog.Search;

/// <summary>Which word of the catalogue somebody meant.</summary>
internal static class Spelling
{
    private const double OtherFirstLetter = 0.5; // few people get the first letter wrong

    /// <param name="typed">In small letters without accents.</param>
    /// <param name="candidates">Words of the catalogue, the commonest first.</param>
    /// <param name="isWord">It is a word of the catalogue itself, only a rare one: then only one slip is believed.</param>
    /// <returns>The nearest, or null when none is near enough.</returns>
    public static string? Nearest(string typed, IEnumerable<Vocabulary.Entry> candidates, bool isWord)
    {
        var letters = LettersOf(typed);
        return candidates
            .Select(entry => (entry.Word, entry.Letters, Most: isWord ? 1 : MostSlips(Math.Max(typed.Length, entry.Word.Length))))
            .Where(c => Math.Abs(typed.Length - c.Word.Length) <= c.Most && BitOperations.PopCount(letters ^ c.Letters) <= 2 * c.Most) // leaves few to compare
            .Select(c => (c.Word, c.Most, Slips: Slips(typed, c.Word)))
            .Where(c => c.Slips <= c.Most)
            .OrderBy(c => c.Slips + (c.Word[0] == typed[0] ? 0 : OtherFirstLetter)) // a stable sort: the commonest of equals
            .FirstOrDefault().Word;
    }

    /// <summary>A bit for each letter that a word has. A slip adds one and takes one at most.</summary>
    internal static uint LettersOf(string word) => word.Aggregate(0u, (letters, c) => letters | (1u << (c % 32)));

    private static int MostSlips(int letters) => letters switch { <= 5 => 1, <= 8 => 2, _ => 3 };

    /// <summary>Letters left out, added, changed, or swapped with their neighbour (optimal string alignment).</summary>
    internal static int Slips(string a, string b)
    {
        var (before, last, row) = (new int[b.Length + 1], Enumerable.Range(0, b.Length + 1).ToArray(), new int[b.Length + 1]);
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = a[i - 1] == b[j - 1];
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }
            (before, last, row) = (last, row, before);
        }
        return last[b.Length];
    }
}
