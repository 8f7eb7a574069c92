using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Messaging;
using Avanii.Web.Contracts;
using Avanii.Web.Mail;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Accounts;

/// <summary>Sessions, tokens and the keys behind them.</summary>
internal static class AccountsExtensions
{
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        builder.AddDatabase<AccountsDbContext>(AccountsDbContext.Schema);
        builder.Services.AddSingleton(new SecretKey(builder.Configuration, builder.Environment));
        builder.Services.AddOptions<SigningKeyOptions>().BindConfiguration(SigningKeyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<SigningKeys>();
        builder.Services.AddHostedService<SigningKeyReader>();
        builder.Services.AddOptions<SecretRotationOptions>().BindConfiguration(SecretRotationOptions.Section);
        builder.Services.AddHostedService<SecretRotation>();
        builder.Services.AddSingleton<ShopperTokens>();
        builder.Services.AddScoped<ShopperSession>();
        builder.Services.AddScoped<Sessions>();
        builder.Services.AddScoped<RefreshTokens>();
        builder.Services.AddSingleton<DeviceTokens>();
        builder.Services.AddScoped<SignIn>();
        builder.Services.AddScoped<AuthenticatorApp>();
        builder.Services.AddScoped<PasswordCheck>();
        builder.Services.AddScoped<SecurityNotices>();
        builder.Services.AddScoped<PasswordChange>();
        builder.Services.AddScoped<EmailChange>();
        builder.Services.AddSingleton<TwoStepSetUp>();
        builder.Services.AddScoped<AddressBook>();
        builder.Services.AddScoped<PasskeyList>();
        builder.Services.AddScoped<SecondFactors>();
        builder.Services.AddSingleton<AttemptLimits>();
        builder.Services.AddHostedService<AccountsSweeper>();
        builder.Services.AddGuestMerge();
        builder.Services.AddScoped<DataExports>();
        builder.Services.AddHostedService<DataExportSweeper>();
        builder.Services.AddScoped<AccountDeletion>();
        builder.Services.AddSingleton<OrderLink>();
        builder.Services.AddIdentityCore<Account>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                // Length is what helps (NIST SP 800-63B, 3.1.1.2); rules about characters make people write it down.
                identity.Password = new() { RequiredLength = PasswordRules.Shortest, RequiredUniqueChars = 4, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false };
            })
            .AddEntityFrameworkStores<AccountsDbContext>()
            .AddPasswordValidator<PasswordRules>()
            .AddErrorDescriber<AccountErrors>()
            .AddDefaultTokenProviders();
        builder.Services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        builder.Services.AddSingleton<IConfigureOptions<IdentityPasskeyOptions>, PasskeyTerms>();
        builder.Services.AddScoped<Passkeys>();
        builder.Services.AddSingleton<RegistrationLink>();
        builder.Services.AddScoped<ResetLink>();
        builder.Services.AddScoped<UndoLink>();
        builder.Services.AddScoped<UndoChange>();
        builder.Services.AddScoped<AccountLetters>();
        builder.Services.AddScoped<BeginSession>();
        builder.Services.AddScoped<CodeStep>();
        builder.Services.AddScoped<Registration>();
        builder.Services.AddScoped<PasswordReset>();
        // OWASP's figure for PBKDF2 with SHA-512: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
        builder.Services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 210_000);
        // One name for all instances and deploys: each reads the others' cookies.
        builder.Services.AddDataProtection().SetApplicationName("avanii-web").PersistKeysToDbContext<AccountsDbContext>();
        builder.Services.AddOptions<KeyManagementOptions>().Configure<SecretKey>((options, secret) => options.XmlEncryptor = new DataProtectionSeal(secret));
        builder.AddMessaging<AccountsDbContext>("web", consumers: typeof(Program).Assembly, routes => routes
            .Deliver<AccountDeleted>("cart-delete-carts", "order-erase-orders", "catalog-erase-authors")
            .Deliver<AccountDataRequested>("cart-collect-data", "order-collect-data", "catalog-collect-data")
            .Deliver<MailRequested>("web-send-mail"));
        builder.AddApiDocument("Accounts", publicPath: "/", only: "/api/"); // the forms of pages are nobody's interface
    }

    public static void MapAccounts(this WebApplication app)
    {
        app.MapSession();
        app.MapApiDocument();
    }
}
