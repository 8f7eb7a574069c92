using Avanii.Catalog.Data;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Avanii.Catalog.Search;

/// <summary>Words as the database reads them: each with its synonyms, and with what it may be a slip for.</summary>
/// <param name="Words">The words.</param>
/// <param name="Parts">What is to be found for each word, or for several that are one term.</param>
/// <param name="Skus">Whose SKU the whole text is.</param>
/// <param name="Correction">The same with those words replaced that the catalogue does not know; null when it knows all, or nothing like them.</param>
/// <param name="Expected">About how many products have all of the words, for the rarest of them is in so many texts.</param>
internal sealed record SearchTerms(TypedWords Words, IReadOnlyList<NpgsqlTsQuery> Parts, SkuHits Skus, SearchTerms? Correction, int Expected)
{
    private const int ShortestBeginning = 2; // one letter begins a tenth of all words
    private const int ShortestChecked = 3;
    private const int RareWord = 3; // what fewer texts have may be a slip that found a word by chance

    /// <summary>All of the words.</summary>
    public NpgsqlTsQuery All => Parts.Count == 0 ? new NpgsqlTsQueryEmpty() : Parts.Aggregate((left, right) => new NpgsqlTsQueryAnd(left, right));

    /// <summary>Any of the words; nothing when there are not several.</summary>
    public NpgsqlTsQuery Any => Parts.Count < 2 ? new NpgsqlTsQueryEmpty() : Parts.Aggregate((left, right) => new NpgsqlTsQueryOr(left, right));

    /// <summary>Quotes, "or" and a leading minus as on the big search pages.</summary>
    public static async Task<NpgsqlTsQuery> ReadOperatorsAsync(CatalogDbContext db, string words, CancellationToken ct) =>
        (await db.Database.SqlQuery<Operators>($"SELECT websearch_to_tsquery('catalog.shop', {words}) AS query").SingleAsync(ct)).Query;

    /// <summary>One statement, unless staff have changed a synonym since this instance's last search, or a corrected word's synonym is no
    /// word of the catalogue.</summary>
    public static async Task<SearchTerms> ReadAsync(
        CatalogDbContext db, SynonymBook book, Vocabulary.Edition vocabulary, TypedWords typed, SkuText sku, CancellationToken ct)
    {
        for (var edition = book.Current; ;)
        {
            var plan = new Plan(typed, edition, checkSpelling: true);
            var rows = await TermRow.ReadAsync(db, plan.Texts, plan.Prefixes, sku, ct);
            if (rows[0].SynonymsVersion != edition.Version)
            {
                edition = await book.LoadAsync(db, rows[0].SynonymsVersion, ct);
                continue;
            }
            var terms = plan.TermsOf(rows, vocabulary);
            var asTyped = plan.Carry(terms, new(rows[0].WholeSku, rows[0].BeginningOfSku, sku.IsNoWord));
            return plan.Correct(terms, vocabulary) is not { } correction ? asTyped
                : asTyped with { Correction = await CorrectAsync(db, edition, vocabulary, correction, plan.Texts.Zip(terms), ct) };
        }
    }

    private static async Task<SearchTerms> CorrectAsync(
        CatalogDbContext db, SynonymBook.Edition synonyms, Vocabulary.Edition vocabulary, TypedWords correction, IEnumerable<(string Text, Term Term)> known, CancellationToken ct)
    {
        var plan = new Plan(correction, synonyms, checkSpelling: false);
        var byText = known.DistinctBy(k => k.Text).ToDictionary(k => k.Text, k => k.Term.Finished(), StringComparer.Ordinal);
        var terms = plan.Texts.Select((text, i) => byText.GetValueOrDefault(text)
            ?? (vocabulary.Find(text) is { } entry ? Term.Of(entry) : plan.IsGuess(i) ? Term.Unknown(text) : null)).ToList();
        return plan.Carry(
            terms.Contains(null) ? plan.TermsOf(await TermRow.ReadAsync(db, plan.Texts, plan.Prefixes, SkuText.None, ct), vocabulary) : terms!, SkuHits.None);
    }

    private sealed record Operators(NpgsqlTsQuery Query);

