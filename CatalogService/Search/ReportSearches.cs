using System.ComponentModel.DataAnnotations;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Search;

internal static class ReportSearches
{
    private const int DefaultDays = 30;
    private const int DefaultLimit = 100;

    public static async Task<Ok<IReadOnlyList<SearchReportLine>>> Handle(
        [Range(1, 365)] int? days, bool? zero, [Range(1, 1000)] int? limit, CatalogDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var since = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1 - (days ?? DefaultDays)); // today is one of them
        var onlyZero = zero == true;
        return TypedResults.Ok<IReadOnlyList<SearchReportLine>>(await db.Database.SqlQuery<SearchReportLine>($"""
            SELECT words, searches, last_results, last_day FROM (
              SELECT words, sum(searches) AS searches, (array_agg(results ORDER BY day DESC))[1] AS last_results, max(day) AS last_day
              FROM search_counts WHERE day >= {since} GROUP BY words) AS lines
            WHERE last_results = 0 OR NOT {onlyZero}
            ORDER BY searches DESC, words LIMIT {limit ?? DefaultLimit}
            """).ToListAsync(ct));
    }
}
