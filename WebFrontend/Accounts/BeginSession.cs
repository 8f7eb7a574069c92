using Avanii.Web.Mail;

namespace Avanii.Web.Accounts;

/// <summary>The last step of each way in: somebody has proved who they are.</summary>
public sealed class BeginSession(
    ShopperSession session, IGuestMerge guests, Mailer mailer, AccountLetters letters, IHttpContextAccessor accessor, ILogger<BeginSession> logger)
{
    /// <summary>Signs the browser in, tells the person of it if the browser is new to them, and takes over what it did as a guest.</summary>
    /// <param name="account">Who.</param>
    /// <param name="method">How: one of <see cref="SignInMethods"/>.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <param name="tell">False where they know: they have just registered, or another letter says it.</param>
    /// <returns>False when a way into the account was changed meanwhile: then it was not they, as far as anybody knows now.</returns>
    public async Task<bool> RunAsync(Account account, string method, CancellationToken ct, bool tell = true)
    {
        if (tell && session.Device?.IsOf(account) != true)
        {
            mailer.Enqueue(account.Email!, letters.NewBrowser(accessor.HttpContext!.Request.Headers.UserAgent)); // goes with the session's row
        }
        var guest = session.GuestSubject;
        try
        {
            await session.SignInAsync(account, method, ct);
        }
        catch (SignInOverException)
        {
            return false;
        }
        if (guest is null)
        {
            return true;
        }
        try
        {
            await guests.MergeAsync(guest, account, ct);
            session.ForgetGuest();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogWarning(e, "What a guest did could not be taken over; it is tried again at a later request.");
        }
        return true;
    }
}
