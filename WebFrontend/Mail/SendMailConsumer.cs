using System.Security.Cryptography;
using System.Text.Json;
using Avanii.Web.Accounts;
using MassTransit;

namespace Avanii.Web.Mail;

/// <summary>Opens a queued mail, writes it and hands it over.</summary>
public sealed class SendMailConsumer(SecretKey secret, MailWriter writer, IMailTransport transport) : IConsumer<MailRequested>
{
    public async Task Consume(ConsumeContext<MailRequested> context)
    {
        var mail = Open(context.Message);
        await transport.SendAsync(mail.Id, await writer.WriteAsync(mail), context.CancellationToken);
    }

    // What went wrong is said without what the mail says: the reason is in logs and error queues.
    private QueuedMail Open(MailRequested message)
    {
        try
        {
            return JsonSerializer.Deserialize<QueuedMail>(secret.Open(message.Sealed, Mailer.Purpose), JsonSerializerOptions.Web)!;
        }
        catch (CryptographicException)
        {
            throw new InvalidDataException("The mail was sealed under a SECRET_KEY that is neither the present nor SECRET_KEY_PREVIOUS.");
        }
        catch (JsonException)
        {
            throw new InvalidDataException("The mail was written by another version, and cannot be read by this one.");
        }
    }
}

/// <summary>Each mail being sent holds a database connection while the mail server thinks: a few at a time leave the others to the shop.</summary>
public sealed class SendMailConsumerDefinition : ConsumerDefinition<SendMailConsumer>
{
    public SendMailConsumerDefinition() => ConcurrentMessageLimit = 4;
}
