using System.Net;
using Avanii.Testing;
using Avanii.Web.Mail;

namespace Avanii.Web.Tests.Mail;

public sealed class MailFolderTests
{
    [Fact]
    public async Task A_developer_sees_the_mails_newest_first_and_each_one_in_a_frame_that_runs_nothing()
    {
        await using var app = await MailApp.StartAsync("Development");
        using var browser = app.Open();
        Assert.Contains("None so far", (await browser.GetAsync("/dev/mail")).Text, StringComparison.Ordinal);

        await app.EnqueueAsync("mia@example.com", new Letter("The <first>", new LetterPart.Paragraph("Words <b>")));
        await Eventually.AreEqual(1, () => Directory.GetFiles(app.Folder, "*.eml").Length);
        await app.EnqueueAsync("ada@example.com", new Letter("The second"));
        await Eventually.AreEqual(2, () => Directory.GetFiles(app.Folder, "*.eml").Length);
        var list = (await browser.GetAsync("/dev/mail")).Text;
        Assert.True(list.IndexOf("The second", StringComparison.Ordinal) < list.IndexOf("The <first>", StringComparison.Ordinal), list);

        var id = Guid.ParseExact(Path.GetFileNameWithoutExtension(Directory.GetFiles(app.Folder, "*.eml").Order().First()), "N");
        var page = await browser.GetAsync($"/dev/mail/{id}");
        Assert.Contains($"src=\"/dev/mail/{id}/html\" sandbox=\"allow-popups\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("Words <b>", page.Text, StringComparison.Ordinal);
        Assert.Contains("Auto-Submitted: auto-generated", page.Text, StringComparison.Ordinal);
        Assert.Contains("default-src 'self'", page.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

        var letter = await browser.GetAsync($"/dev/mail/{id}/html");
        var policy = letter.Response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("sandbox", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'self'", policy, StringComparison.Ordinal);
        Assert.Equal("SAMEORIGIN", letter.Response.Headers.GetValues("X-Frame-Options").Single());
        Assert.Contains("Words &lt;b&gt;", letter.Html, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/dev/mail/{Guid.NewGuid()}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/dev/mail/..%2F..%2Fsecret-key")).Status);
    }

    [Fact]
    public async Task Outside_Development_there_is_no_such_page()
    {
        await using var app = await MailApp.StartAsync("Production", ("SECRET_KEY", new string('s', 44)), ("Shop:PublicUrl", "https://shop.example"));
        using var browser = app.Open();
        foreach (var path in new[] { "/dev/mail", $"/dev/mail/{Guid.NewGuid()}", $"/dev/mail/{Guid.NewGuid()}/html" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(path)).Status);
        }
    }
}
