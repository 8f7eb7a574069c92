using System.Collections.Frozen;
using Avanii.Catalog.Data;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Avanii.Catalog.Search;

/// <summary>The words that products are described with, in memory: some thousands, so that a misspelt search costs the database no more
/// than one that is spelt right. <see cref="VocabularyRefresh"/> reads them when they have changed; only the first search waits for them.</summary>
public sealed class Vocabulary : IDisposable
{
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile Edition? _edition;

    public void Dispose() => _loading.Dispose();

    /// <returns>How many texts have a word, as far as this instance knows.</returns>
    public int TextsWith(string word) => _edition?.Find(word)?.Products ?? 0;

    internal async ValueTask<Edition> ReadAsync(CatalogDbContext db, CancellationToken ct)
    {
        if (_edition is null)
        {
            await CatchUpAsync(db, ct);
        }
        return _edition!;
    }

    /// <summary>Reads the words if they are others than before.</summary>
    internal async Task CatchUpAsync(CatalogDbContext db, CancellationToken ct)
    {
        await _loading.WaitAsync(ct);
        try
        {
            // Read before the words are, so that these may be newer than it and never older.
            var catalogue = await db.SearchStates.Select(s => s.Vocabulary).SingleOrDefaultAsync(ct) ?? "";
            if (_edition?.Catalogue != catalogue)
            {
                _edition = new(catalogue, await db.Database.SqlQuery<Entry>(
                    $"SELECT word, stem, products, named, plainto_tsquery('catalog.shop', word) AS query FROM search_words").ToListAsync(ct));
            }
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <param name="Query">What finds it.</param>
    internal sealed record Entry(string Word, string Stem, int Products, bool Named, NpgsqlTsQuery Query)
    {
        public uint Letters { get; } = Spelling.LettersOf(Word);
    }

    /// <summary>The words of one state of the catalogue.</summary>
    internal sealed class Edition
    {
        private const int ShortestHalf = 3;
        private readonly Entry[] _inOrder;
        private readonly Entry[] _commonestFirst;
        private readonly FrozenDictionary<string, Entry> _byWord;
        private readonly FrozenDictionary<string, int> _productsByStem;

        public Edition(string catalogue, List<Entry> entries)
        {
            Catalogue = catalogue;
            _inOrder = [.. entries.OrderBy(e => e.Word, StringComparer.Ordinal)];
            _commonestFirst = [.. _inOrder.OrderByDescending(e => e.Named).ThenByDescending(e => e.Products)];
            _byWord = entries.ToFrozenDictionary(e => e.Word, StringComparer.Ordinal);
            _productsByStem = entries.GroupBy(e => e.Stem, StringComparer.Ordinal).ToFrozenDictionary(g => g.Key, g => g.Max(e => e.Products), StringComparer.Ordinal);
        }

        /// <summary>What the catalogue looked like that they were taken from.</summary>
        public string Catalogue { get; }

        public Entry? Find(string word) => _byWord.GetValueOrDefault(word);

        /// <returns>How many texts the commonest form of a word is in.</returns>
        public int ProductsOf(string stem) => _productsByStem.GetValueOrDefault(stem);

        /// <returns>In how many texts the commonest word is that begins so, and in how many they are taken together.</returns>
        public (int Most, int Sum) BeginningWith(string letters)
        {
            var (from, to) = (0, _inOrder.Length);
            while (from < to)
            {
                var middle = (from + to) / 2;
                (from, to) = string.CompareOrdinal(_inOrder[middle].Word, letters) < 0 ? (middle + 1, to) : (from, middle);
            }
            var (most, sum) = (0, 0L);
            for (; from < _inOrder.Length && _inOrder[from].Word.StartsWith(letters, StringComparison.Ordinal); from++)
            {
                (most, sum) = (Math.Max(most, _inOrder[from].Products), sum + _inOrder[from].Products);
            }
            return (most, (int)Math.Min(sum, int.MaxValue));
        }

        /// <returns>The word that was meant, the commonest of several; null when none is near enough.</returns>
        public string? Nearest(Term typed) => Spelling.Nearest(typed.Plain, _commonestFirst.Where(e => e.Stem != typed.Root), isWord: typed.Products > 0);

        /// <returns>Two words that were written as one, or null.</returns>
        public string? Split(string word) => Enumerable.Range(ShortestHalf, Math.Max(0, word.Length - 2 * ShortestHalf + 1))
            .Select(i => (Left: Find(word[..i]), Right: Find(word[i..])))
            .Where(halves => halves is { Left: not null, Right: not null })
            .OrderByDescending(halves => Math.Min(halves.Left!.Products, halves.Right!.Products))
            .Select(halves => $"{halves.Left!.Word} {halves.Right!.Word}").FirstOrDefault();
    }
}
