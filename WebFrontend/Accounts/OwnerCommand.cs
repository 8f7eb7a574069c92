using System.ComponentModel.DataAnnotations;
using Avanii.ServiceDefaults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Avanii.Web.Accounts;

/// <summary><c>--create-owner EMAIL [ADDRESS]</c>: a link by which somebody becomes the shop's owner, for whoever can run a command where
/// the keys can be opened. Nothing is mailed: the link is printed, alone on a line.</summary>
internal static class OwnerCommand
{
    public static ServiceCommand Command { get; } = new("--create-owner", RunAsync);

    private static async Task<int> RunAsync(IServiceProvider services, string[] arguments, CancellationToken ct)
    {
        var email = arguments.FirstOrDefault();
        if (arguments.Length is not (1 or 2) || email!.Length > 254 || !new EmailAddressAttribute().IsValid(email))
        {
            await Console.Error.WriteLineAsync("--create-owner EMAIL [ADDRESS], where ADDRESS is the shop's, such as https://shop.example.");
            return 2;
        }
        await using var scope = services.CreateAsyncScope();
        var known = arguments.ElementAtOrDefault(1)?.TrimEnd('/') ?? scope.ServiceProvider.GetRequiredService<PublicAddress>().Known;
        if (!Uri.TryCreate(known, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
        {
            await Console.Error.WriteLineAsync("The link needs the shop's address: set Shop__PublicUrl, or name it behind the e-mail address, such as https://shop.example.");
            return 1;
        }
        Console.WriteLine(known + await LinkAsync(scope.ServiceProvider, email, ct));
        return 0;
    }

    private static async Task<string> LinkAsync(IServiceProvider services, string email, CancellationToken ct)
    {
        var accounts = services.GetRequiredService<UserManager<Account>>();
        if (await accounts.FindByEmailAsync(email) is not { } account)
        {
            return services.GetRequiredService<RegistrationLink>().PathFor(new(Guid.CreateVersion7(), email, email[..email.IndexOf('@', StringComparison.Ordinal)], Roles.Owner, []));
        }
        await services.GetRequiredService<AccountsDbContext>().Accounts.Where(a => a.Id == account.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.Role, Roles.Owner).SetProperty(a => a.ConcurrencyStamp, Guid.NewGuid().ToString()), ct);
        // A shopper's sessions live for months: too long for what can be done with them now.
        await services.GetRequiredService<Sessions>().EndAllAsync(account.Id, except: null, ct);
        return await services.GetRequiredService<ResetLink>().PathForAsync(account);
    }
}
