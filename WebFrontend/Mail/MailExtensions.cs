using Avanii.ServiceDefaults;
using Avanii.Web.Mail.Development;
using Avanii.Web.Mail.Orders;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Avanii.Web.Mail;

/// <summary>Writing letters, and sending them.</summary>
internal static class MailExtensions
{
    public static void AddMail(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section)
            .PostConfigure(options => options.SetDefaults()).ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<Mailer>();
        services.AddScoped<MailWriter>();
        services.AddSingleton<OrderParts>();
        services.AddHealthChecks().AddCheck<MailHealthCheck>("mail", HealthStatus.Degraded);
        services.AddHostedService<MissingTransportWarning>();
        if (builder.Environment.IsDevelopment())
        {
            // Without ./avanii, which says where: beside what the repository keeps for it.
            var folder = builder.Configuration["Mail:Folder"] is { Length: > 0 } configured
                ? configured
                : Path.GetFullPath(Path.Combine(builder.Environment.ContentRootPath, "..", ".avanii", "mail"));
            services.AddSingleton(new FolderTransport(folder));
        }
        if (SmtpSettings.Read(builder.Configuration, builder.Environment) is { } smtp)
        {
            if (string.IsNullOrWhiteSpace(builder.Configuration[$"{MailOptions.Section}:{nameof(MailOptions.From)}"]))
            {
                throw new InvalidConfigurationException("Shop__Mail__From is missing: with SMTP_HOST, set it to the address that mails come from, which must be one of the mail server's own.");
            }
            services.AddSingleton<IMailTransport>(new SmtpTransport(smtp));
        }
        else if (builder.Environment.IsDevelopment())
        {
            services.AddSingleton<IMailTransport>(provider => provider.GetRequiredService<FolderTransport>());
        }
        else
        {
            services.AddSingleton<IMailTransport, NoTransport>();
        }
    }

    public static void MapMail(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            app.MapMailFolder();
        }
    }

    private sealed class MailHealthCheck(IMailTransport transport) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(transport is NoTransport ? HealthCheckResult.Degraded(NoTransport.Sentence) : HealthCheckResult.Healthy());
    }

    private sealed class MissingTransportWarning(IMailTransport transport, ILogger<MissingTransportWarning> logger) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            if (transport is NoTransport)
            {
                logger.LogWarning("{Sentence}", NoTransport.Sentence);
            }
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
