using Avanii.Testing;
using Avanii.Web.Mail;
using MimeKit;

namespace Avanii.Web.Tests.Mail;

public sealed class SendMailTests
{
    private const string Secret = "https://shop.example/reset?token=THE-SECRET";
    private static readonly Letter s_letter = new("Choose a new password", new LetterPart.Paragraph("Hello Mia"), new LetterPart.Action("Choose", Secret));

    [Fact]
    public async Task A_mail_arrives_with_both_parts_and_a_head_that_says_who_writes()
    {
        using var server = SmtpServer.Start();
        await using var app = await MailApp.StartAsync(server.Port, ("SMTP_USER", "shop"), ("SMTP_PASSWORD", "a good password"), ("Shop:Mail:FromName", "Avanii – the shop"));
        await app.EnqueueAsync("mia@example.com", s_letter);

        var (from, to, mail) = await OneMailAsync(server);
        Assert.Equal(("shop@avanii.example", "mia@example.com"), (from, to));
        Assert.Equal(("Choose a new password", "\"Avanii – the shop\" <shop@avanii.example>"), (mail.Subject, mail.From.ToString()));
        Assert.EndsWith("@avanii.example", mail.MessageId, StringComparison.Ordinal);
        Assert.True(DateTimeOffset.UtcNow - mail.Date < TimeSpan.FromMinutes(5));
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal(["text/plain", "text/html"], Assert.IsType<MultipartAlternative>(mail.Body).Select(part => part.ContentType.MimeType));
        Assert.Contains($"Choose:\n{Secret}\n", mail.TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains($"href=\"{Secret}\"", mail.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("THE-SECRET", app.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("mia@example.com", app.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("a good password", app.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_server_that_was_away_gets_the_mail_once_when_it_is_back()
    {
        int port;
        using (var before = SmtpServer.Start())
        {
            port = before.Port;
        }
        await using var app = await MailApp.StartAsync(port);
        await app.EnqueueAsync("mia@example.com", s_letter);
        await Eventually.IsTrue(() => app.Log.Text.Contains("of web-send-mail is tried again", StringComparison.Ordinal));

        using var server = SmtpServer.Start(port);
        await OneMailAsync(server);
        await app.EnqueueAsync("ada@example.com", s_letter);
        await Eventually.AreEqual(2, () => server.Received.Count);
        Assert.Equal(["ada@example.com", "mia@example.com"], server.Received.Select(mail => mail.To).Order());
    }

    [Fact]
    public async Task A_recipient_that_is_refused_for_now_gets_it_later()
    {
        var asked = 0;
        using var server = SmtpServer.Start();
        server.Recipient = to => Interlocked.Increment(ref asked) <= 3 ? $"450 4.2.0 <{to}> try again" : null; // greylisting
        await using var app = await MailApp.StartAsync(server.Port);
        await app.EnqueueAsync("mia@example.com", s_letter);
        await OneMailAsync(server);
        Assert.DoesNotContain("mia@example.com", app.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recipient_that_is_refused_for_good_is_an_error_at_once_that_says_why_and_nothing_of_the_mail()
    {
        using var server = SmtpServer.Start();
        server.Recipient = to => $"550 5.1.1 <{to}>: nobody of that name here";
        await using var app = await MailApp.StartAsync(server.Port);
        await app.EnqueueAsync("mia@example.com", s_letter);

        var (reason, message) = await app.FailedAsync("web-send-mail");
        Assert.Contains("The mail server refuses the recipient for good: 550 5.1.1 (address) nobody of that name here", reason, StringComparison.Ordinal);
        Assert.Single(server.Commands, command => command.StartsWith("RCPT", StringComparison.Ordinal));
        foreach (var place in new[] { reason, message, app.Log.Text })
        {
            Assert.DoesNotContain("THE-SECRET", place, StringComparison.Ordinal);
            Assert.DoesNotContain("mia@example.com", place, StringComparison.Ordinal);
            Assert.DoesNotContain("Choose a new password", place, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nothing_is_sent_in_the_clear_unless_that_is_said()
    {
        using var server = SmtpServer.Start();
        await using var app = await MailApp.StartAsync(server.Port, ("SMTP_SECURITY", null), ("SMTP_USER", "shop"), ("SMTP_PASSWORD", "a good password"));
        await app.EnqueueAsync("mia@example.com", s_letter);
        await Eventually.IsTrue(() => app.Log.Text.Contains("of web-send-mail is tried again", StringComparison.Ordinal));
        Assert.All(server.Commands, command => Assert.Matches("^(EHLO|QUIT)", command));
    }

    [Fact]
    public async Task Without_a_mail_server_a_developer_finds_a_file()
    {
        await using var app = await MailApp.StartAsync("Development");
        await app.EnqueueAsync("mia@example.com", s_letter);
        var file = (await Eventually.GetAsync(() => Task.FromResult(Directory.GetFiles(app.Folder, "*.eml")), files => files.Length == 1))[0];
        var mail = await MimeMessage.LoadAsync(file);
        Assert.Equal("mia@example.com", mail.To.ToString());
        Assert.Equal(Path.GetFileNameWithoutExtension(file), mail.MessageId!.Split('@')[0]);
    }

    [Theory]
    [InlineData("mia@example.com\r\nBcc: everybody@example.com", "Hello")]
    [InlineData("mia@example.com\nBcc: everybody@example.com", "Hello")]
    [InlineData("mia@example.com", "Hello\r\nBcc: everybody@example.com")]
    [InlineData("mia@example.com", "Hello\nBcc: everybody@example.com")]
    [InlineData("mia@example.com", "Hello\0")]
    [InlineData("mia@example.com", " ")]
    [InlineData("mia@example.com, everybody@example.com", "Hello")]
    [InlineData("Mia <mia@example.com>", "Hello")]
    [InlineData("mia@example.com>", "Hello")]
    [InlineData("mia", "Hello")]
    [InlineData("mia@", "Hello")]
    [InlineData("@example.com", "Hello")]
    [InlineData("", "Hello")]
    public void What_is_no_address_or_no_line_is_refused_when_it_is_queued(string to, string subject) =>
        Assert.Throws<InvalidDataException>(() => MailHeaders.Check(to, subject));

    [Theory]
    [InlineData("mia@example.com")]
    [InlineData("o'hara+shop@sub.example.co.uk")]
    [InlineData("mia@bücher.example")]
    public void An_address_is_an_address(string to) => MailHeaders.Check(to, "Grüße: 5 € \"&\" <b>");

    private static async Task<(string From, string To, MimeMessage Mail)> OneMailAsync(SmtpServer server)
    {
        await Eventually.AreEqual(1, () => server.Received.Count, TimeSpan.FromSeconds(30));
        return server.Received.Single();
    }
}
