using Avanii.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Avanii.Web.Mail;

/// <summary>Makes a mail of a letter: HTML for who sees it, text for who reads it otherwise.</summary>
public sealed class MailWriter(IServiceProvider services, ILoggerFactory loggers, IOptions<MailOptions> options, IOptions<ShopOptions> shop, ShopCultures cultures, TimeProvider clock)
{
    internal async Task<MimeMessage> WriteAsync(QueuedMail mail)
    {
        using var language = cultures.Use(mail.Letter.Culture);
        MailHeaders.Check(mail.To, mail.Letter.Subject); // queued by another version, perhaps
        var message = new MimeMessage
        {
            // The mail's own: one that is sent twice, after a crash in between, can be known by it.
            MessageId = $"{mail.Id:N}@{options.Value.FromDomain}",
            Date = clock.GetUtcNow(),
            Subject = mail.Letter.Subject,
            Body = new MultipartAlternative
            {
                new TextPart("plain") { Text = LetterText.Of(mail.Letter, shop.Value.Name, options.Value.PostalAddress) },
                new TextPart("html") { Text = await HtmlAsync(mail.Letter) },
            },
        };
        message.From.Add(new MailboxAddress(options.Value.FromName ?? shop.Value.Name, options.Value.From));
        message.To.Add(MailboxAddress.Parse(mail.To));
        message.Headers.Add("Auto-Submitted", "auto-generated"); // RFC 3834: nobody's holiday note answers
        return message;
    }

    private async Task<string> HtmlAsync(Letter letter)
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<LetterHtml>(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(LetterHtml.Letter)] = letter }))).ToHtmlString());
    }
}