    /// <summary>Which texts to ask the database about, and what becomes of its answers.</summary>
    private sealed class Plan
    {
        private readonly TypedWords _typed;
        private readonly IReadOnlyList<string> _words;
        private readonly List<bool> _checked = [];
        private readonly HashSet<int> _joined = []; // words that are one with their neighbour
        private readonly List<Segment> _segments = [];
        private readonly Dictionary<int, int> _pairs = []; // row of "teapot" for the place of "tea" in "tea pot"

        public Plan(TypedWords typed, SynonymBook.Edition synonyms, bool checkSpelling)
        {
            (_typed, _words) = (typed, typed.Words);
            foreach (var (index, word) in _words.Index())
            {
                var isUnfinished = typed.IsUnfinished && index == _words.Count - 1 && word.Length >= ShortestBeginning;
                _checked.Add(checkSpelling && CanBeMisspelt(word));
                Ask(word, isUnfinished ? $"'{word.Replace("'", "''", StringComparison.Ordinal)}':*" : "");
            }
            for (var from = 0; from < _words.Count;)
            {
                var (count, alternatives) = synonyms.Find(_words, from);
                for (var i = from; i < from + count; i++)
                {
                    _checked[i] = false; // a synonym is spelt as staff wrote it
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

        /// <summary>Whether a text is nobody's, but two words written as one on trial.</summary>
        public bool IsGuess(int text) => _pairs.ContainsValue(text);

        public List<Term> TermsOf(List<TermRow> rows, Vocabulary.Edition vocabulary) => [.. rows.Select((row, i) => Term.Of(row, Prefixes[i].Length > 0, vocabulary))];

        public SearchTerms Carry(List<Term> rows, SkuHits skus)
        {
            var parts = new List<NpgsqlTsQuery>();
            var expected = int.MaxValue;
            for (var s = 0; s < _segments.Count; s++)
            {
                var segment = _segments[s];
                var together = segment.Rows.Select(row => rows[row]);
                if (segment.Count == 1 && s + 1 < _segments.Count && _segments[s + 1].Count == 1
                    && _pairs.TryGetValue(segment.From, out var pair) && rows[pair].Products > 0)
                {
                    _joined.UnionWith([segment.From, segment.From + 1]);
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
            return new(_typed, parts, skus, Correction: null, parts.Count == 0 ? 0 : expected);

            int Rarest(int from, int count) => rows.Skip(from).Take(count).Min(row => row.Expected);

            void Add(NpgsqlTsQuery own, int products, IEnumerable<Term> alternatives)
            {
                if (alternatives.Select(row => row.Whole).Aggregate(own, Or) is not NpgsqlTsQueryEmpty and var part)
                {
                    parts.Add(part);
                    expected = Math.Min(expected, products + alternatives.Sum(row => row.Expected));
                }
            }
        }

        /// <summary>The word itself; an unfinished one also as a beginning.</summary>
        private static NpgsqlTsQuery Own(List<Term> rows, int word)
        {
            var row = rows[word];
            return row.Beginning is NpgsqlTsQueryEmpty || row.Whole is NpgsqlTsQueryEmpty ? row.Whole
                // The stem as a beginning includes the word, unless the stem is a shorter one: "pants" is no beginning of "pantry". The
                // same twice would make the planner expect twice the rows.
                : row.Stem.Equals(row.Beginning) ? row.Stem
                : Or(row.Whole, row.Beginning);
        }

        /// <returns>Null when there is nothing to correct.</returns>
        public TypedWords? Correct(List<Term> terms, Vocabulary.Edition vocabulary)
        {
            var doubted = Enumerable.Range(0, _words.Count).Where(i => _checked[i] && terms[i] is { Root: not null, Products: < RareWord }).ToHashSet();
            // A rare word is doubted where all are words: in "stonware mug" the first is the wrong one, and a mug is no jug.
            if (doubted.Any(i => terms[i].Products == 0))
            {
                doubted.RemoveWhere(i => terms[i].Products > 0);
            }
            doubted.ExceptWith(_joined);
            var words = _words.Select((word, i) => !doubted.Contains(i) ? word
                : vocabulary.Nearest(terms[i]) ?? (terms[i].Products == 0 ? vocabulary.Split(terms[i].Plain) : null) ?? word);
            var corrected = TypedWords.Parse(string.Join(' ', words));
            return corrected.Words.SequenceEqual(_words) ? null : corrected with { IsUnfinished = false };
        }

        private int Ask(string text, string prefix = "")
        {
            Texts.Add(text);
            Prefixes.Add(prefix);
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
