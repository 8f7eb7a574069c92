namespace Avanii.Web.Accounts;

/// <summary>What somebody did as a guest becomes their account's when they sign in.</summary>
public interface IGuestMerge
{
    /// <summary>Called right after signing in: the request speaks for the account already.</summary>
    /// <param name="guestSubject"><c>guest:{id}</c>, as the browser was known before.</param>
    /// <param name="account">Whose it all is now.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="Exception">It could not be done now. Nobody is kept out by that: the browser stays that guest, too, and it is tried
    /// again at a later request, so that doing it twice must change nothing.</exception>
    Task MergeAsync(string guestSubject, Account account, CancellationToken ct);
}
