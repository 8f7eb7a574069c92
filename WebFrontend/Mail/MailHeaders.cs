using Avanii.ServiceDefaults;
using MimeKit;

namespace Avanii.Web.Mail;

/// <summary>What may stand in a mail's head. MimeKit folds and encodes on its own; this refuses what was never meant to be an address or a subject.</summary>
internal static class MailHeaders
{
    private const int LongestSubject = 200;

    /// <exception cref="InvalidDataException">It is no address that can be written to, or the subject is not one line. The message repeats neither.</exception>
    public static void Check(string to, string subject)
    {
        if (!IsAddress(to))
        {
            throw new InvalidDataException("The recipient's address is none that a mail can be sent to.");
        }
        if (string.IsNullOrWhiteSpace(subject) || subject.Length > LongestSubject || subject.Any(char.IsControl))
        {
            throw new InvalidDataException($"A mail's subject is one line of at most {LongestSubject} characters.");
        }
    }

    /// <returns>It is one bare address with a domain: no name, no list, no comment. What forms let in is none else.</returns>
    public static bool IsAddress(string? text) =>
        MailAddressAttribute.IsAddress(text)
        && MailboxAddress.TryParse(text, out var mailbox)
        && string.IsNullOrEmpty(mailbox.Name)
        && mailbox.LocalPart.Length > 0 && mailbox.Domain.Length > 0;
}
