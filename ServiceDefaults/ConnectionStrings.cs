using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Avanii.ServiceDefaults;

/// <summary>Where the database and the broker are, from whichever variables the host sets.</summary>
public static class ConnectionStrings
{
    /// <summary>The login that may create roles and schemas, used by <c>--migrate</c> only.</summary>
    /// <remarks><c>ConnectionStrings__avanii</c> (Aspire, the standalone engine) wins over <c>DATABASE_URL</c> (Render).</remarks>
    /// <exception cref="InvalidConfigurationException">Neither is set, or it cannot be read.</exception>
    public static NpgsqlConnectionStringBuilder Database(IConfiguration configuration)
    {
        if (configuration.GetConnectionString("avanii") is { Length: > 0 } connectionString)
        {
            try
            {
                return Usual(new NpgsqlConnectionStringBuilder(connectionString));
            }
            catch (ArgumentException e)
            {
                throw new InvalidConfigurationException($"ConnectionStrings__avanii is no connection string for Npgsql: {e.Message}");
            }
        }
        if (configuration["DATABASE_URL"] is { Length: > 0 } url)
        {
            return Usual(FromUrl(url));
        }
        throw new InvalidConfigurationException("There is no database: set DATABASE_URL (postgresql://user:password@host/name) or ConnectionStrings__avanii.");
    }

    /// <summary>Each owner of a schema connects as its own role, which has rights on that schema only. Its password is derived
    /// from the login's, so that no further secret has to be spread: knowing the role's tells nothing of the login's.</summary>
    /// <remarks>With <c>DATABASE_OWN_ROLES=false</c> the login itself is used: for a host whose login may not create roles.</remarks>
    public static NpgsqlConnectionStringBuilder ForSchema(IConfiguration configuration, string schema)
    {
        var login = Database(configuration);
        var own = new NpgsqlConnectionStringBuilder(login.ConnectionString)
        {
            // public is where extensions put their functions
            SearchPath = $"{schema},public",
            MaxPoolSize = MaxPoolSize(configuration),
        };
        if (OwnRoles(configuration))
        {
            own.Username = $"{login.Database}_{schema}";
            own.Password = Convert.ToHexStringLower(
                HMACSHA256.HashData(Encoding.UTF8.GetBytes(login.Password ?? ""), Encoding.UTF8.GetBytes("role:" + own.Username)));
        }
        return own;
    }

    // 100 connections for everybody is the smallest plan of a common host: 4 owners x 20 leave room for migrations and people.
    internal static int MaxPoolSize(IConfiguration configuration) => configuration.GetValue("Database:MaxPoolSize", 20);

    internal static bool OwnRoles(IConfiguration configuration) => configuration.GetValue("DATABASE_OWN_ROLES", true);

    /// <summary>The broker's address.</summary>
    /// <remarks><c>ConnectionStrings__messaging</c> wins over <c>RABBITMQ_HOST</c>, <c>_PORT</c>, <c>_USER</c>, <c>_PASSWORD</c>, <c>_VHOST</c>.
    /// User and password come apart from the address, so a generated password may hold any character.</remarks>
    /// <exception cref="InvalidConfigurationException">Neither is set, or it cannot be read.</exception>
    public static Uri Broker(IConfiguration configuration)
    {
        if (configuration.GetConnectionString("messaging") is { Length: > 0 } given)
        {
            return Uri.TryCreate(given, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps"
                ? uri!
                : throw new InvalidConfigurationException("ConnectionStrings__messaging is no address such as amqp://user:password@host:5672/.");
        }
        if (configuration["RABBITMQ_HOST"] is { Length: > 0 } host)
        {
            var port = configuration.GetValue("RABBITMQ_PORT", 5672);
            var user = Uri.EscapeDataString(BrokerLogin(configuration, "RABBITMQ_USER"));
            var password = Uri.EscapeDataString(BrokerLogin(configuration, "RABBITMQ_PASSWORD"));
            var vhost = Uri.EscapeDataString(configuration["RABBITMQ_VHOST"] ?? "");
            return new Uri($"amqp://{user}:{password}@{host}:{port}/{vhost}");
        }
        throw new InvalidConfigurationException("There is no broker: set RABBITMQ_HOST (with RABBITMQ_USER and RABBITMQ_PASSWORD) or ConnectionStrings__messaging.");
    }

    // A broker's own default is good for a developer's machine only, and RabbitMQ lets it in from there only.
    private static string BrokerLogin(IConfiguration configuration, string name) => configuration[name] switch
    {
        { Length: > 0 } given => given,
        _ when configuration["ENVIRONMENT"] == Environments.Development => "guest",
        _ => throw new InvalidConfigurationException($"{name} is missing: set it to the broker's login, beside RABBITMQ_HOST."),
    };

    // postgresql://user:p%40ss@host:5432/name?sslmode=require; a host's internal address may lack the port.
    // Npgsql does not read addresses of this form (https://github.com/npgsql/npgsql/issues/2090).
    private static NpgsqlConnectionStringBuilder FromUrl(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql") || uri.AbsolutePath.Length < 2)
        {
            throw new InvalidConfigurationException("DATABASE_URL is no address such as postgresql://user:password@host:5432/name.");
        }
        var credentials = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]),
            Username = Uri.UnescapeDataString(credentials[0]),
            Password = credentials.Length > 1 ? Uri.UnescapeDataString(credentials[1]) : null,
        };
        foreach (var (key, value) in Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(uri.Query))
        {
            if (key == "sslmode" && Enum.TryParse<SslMode>(value.ToString().Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode))
            {
                builder.SslMode = mode;
            }
        }
        return builder;
    }

    private static NpgsqlConnectionStringBuilder Usual(NpgsqlConnectionStringBuilder builder)
    {
        builder.GssEncryptionMode = GssEncryptionMode.Disable; // Kerberos is not in play; trying it costs a round trip and a warning
        builder.IncludeErrorDetail = false; // values of rows would end in logs
        builder.ApplicationName = AppDomain.CurrentDomain.FriendlyName;
        return builder;
    }
}
