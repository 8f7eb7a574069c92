using System.Text.RegularExpressions;
using Avanii.ServiceDefaults;
using Avanii.Web.Contracts;

namespace Avanii.Web.Accounts;

/// <summary><c>--token staff|owner NAME [AREA…]</c>: a token for the back office's API, for whoever can run a command where the signing key
/// can be opened. The name is taken on trust. Without areas a member of staff's is good for all of them.</summary>
internal static partial class StaffToken
{
    private const string SubjectPrefix = "staff:cli:"; // stands with the name in logs and histories beside what was done

    public static ServiceCommand Command { get; } = new("--token", RunAsync);

    /// <summary>Prints the token alone, on a line of its own.</summary>
    private static async Task<int> RunAsync(IServiceProvider services, string[] arguments, CancellationToken ct)
    {
        if (arguments is not [Roles.Staff or Roles.Owner, var name, .. var areas] || !Name().IsMatch(name)
            || areas.Except(StaffAreas.All).Any() || (arguments[0] == Roles.Owner && areas.Length > 0))
        {
            await Console.Error.WriteLineAsync(
                $"--token {Roles.Owner} NAME, or --token {Roles.Staff} NAME [AREA…]. NAME says who you are: 1 to 40 letters, digits, dots and hyphens. "
                + $"AREA is what it is good for, without one everything: {string.Join(", ", StaffAreas.All)}.");
            return 2;
        }
        var (token, _) = await services.GetRequiredService<ShopperTokens>().CreateAsync(
            SubjectPrefix + name, arguments[0], clientAddress: null, ct, arguments[0] == Roles.Owner ? null : areas is [] ? StaffAreas.All : areas);
        Console.WriteLine(token);
        return 0;
    }

    [GeneratedRegex(@"^[A-Za-z0-9.-]{1,40}\z")]
    private static partial Regex Name();
}
