using System.Collections.Frozen;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Content;

/// <summary>A page as shoppers read it.</summary>
public sealed class ContentPage
{
    private readonly Dictionary<string, Lazy<RenderedText>> _rendered;

    internal ContentPage(string slug, int? footerPlace, DateTimeOffset changedAt, IReadOnlyList<PageText> texts)
    {
        (Slug, FooterPlace, ChangedAt, Texts) = (slug, footerPlace, changedAt, texts);
        _rendered = texts.ToDictionary(text => text.Language, text => new Lazy<RenderedText>(() => PageMarkdown.Render(text.Markdown)));
    }

    public string Slug { get; }

    public int? FooterPlace { get; }

    public DateTimeOffset ChangedAt { get; }

    public IReadOnlyList<PageText> Texts { get; }

    public string Path => KnownPages.PathOf(Slug);

    /// <summary>Made once, when somebody reads it first.</summary>
    public RenderedText Rendered(PageText text) => _rendered[text.Language].Value;
}

/// <summary>What staff have written, as it was at one moment.</summary>
/// <param name="Version">Counts up with each change.</param>
/// <param name="Pages">By their slugs.</param>
/// <param name="Footer">Those with a link in the footer, in their order.</param>
/// <param name="Home">The front page.</param>
public sealed record ContentCopy(long Version, FrozenDictionary<string, ContentPage> Pages, IReadOnlyList<ContentPage> Footer, HomeLayout Home)
{
    public static ContentCopy Empty { get; } = new(-1, FrozenDictionary<string, ContentPage>.Empty, [], HomeLayout.Default);
}

/// <summary>
/// The pages and the front page, kept in memory: the footer is on every page. At most twice a second it is asked whether something has
/// changed, by one number, and only then is everything read again; so a change is everywhere within a second. Who hears of a change
/// calls <see cref="Forget"/>.
/// </summary>
public sealed class ContentPages(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly TimeSpan s_freshFor = TimeSpan.FromMilliseconds(500);

    /// <summary>While the database is away, few requests find out.</summary>
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(2);

    /// <summary>Who has a copy waits no longer than this for a newer one.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(400);

    private readonly Lock _gate = new();
    private Task<ContentCopy?>? _looking;
    private ContentCopy? _copy;
    private long _lookedAt;
    private TimeSpan _goodFor;
    private int _turn;

    /// <summary>The next request reads what is true then.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _looking = null; // it may have begun before the change
            _goodFor = TimeSpan.Zero;
            _turn++;
        }
    }

    /// <returns>Null: the database is away, and was when this process began.</returns>
    public async Task<ContentCopy?> ReadAsync()
    {
        Task<ContentCopy?> looking;
        ContentCopy? known;
        lock (_gate)
        {
            known = _copy;
            if (_looking is null && clock.GetElapsedTime(_lookedAt) < _goodFor)
            {
                return known;
            }
            looking = _looking ??= LookAsync(_turn);
        }
        try
        {
            return known is null ? await looking : await looking.WaitAsync(s_patience);
        }
        catch (TimeoutException)
        {
            return known;
        }
    }

    private async Task<ContentCopy?> LookAsync(int turn)
    {
        await Task.Yield(); // out of the lock
        ContentCopy? read = null;
        try
        {
            read = await ReadAsync(_copy);
        }
        catch (Exception e) when (DatabaseAway.Explains(e))
        {
            // What is known is shown on.
        }
        finally
        {
            lock (_gate)
            {
                if (read is not null && read.Version >= (_copy?.Version ?? -1))
                {
                    _copy = read;
                }
                if (turn == _turn)
                {
                    (_looking, _lookedAt, _goodFor) = (null, clock.GetTimestamp(), read is null ? s_retryAfter : s_freshFor);
                }
            }
        }
        return read ?? _copy;
    }

    private async Task<ContentCopy> ReadAsync(ContentCopy? known)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        // The number first: what changes in between is read twice rather than never.
        var version = await db.ContentStates.Select(state => state.Version).SingleOrDefaultAsync();
        if (version == known?.Version)
        {
            return known;
        }
        var pages = (await db.Pages.AsNoTracking().ToListAsync()).ConvertAll(page => new ContentPage(page.Slug, page.FooterPlace, page.ChangedAt, page.Texts));
        var home = await db.Home.AsNoTracking().SingleOrDefaultAsync();
        return new(
            version,
            pages.ToFrozenDictionary(page => page.Slug),
            [.. pages.Where(page => page.FooterPlace is not null).OrderBy(page => page.FooterPlace).ThenBy(page => page.Slug, StringComparer.Ordinal)],
            home?.Layout.Complete() ?? HomeLayout.Default);
    }
}
