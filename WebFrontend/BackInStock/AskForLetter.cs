using System.Globalization;
using Avanii.Catalog.Contracts;
using Avanii.Web.Accounts;
using Avanii.Web.Clients;
using Avanii.Web.Mail;

namespace Avanii.Web.BackInStock;

/// <summary>What came of asking for a letter. None of them tells whether an address has an account, or was asked for before.</summary>
public enum AskOutcome
{
    /// <summary>A letter asks whether the address is the typist's own.</summary>
    LetterSent,

    /// <summary>It is kept: the letter goes when the variant can be had.</summary>
    Kept,

    /// <summary>There is nothing to wait for.</summary>
    Available,

    /// <summary>There is no such variant, or it is no longer sold.</summary>
    Gone,

    BadEmail,

    /// <summary>Asked too often.</summary>
    TooMany,

    /// <summary>The address waits for as much as it may.</summary>
    Full,

    /// <summary>The catalogue does not answer.</summary>
    Away,
}

/// <summary>Somebody wants to hear when a variant can be had again.</summary>
public sealed class AskForLetter(
    AccountsDbContext db, BackInStockRequests requests, BackInStockLetters letters, BackInStockLinks links, CatalogClient catalog, AttemptLimits limits, Mailer mailer)
{
    private const int FromAnAddress = 30, WithAnEmail = 5;
    private static readonly TimeSpan s_window = TimeSpan.FromHours(1);

    /// <param name="slug">The product's, as the form says it.</param>
    /// <param name="sku">The same.</param>
    /// <param name="email">As typed.</param>
    /// <param name="who">Who is signed in.</param>
    /// <param name="address">The browser's.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<AskOutcome> AskAsync(string? slug, string? sku, string? email, SignedIn? who, string? address, CancellationToken ct)
    {
        email = email?.Trim();
        if (email is not { Length: <= 254 } || !MailHeaders.IsAddress(email))
        {
            return AskOutcome.BadEmail;
        }
        if (await limits.TryFromAsync("back-in-stock", address, FromAnAddress, s_window, ct) is not null)
        {
            return AskOutcome.TooMany;
        }
        // Names come from the catalogue: a form could put anything into the shop's letters.
        var (state, product, variant) = await FindAsync(slug, sku, ct);
        if (state is { } answer)
        {
            return answer;
        }
        var name = variant!.OptionValues.Count > 0 ? $"{product!.Name}, {string.Join(" / ", variant.OptionValues)}" : product!.Name;
        var wish = new Wish(email, variant.Sku, product.Slug, name.Length > 500 ? name[..500] : name, CultureInfo.CurrentUICulture.Name, variant.AvailabilityVersion);
        if (who is not null && BackInStockRequest.Normalize(who.Email) == BackInStockRequest.Normalize(email))
        {
            return await KeepAsync(wish with { Email = who.Email }, who.AccountId, ct); // proved long ago
        }
        if (await limits.TryAsync("back-in-stock", BackInStockRequest.Normalize(email), WithAnEmail, s_window, ct) is not null)
        {
            return AskOutcome.TooMany;
        }
        mailer.Enqueue(email, letters.Confirm(links.ToConfirm(wish), email, wish.ProductName, wish.Sku, wish.Culture));
        await db.SaveChangesAsync(ct);
        return AskOutcome.LetterSent;
    }

    /// <summary>The address has said yes, or is the account's own.</summary>
    public async Task<AskOutcome> KeepAsync(Wish wish, Guid? accountId, CancellationToken ct)
    {
        if (!await requests.KeepAsync(wish, accountId, ct))
        {
            return AskOutcome.Full;
        }
        // Kept first and looked after that: news that came in between has found it, and later news will.
        var (state, _, soldOut) = await FindAsync(wish.Slug, wish.Sku, ct);
        if (state is AskOutcome.Available or AskOutcome.Gone)
        {
            await requests.ForgetAsync(wish.Email, wish.Sku, ct);
            return state.Value;
        }
        if (soldOut is not null)
        {
            await requests.HearAsync(wish.Sku, canBeHad: false, soldOut.AvailabilityVersion, ct); // so that older news, come late, changes nothing
        }
        return AskOutcome.Kept;
    }

    /// <returns>Why there is nothing to wait for; null with both when there is.</returns>
    private async Task<(AskOutcome?, ProductDetails?, VariantDetails?)> FindAsync(string? slug, string? sku, CancellationToken ct)
    {
        if (slug is not { Length: >= 1 and <= 200 } || sku is not { Length: >= 1 and <= 40 })
        {
            return (AskOutcome.Gone, null, null);
        }
        var product = await catalog.ProductAsync(slug, ct);
        if (product.Value is not { } found)
        {
            return (product.IsAway ? AskOutcome.Away : AskOutcome.Gone, null, null);
        }
        return found.Variants.FirstOrDefault(v => v.Sku == sku) is not { } variant || found.Retired ? (AskOutcome.Gone, null, null)
            : variant.Availability != Availability.SoldOut ? (AskOutcome.Available, found, variant)
            : (null, found, variant);
    }
}
