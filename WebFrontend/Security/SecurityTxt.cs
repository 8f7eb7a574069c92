using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using Avanii.Web.Accounts;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Security;

/// <summary>Whom to tell of a weakness of the shop (RFC 9116); section <c>SecurityTxt</c>. Without a contact there is no file.</summary>
public sealed class SecurityTxtOptions
{
    public const string Section = "SecurityTxt";

    /// <summary>Such as <c>mailto:security@shop.example</c> or <c>https://shop.example/security</c>.</summary>
    [RegularExpression(@"(mailto:|https://|tel:)[!-~]+")]
    public string? Contact { get; set; }

    /// <summary>Where it says what may be tried.</summary>
    [RegularExpression("https://[!-~]+")]
    public string? Policy { get; set; }

    /// <summary>Language tags, with commas in between.</summary>
    [Required, RegularExpression("[A-Za-z-]+(, ?[A-Za-z-]+)*")]
    public string PreferredLanguages { get; set; } = "en";
}

internal static class SecurityTxt
{
    private const string Path = "/.well-known/security.txt";
    private static readonly TimeSpan s_goodFor = TimeSpan.FromDays(180); // RFC 9116 asks for less than a year

    public static void AddSecurityTxt(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SecurityTxtOptions>().BindConfiguration(SecurityTxtOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        if (!builder.Environment.IsDevelopment())
        {
            builder.Services.AddHostedService<MissingContactWarning>();
        }
    }

    public static void MapSecurityTxt(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, Get).WithMetadata(new ForEverybody()).ExcludeFromDescription();

    private static IResult Get(IOptions<SecurityTxtOptions> options, PublicAddress shop, TimeProvider clock)
    {
        if (options.Value is not { Contact: { Length: > 0 } contact } texts)
        {
            return TypedResults.NotFound();
        }
        var expires = new DateTimeOffset((clock.GetUtcNow() + s_goodFor).UtcDateTime.Date, TimeSpan.Zero);
        var lines = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"Contact: {contact}\n")
            .Append(CultureInfo.InvariantCulture, $"Expires: {expires:yyyy-MM-dd'T'HH:mm:ss'Z'}\n")
            .Append(CultureInfo.InvariantCulture, $"Preferred-Languages: {texts.PreferredLanguages}\n");
        if (shop.Known is { } url)
        {
            lines.Append(CultureInfo.InvariantCulture, $"Canonical: {url}{Path}\n");
        }
        if (texts.Policy is { Length: > 0 } policy)
        {
            lines.Append(CultureInfo.InvariantCulture, $"Policy: {policy}\n");
        }
        return TypedResults.Text(lines.ToString(), "text/plain", Encoding.UTF8);
    }

    /// <summary>A shop can sell without, so it starts; but whoever finds a hole in it has nobody to tell.</summary>
    private sealed class MissingContactWarning(IOptions<SecurityTxtOptions> options, ILogger<MissingContactWarning> logger) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            if (string.IsNullOrEmpty(options.Value.Contact))
            {
                logger.LogWarning("SecurityTxt__Contact is missing, so there is no {Path}: set it to where weaknesses may be reported, such as mailto:security@shop.example.", Path);
            }
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
