using System.Text;
using Avanii.Catalog.Data;
using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Avanii.Catalog.Search;

/// <summary>What a shopper types into the search field.</summary>
internal static class SearchWords
{
    public const int MaxLength = 200;

    /// <summary>Without control characters and broken halves of characters, which the database refuses, and without spaces around.</summary>
    public static string Clean(string? text) =>
        text is null ? "" : string.Concat(text.EnumerateRunes().Select(r => Rune.IsControl(r) ? " " : r.ToString())).Trim();

    /// <summary>What the words mean to the database's full-text search: quotes, "or" and a leading minus as on the big search pages, and
    /// the last word also as the beginning of one, for it may not be finished. Never fails, whatever was typed.</summary>
    public static async Task<SearchMeaning> UnderstandAsync(CatalogDbContext db, string words, CancellationToken ct)
    {
        var (head, last) = SplitOffUnfinishedWord(words);
        var prefix = last is null ? "" : $"{last}:*";
        var sku = words.ToUpperInvariant();
        var parts = await db.Database.SqlQuery<Parts>($"""
            SELECT
              websearch_to_tsquery('catalog.shop', {words}) AS whole,
              websearch_to_tsquery('catalog.shop', {head}) AS head,
              to_tsquery('catalog.shop', {prefix}) AS stem,
              to_tsquery('catalog.shop_plain', {prefix}) AS beginning,
              (SELECT product_id FROM variants WHERE sku = {sku}) AS product_of_sku
            """).SingleAsync(ct);
        return new(last is null ? parts.Whole : Compose(parts), parts.ProductOfSku);
    }

    private static NpgsqlTsQuery Compose(Parts parts)
    {
        if (parts.Beginning is NpgsqlTsQueryEmpty)
        {
            return parts.Whole;
        }
        if (parts.Stem is NpgsqlTsQueryEmpty) // "the": to be left out, or the beginning of "thermos"
        {
            return Or(parts.Whole, And(parts.Head, parts.Beginning));
        }
        // The stem as a beginning includes the finished word. The same twice would make the planner expect twice the rows.
        return And(parts.Head, parts.Stem.Equals(parts.Beginning) ? parts.Stem : Or(parts.Stem, parts.Beginning));
    }

    private static NpgsqlTsQuery And(NpgsqlTsQuery left, NpgsqlTsQuery right) => left is NpgsqlTsQueryEmpty ? right : new NpgsqlTsQueryAnd(left, right);

    private static NpgsqlTsQuery Or(NpgsqlTsQuery left, NpgsqlTsQuery right) => left is NpgsqlTsQueryEmpty ? right : new NpgsqlTsQueryOr(left, right);

    /// <returns>What stands before the last word, and that word if it is nothing but letters and digits: no operator, in no quotes.</returns>
    private static (string Head, string? Last) SplitOffUnfinishedWord(string words)
    {
        var start = words.Length;
        while (start > 0 && char.IsLetterOrDigit(words[start - 1]))
        {
            start--;
        }
        var head = words[..start];
        var isOperand = head.Count(c => c == '"') % 2 == 1 || head.EndsWith('-') || head.TrimEnd().EndsWith(" or", StringComparison.OrdinalIgnoreCase);
        return start == words.Length || isOperand ? (words, null) : (head, words[start..]);
    }

    private sealed record Parts(NpgsqlTsQuery Whole, NpgsqlTsQuery Head, NpgsqlTsQuery Stem, NpgsqlTsQuery Beginning, Guid? ProductOfSku);
}
