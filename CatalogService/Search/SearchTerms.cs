using Avanii.Catalog.Data;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Avanii.Catalog.Search;

/// <summary>Words as the database reads them: each with its synonyms, and with what it may be a slip for.</summary>
/// <param name="Parts">What is to be found for each word, or for several that are one term.</param>
/// <param name="Skus">Whose SKU the whole text is.</param>
/// <param name="Correction">The words with those replaced that the catalogue does not know; null when it knows all, or nothing like them.</param>
/// <param name="Expected">About how many products have all of the words, for the rarest of them is in so many texts.</param>
internal sealed record SearchTerms(IReadOnlyList<NpgsqlTsQuery> Parts, SkuHits Skus, TypedWords? Correction, int Expected)
{
    private const int ShortestBeginning = 2; // one letter begins a tenth of all words
    private const int ShortestChecked = 3;

    /// <summary>All of the words.</summary>
    public NpgsqlTsQuery All => Parts.Count == 0 ? new NpgsqlTsQueryEmpty() : Parts.Aggregate((left, right) => new NpgsqlTsQueryAnd(left, right));

    /// <summary>Any of the words; nothing when there are not several.</summary>
    public NpgsqlTsQuery Any => Parts.Count < 2 ? new NpgsqlTsQueryEmpty() : Parts.Aggregate((left, right) => new NpgsqlTsQueryOr(left, right));

    /// <summary>Quotes, "or" and a leading minus as on the big search pages.</summary>
    public static async Task<NpgsqlTsQuery> ReadOperatorsAsync(CatalogDbContext db, string words, CancellationToken ct) =>
        (await db.Database.SqlQuery<Operators>($"SELECT websearch_to_tsquery('catalog.shop', {words}) AS query").SingleAsync(ct)).Query;

    /// <summary>One statement, unless staff have changed a synonym since this instance's last search.</summary>
    public static async Task<SearchTerms> ReadAsync(
        CatalogDbContext db, SynonymBook book, TypedWords typed, SkuText sku, bool checkSpelling, CancellationToken ct)
    {
        for (var edition = book.Current; ;)
        {
            var plan = new Plan(typed, edition, checkSpelling);
            var rows = await TermRow.ReadAsync(db, plan.Texts, plan.Prefixes, plan.Checked, sku, ct);
            if (rows[0].SynonymsVersion == edition.Version)
            {
                return plan.Carry(rows, sku);
            }
            edition = await book.LoadAsync(db, rows[0].SynonymsVersion, ct);
        }
    }

    private sealed record Operators(NpgsqlTsQuery Query);

    /// <summary>Which texts to ask the database about, and what becomes of its answers.</summary>
    private sealed class Plan
    {
        private readonly IReadOnlyList<string> _words;
        private readonly List<Segment> _segments = [];
        private readonly Dictionary<int, int> _pairs = []; // row of "teapot" for the place of "tea" in "tea pot"

