using System.Diagnostics;
using System.Net.Http.Json;
using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Messaging;
using Avanii.Testing;
using Avanii.Web.Mail;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Avanii.Web.Tests.Mail;

public sealed class MailSettingsTests
{
    [Theory]
    [InlineData("SMTP_HOST", "smtp://mail.example")]
    [InlineData("SMTP_PORT", "mail")]
    [InlineData("SMTP_PORT", "0")]
    [InlineData("SMTP_PORT", "65536")]
    [InlineData("SMTP_SECURITY", "ssl")]
    [InlineData("SMTP_SECURITY", "none")]
    [InlineData("SMTP_USER", "shop")]
    [InlineData("SMTP_PASSWORD", "secret")]
    public void A_wrong_value_ends_the_start_and_is_named(string name, string value)
    {
        var wrong = Assert.Throws<InvalidConfigurationException>(() => Read(Environments.Production, ("SMTP_HOST", "mail.example"), (name, value)));
        Assert.Contains(name, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_host_alone_the_rest_is_what_mail_servers_expect()
    {
        Assert.Equal(new SmtpSettings("mail.example", 587, null, null, MailKit.Security.SecureSocketOptions.StartTls), Read(Environments.Production, ("SMTP_HOST", "mail.example"), ("SMTP_USER", "")));
        Assert.Null(Read(Environments.Production, ("SMTP_HOST", "")));
    }

    [Theory]
    [InlineData("Shop__PublicUrl", null)]
    [InlineData("Shop__PublicUrl", "shop.example")]
    [InlineData("Shop__Mail__From", "nobody")]
    [InlineData("SMTP_HOST", "mail.example")] // and no Shop__Mail__From
    public async Task The_program_ends_with_one_sentence(string name, string? value)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(MailOptions).Assembly.Location])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = Environments.Production;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["SECRET_KEY"] = new string('s', 44);
        start.Environment["ConnectionStrings__avanii"] = "Host=127.0.0.1;Port=1;Database=none;Username=none";
        start.Environment["ConnectionStrings__messaging"] = "amqp://nobody:nobody@127.0.0.1:1/";
        start.Environment["services__gateway__http__0"] = "http://127.0.0.1:1";
        start.Environment["Shop__PublicUrl"] = "https://shop.example";
        start.Environment[name] = value;
        using var process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(1, process.ExitCode);
        Assert.Contains(name == "SMTP_HOST" ? "Shop__Mail__From" : name.Replace("__", name == "Shop__Mail__From" ? ":" : "__", StringComparison.Ordinal), Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_Development_mails_wait_in_the_error_queue_and_health_says_so()
    {
        await using var app = await MailApp.StartAsync("Production",
            ("SECRET_KEY", "only for development, where nothing is worth sealing"), ("Shop:PublicUrl", "https://shop.example"), ("Health:Details", "true"));
        await app.EnqueueAsync("mia@example.com", new Letter("Hello"));
        var (reason, _) = await app.FailedAsync("web-send-mail");
        Assert.Contains("SMTP_HOST is missing", reason, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(app.Folder));
        Assert.Contains("Warning: Mail is not configured", app.Log.Text, StringComparison.Ordinal);
        using var browser = app.Open();
        Assert.Contains("\"mail\":{\"status\":\"Degraded\",\"description\":\"Mail is not configured", (await browser.GetAsync("/health")).Html, StringComparison.Ordinal);

        // Somebody sets SMTP_HOST, and has what waited sent.
        using var server = SmtpServer.Start();
        await using var configured = await app.RestartAsync(server.Port);
        using var staff = configured.CreateClient();
        staff.DefaultRequestHeaders.Authorization = new("Bearer", (await configured.RunCommandAsync("--token", "staff", "ada", "settings")).Trim().Split('\n')[^1]);
        var failed = await staff.GetFromJsonAsync<StuckMessages>("/api/web/messaging/errors/web-send-mail");
        Assert.Contains("SMTP_HOST is missing", Assert.Single(failed!.Messages).Reason, StringComparison.Ordinal);
        using var replayed = await staff.PostAsync("/api/web/messaging/errors/web-send-mail/replay", null);
        Assert.Equal(1, (await replayed.Content.ReadFromJsonAsync<Replayed>())!.Count);
        await Eventually.AreEqual(1, () => server.Received.Count);
    }

    private static SmtpSettings? Read(string environment, params (string Name, string Value)[] settings) => SmtpSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.GroupBy(s => s.Name, (name, values) => new KeyValuePair<string, string?>(name, values.Last().Value))).Build(), new Place(environment));

    private sealed record Place(string EnvironmentName) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = EnvironmentName;
        public string ApplicationName { get; set; } = "";
        public string ContentRootPath { get; set; } = "";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
