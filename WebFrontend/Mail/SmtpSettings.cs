using System.Globalization;
using Avanii.ServiceDefaults;
using MailKit.Security;

namespace Avanii.Web.Mail;

/// <summary>The mail server, from SMTP_HOST, SMTP_PORT, SMTP_USER, SMTP_PASSWORD and SMTP_SECURITY.</summary>
/// <param name="User">Null: the server wants no login.</param>
internal sealed record SmtpSettings(string Host, int Port, string? User, string? Password, SecureSocketOptions Security)
{
    private const int SubmissionPort = 587; // RFC 6409

    /// <returns>Null when SMTP_HOST is not set.</returns>
    /// <exception cref="InvalidConfigurationException">A value is wrong.</exception>
    public static SmtpSettings? Read(IConfiguration configuration, IHostEnvironment environment)
    {
        if (Value("SMTP_HOST") is not { } host)
        {
            return null;
        }
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            throw new InvalidConfigurationException($"SMTP_HOST is '{host}', which is no name of a host: write it without scheme and port.");
        }
        var port = SubmissionPort;
        if (Value("SMTP_PORT") is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535))
        {
            throw new InvalidConfigurationException($"SMTP_PORT is '{text}', which is no port number (1 to 65535).");
        }
        var (user, password) = (Value("SMTP_USER"), Value("SMTP_PASSWORD"));
        if (user is null != password is null)
        {
            throw new InvalidConfigurationException("Only one of SMTP_USER and SMTP_PASSWORD is set: set both, or neither where the mail server wants no login.");
        }
        return new(host, port, user, password, (Value("SMTP_SECURITY") ?? "starttls").ToLowerInvariant() switch
        {
            "starttls" => SecureSocketOptions.StartTls, // and nothing is sent where the server does not offer it
            "tls" => SecureSocketOptions.SslOnConnect,
            "none" when environment.IsDevelopment() => SecureSocketOptions.None,
            "none" => throw new InvalidConfigurationException("SMTP_SECURITY is 'none', which is for Development only: mails and the password would travel in the clear."),
            var other => throw new InvalidConfigurationException($"SMTP_SECURITY is '{other}': it is starttls, tls or none."),
        });

        string? Value(string name) => configuration[name] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }
}
