using System.Text.RegularExpressions;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Avanii.Web.Mail;

/// <summary>Hands mails to the mail server, each over a connection of its own: a shop writes few, and an idle connection is one more thing that breaks.</summary>
internal sealed partial class SmtpTransport(SmtpSettings settings) : IMailTransport
{
    /// <summary>For all of it. A database connection waits meanwhile (the inbox's), and an instance that stops has 20 s.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    public async Task SendAsync(Guid id, MimeMessage message, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(s_patience);
        using var smtp = new SmtpClient
        {
            Timeout = (int)s_patience.TotalMilliseconds,
            CheckCertificateRevocation = false, // as HttpClient does not either: a list that cannot be had must not stop the mail
        };
        try
        {
            await smtp.ConnectAsync(settings.Host, settings.Port, settings.Security, limit.Token);
            if (settings is { User: not null, Password: not null })
            {
                await smtp.AuthenticateAsync(settings.User, settings.Password, limit.Token);
            }
            await smtp.SendAsync(message, limit.Token);
        }
        catch (SmtpCommandException refusal)
        {
            throw Explain(refusal);
        }
        catch (AuthenticationException)
        {
            throw new MailServerException("The mail server does not take SMTP_USER and SMTP_PASSWORD.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"The mail server was not done within {s_patience.TotalSeconds:0} s.");
        }
        await QuitAsync(smtp, limit.Token);
    }

    /// <summary>It has the mail: what happens from here on must not send it again.</summary>
    private static async Task QuitAsync(SmtpClient smtp, CancellationToken ct)
    {
        try
        {
            await smtp.DisconnectAsync(quit: true, ct);
        }
        catch (Exception e) when (e is IOException or SmtpProtocolException or SmtpCommandException or OperationCanceledException)
        {
        }
    }

    // Without the server's exception inside: its text names the recipient, and would be in logs and traces.
    private static Exception Explain(SmtpCommandException refusal)
    {
        var code = (int)refusal.StatusCode;
        return (refusal.ErrorCode, code) switch
        {
            (SmtpErrorCode.RecipientNotAccepted, >= 500) => new InvalidDataException($"The mail server refuses the recipient for good: {code} {Address().Replace(OneLine(refusal), "(address)")}"),
            (SmtpErrorCode.MessageNotAccepted, >= 500) => new InvalidDataException($"The mail server refuses the mail for good: {code} {EnhancedCode().Match(refusal.Message).Value}"),
            _ => new MailServerException($"The mail server answers {code} {EnhancedCode().Match(refusal.Message).Value}"),
        };
    }

    private static string OneLine(SmtpCommandException refusal)
    {
        var text = Spaces().Replace(refusal.Message, " ").Trim();
        return text.Length > 200 ? text[..200] : text;
    }

    // 5.1.1 (RFC 3463)
    [GeneratedRegex(@"^[245]\.\d{1,3}\.\d{1,3}\b")]
    private static partial Regex EnhancedCode();

    [GeneratedRegex(@"\S*@\S*")]
    private static partial Regex Address();

    [GeneratedRegex(@"[\s\p{Cc}]+")]
    private static partial Regex Spaces();
}

/// <summary>The mail server would not, and may later.</summary>
internal sealed class MailServerException(string message) : Exception(message);
