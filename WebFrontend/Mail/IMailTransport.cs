using MimeKit;

namespace Avanii.Web.Mail;

/// <summary>Where a mail goes when it is written.</summary>
public interface IMailTransport
{
    /// <exception cref="InvalidDataException">Trying again is no use until a person has done something.</exception>
    Task SendAsync(Guid id, MimeMessage message, CancellationToken ct);
}

/// <summary>Nobody has said where to. Mails lie in the error queue until somebody has, and are then replayed.</summary>
internal sealed class NoTransport : IMailTransport
{
    public const string Sentence = "Mail is not configured: SMTP_HOST is missing, so mails wait in the error queue of web-send-mail until they are replayed.";

    public Task SendAsync(Guid id, MimeMessage message, CancellationToken ct) => throw new InvalidDataException(Sentence);
}
