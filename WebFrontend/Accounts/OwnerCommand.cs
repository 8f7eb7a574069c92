using Avanii.ServiceDefaults;
using Avanii.Web.BackOffice;

namespace Avanii.Web.Accounts;

/// <summary><c>--create-owner EMAIL [ADDRESS]</c>: a link by which somebody becomes the shop's owner, for whoever can run a command where
/// the keys can be opened. Nothing is mailed: the link is printed, alone on a line. Nothing is changed, either: who opens it registers, or
/// signs in to the account that they have, and takes the rights then.</summary>
internal static class OwnerCommand
{
    public static ServiceCommand Command { get; } = new("--create-owner", RunAsync);

    private static async Task<int> RunAsync(IServiceProvider services, string[] arguments, CancellationToken ct)
    {
        var email = arguments.FirstOrDefault() ?? "";
        if (arguments.Length is not (1 or 2) || !MailAddressAttribute.IsAddress(email))
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
        if (await scope.ServiceProvider.GetRequiredService<StaffInvitations>().InviteOwnerAsync(email, ct) is not { } path)
        {
            await Console.Error.WriteLineAsync($"{email} is an owner already.");
            return 1;
        }
        Console.WriteLine(known + path);
        return 0;
    }
}
