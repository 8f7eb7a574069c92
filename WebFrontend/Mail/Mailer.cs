using System.Text;
using System.Text.Json;
using Avanii.Web.Accounts;
using Avanii.Web.Languages;

namespace Avanii.Web.Mail;

/// <summary>Queues mail. It goes if and when the context's changes commit, once or, after a crash at the wrong moment, twice; a mail server
/// that is away fails nobody's request.</summary>
public sealed class Mailer(AccountsDbContext db, SecretKey secret, ShopCultures cultures)
{
    internal const string Purpose = "mail";

    /// <param name="to">The recipient's address.</param>
    /// <param name="letter">What it says.</param>
    /// <exception cref="InvalidDataException">It is no address that can be written to, or the subject is not one line.</exception>
    public void Enqueue(string to, Letter letter)
    {
        MailHeaders.Check(to, letter.Subject);
        var id = Guid.CreateVersion7();
        var content = JsonSerializer.Serialize(new QueuedMail(id, to, letter with { Culture = cultures.Current.Name }), JsonSerializerOptions.Web);
        db.Enqueue($"mail:{id}", new MailRequested(id, secret.Seal(Encoding.UTF8.GetBytes(content), Purpose)));
    }
}

/// <summary>A mail on its way to the mail server. Its content is sealed: it may hold a link that signs somebody in, and lies in tables and queues.</summary>
public sealed record MailRequested(Guid MailId, byte[] Sealed);

internal sealed record QueuedMail(Guid Id, string To, Letter Letter);