        public Plan(TypedWords typed, SynonymBook.Edition synonyms, bool checkSpelling)
        {
            _words = typed.Words;
            foreach (var (index, word) in _words.Index())
            {
                var isUnfinished = typed.IsUnfinished && index == _words.Count - 1 && word.Length >= ShortestBeginning;
                Ask(word, isUnfinished ? $"'{word.Replace("'", "''", StringComparison.Ordinal)}':*" : "", checkSpelling && CanBeMisspelt(word));
            }
            for (var from = 0; from < _words.Count;)
            {
                var (count, alternatives) = synonyms.Find(_words, from);
                for (var i = from; i < from + count; i++)
                {
                    Checked[i] = false; // a synonym is spelt as staff wrote it
                }
                List<int> rows = [.. alternatives.Select(other => Ask(other))];
                if (count <= 1 && Apart(_words[from]) is { } apart)
                {
                    rows.Add(Ask(apart));
                }
                _segments.Add(new(from, Math.Max(count, 1), rows));
                from += Math.Max(count, 1);
            }
            for (var i = 0; i + 1 < _words.Count; i++)
            {
                if (CanBeMisspelt(_words[i]) && CanBeMisspelt(_words[i + 1]))
                {
                    _pairs[i] = Ask(_words[i] + _words[i + 1]);
                }
            }
        }

        public List<string> Texts { get; } = [];
        public List<string> Prefixes { get; } = [];
        public List<bool> Checked { get; } = [];

        public SearchTerms Carry(List<TermRow> rows, SkuText sku)
        {
            var parts = new List<NpgsqlTsQuery>();
            var expected = int.MaxValue;
            var joined = new HashSet<int>(); // words that are one with their neighbour
            for (var s = 0; s < _segments.Count; s++)
            {
                var segment = _segments[s];
                var together = segment.Rows.Select(row => rows[row]);
                if (segment.Count == 1 && s + 1 < _segments.Count && _segments[s + 1].Count == 1
                    && _pairs.TryGetValue(segment.From, out var pair) && rows[pair].Products > 0)
                {
                    joined.UnionWith([segment.From, segment.From + 1]);
                    s++;
                    Add(And(Own(rows, segment.From), Own(rows, segment.From + 1)), Rarest(segment.From, 2), together.Append(rows[pair]));
                    continue;
                }
                Add(Enumerable.Range(segment.From, segment.Count).Select(i => Own(rows, i)).Aggregate(And), Rarest(segment.From, segment.Count), together);
            }
            if (parts.Count == 0) // only words like "the": each may be the beginning of another
            {
                Add(rows[_words.Count - 1].Beginning, rows[_words.Count - 1].Expected, []);
            }
            return new(parts, new(rows[0].WholeSku, rows[0].BeginningOfSku, sku.IsNoWord), Correct(rows, joined), parts.Count == 0 ? 0 : expected);

            int Rarest(int from, int count) => rows.Skip(from).Take(count).Min(row => row.Expected);

            void Add(NpgsqlTsQuery own, int products, IEnumerable<TermRow> alternatives)
            {
                if (alternatives.Select(row => row.Whole).Aggregate(own, Or) is not NpgsqlTsQueryEmpty and var part)
                {
                    parts.Add(part);
                    expected = Math.Min(expected, products + alternatives.Sum(row => row.Expected));
                }
            }
        }

        /// <summary>The word itself; an unfinished one also as a beginning.</summary>
        private static NpgsqlTsQuery Own(List<TermRow> rows, int word)
        {
            var row = rows[word];
            return row.Beginning is NpgsqlTsQueryEmpty || row.Whole is NpgsqlTsQueryEmpty ? row.Whole
                // The stem as a beginning includes the word, unless the stem is a shorter one: "pants" is no beginning of "pantry". The
                // same twice would make the planner expect twice the rows.
                : row.Stem.Equals(row.Beginning) ? row.Stem
                : Or(row.Whole, row.Beginning);
        }

        private TypedWords? Correct(List<TermRow> rows, HashSet<int> joined)
        {
            var words = new List<string>();
            // A rare word is doubted where all are words: in "stonware mug" the first is the wrong one, and a mug is no jug.
            var rareAreDoubted = !rows.Take(_words.Count).Any(row => row is { Products: 0, Near: not null });
            for (var i = 0; i < _words.Count; i++)
            {
                var row = rows[i];
                words.Add(row.Near is null || joined.Contains(i) || (row.Products > 0 && !rareAreDoubted) ? _words[i] : Spelling.Nearest(row.Plain, row.Near, isWord: row.Products > 0) is { } near
                    ? near : row.Products == 0 && row.Split is { } split ? split : _words[i]);
            }
            var corrected = TypedWords.Parse(string.Join(' ', words));
            return corrected.Words.SequenceEqual(_words) ? null : corrected with { IsUnfinished = false };
        }

        private int Ask(string text, string prefix = "", bool isChecked = false)
        {
            Texts.Add(text);
            Prefixes.Add(prefix);
            Checked.Add(isChecked);
            return Texts.Count - 1;
        }

        private static bool CanBeMisspelt(string word) => word.Length >= ShortestChecked && word.All(c => char.IsLetter(c) || c == '-');

        /// <returns>"cast iron" of "cast-iron"; null of "t-shirt", whose first part says nothing.</returns>
        private static string? Apart(string word) =>
            word.Contains('-') && word.Split('-').All(part => part.Length > 1) ? word.Replace('-', ' ') : null;

        private static NpgsqlTsQuery And(NpgsqlTsQuery left, NpgsqlTsQuery right) =>
            left is NpgsqlTsQueryEmpty ? right : right is NpgsqlTsQueryEmpty ? left : new NpgsqlTsQueryAnd(left, right);

        private static NpgsqlTsQuery Or(NpgsqlTsQuery left, NpgsqlTsQuery right) =>
            left is NpgsqlTsQueryEmpty ? right : right is NpgsqlTsQueryEmpty ? left : new NpgsqlTsQueryOr(left, right);

        /// <param name="Rows">Of what is as good.</param>
        private sealed record Segment(int From, int Count, IReadOnlyList<int> Rows);
    }
}
