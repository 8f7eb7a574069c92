using Avanii.ServiceDefaults;

namespace Avanii.Web.Accounts;

/// <summary><c>--token [staff|owner]</c>: a token for the back office's API, for whoever can run a command where the signing key can be
/// opened. Until staff have accounts this is how they are let in.</summary>
internal static class StaffToken
{
    private const string Subject = "staff:command-line"; // stands in logs beside what was done with it

    public static ServiceCommand Command { get; } = new("--token", RunAsync);

    /// <summary>Prints the token alone, on a line of its own.</summary>
    private static async Task<int> RunAsync(IServiceProvider services, string[] arguments, CancellationToken ct)
    {
        if (arguments is not ([] or [Roles.Staff] or [Roles.Owner]))
        {
            await Console.Error.WriteLineAsync($"--token makes one for {Roles.Staff} (without a word behind it) or {Roles.Owner}.");
            return 2;
        }
        var role = arguments is [var given] ? given : Roles.Staff;
        var (token, _) = await services.GetRequiredService<ShopperTokens>().CreateAsync(Subject, role, clientAddress: null, ct);
        Console.WriteLine(token);
        return 0;
    }
}
