using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Avanii.Web.Accounts;

/// <summary>Sessions, tokens and the keys behind them.</summary>
internal static class AccountsExtensions
{
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        builder.AddDatabase<AccountsDbContext>(AccountsDbContext.Schema);
        builder.Services.AddSingleton(new SecretKey(builder.Configuration, builder.Environment));
        builder.Services.AddSingleton<SigningKeys>();
        builder.Services.AddSingleton<ShopperTokens>();
        builder.Services.AddScoped<ShopperSession>();
        // One name for all instances and deploys: each reads the others' cookies.
        builder.Services.AddDataProtection().SetApplicationName("avanii-web").PersistKeysToDbContext<AccountsDbContext>();
        builder.Services.AddOptions<KeyManagementOptions>().Configure<SecretKey>((options, secret) => options.XmlEncryptor = new DataProtectionSeal(secret));
        builder.AddApiDocument("Session", publicPath: "/");
    }

    public static void MapAccounts(this WebApplication app)
    {
        app.MapSession();
        app.MapApiDocument();
    }
}
