using System.Net.Http.Json;
using Avanii.Catalog.Contracts;
using Avanii.Catalog.Search;
using Avanii.Testing;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Catalog.Tests.Search;

public sealed class SearchReportTests(CatalogApp app) : IClassFixture<CatalogApp>
{
    [Fact]
    public async Task Staff_see_what_was_searched_and_what_found_nothing()
    {
        await app.GivenProductAsync("report-mug", "Reported mug");
        foreach (var q in new[] { "reported mug&sort=price", "reported mug&category=mugs", "Reported  MÜG", "reported mug", "reported mug&cursor=", "unheard of thing" })
        {
            await app.Anyone.GetAsync($"/products?q={q}");
        }
        var all = await Eventually.GetAsync(() => ReportAsync(""), lines => Line(lines, "reported mug")?.Searches == 3 && Line(lines, "unheard of thing") is not null, TimeSpan.FromSeconds(60));

        Assert.Equal(1, Line(all, "reported mug")!.LastResults);
        Assert.Equal(0, Line(all, "unheard of thing")!.LastResults);
        Assert.Equal(["unheard of thing"], (await ReportAsync("?zero=true&days=1")).Select(l => l.Words).Where(w => !w.StartsWith("seen", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Words_that_look_like_somebodys_are_not_kept_unless_they_are_a_sku()
    {
        await app.GivenProductAsync("numbered", "Numbered thing", sku: "NR-1234567");
        foreach (var q in new[] { "jo@example.com", "thing 0664 123 45 67", "(0171) 23 45", "0171  23  45", "0171–23–45", "NR-1234567", "seen last" })
        {
            await app.Anyone.GetAsync($"/products?q={Uri.EscapeDataString(q)}");
        }
        var lines = await Eventually.GetAsync(() => ReportAsync(""), found => Line(found, "seen last") is not null && Line(found, "nr-1234567") is not null, TimeSpan.FromSeconds(60));
        Assert.DoesNotContain(lines, l => l.Words.Contains("jo") || l.Words.Contains("0664") || l.Words.Contains("0171"));
    }

    [Fact]
    public async Task Words_that_cannot_be_kept_do_not_hold_up_others()
    {
        await app.QueryAsync(db =>
        {
            var today = DateOnly.FromDateTime(DateTime.UtcNow);
            db.SearchCounts.Add(new SearchCount { Day = today, Words = "seen very often", Searches = int.MaxValue, Results = 0 });
            return db.SaveChangesAsync();
        });
        var growsLonger = $"\"a{string.Concat(Enumerable.Repeat("\U0001D161", 98))}\""; // 101 characters that are 297 without their accents
        foreach (var q in new[] { growsLonger, "seen before", "seen very often", "seen when all was well" })
        {
            (await app.Anyone.GetAsync($"/products?q={Uri.EscapeDataString(q)}")).EnsureSuccessStatusCode();
        }
        await Eventually.GetAsync(() => ReportAsync(""), lines => Line(lines, "seen before") is not null && Line(lines, "seen when all was well") is not null);
    }

    [Fact]
    public async Task Counts_are_deleted_when_they_are_old()
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        await app.QueryAsync(db =>
        {
            db.SearchCounts.AddRange(
                new SearchCount { Day = today.AddDays(-92), Words = "seen long ago", Searches = 1, Results = 1 },
                new SearchCount { Day = today.AddDays(-80), Words = "seen lately", Searches = 1, Results = 1 });
            return db.SaveChangesAsync();
        });
        await Eventually.IsTrue(() => app.QueryAsync(async db => !await db.SearchCounts.AnyAsync(c => c.Words == "seen long ago")), TimeSpan.FromSeconds(60));
        Assert.NotNull(Line(await ReportAsync("?days=90"), "seen lately"));
        Assert.Null(Line(await ReportAsync("?days=30"), "seen lately"));
    }

    private static SearchReportLine? Line(IEnumerable<SearchReportLine> lines, string words) => lines.SingleOrDefault(l => l.Words == words);

    private async Task<List<SearchReportLine>> ReportAsync(string query) => (await app.Staff.GetFromJsonAsync<List<SearchReportLine>>($"/search/report{query}"))!;
}
