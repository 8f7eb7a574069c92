using System.Security.Claims;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;

namespace Avanii.Web.BackOffice;

/// <summary>Who does something in the back office.</summary>
/// <param name="Subject">An account's, or <c>staff:cli:NAME</c> of a token that a command made.</param>
/// <param name="Rights">As they were when the page or the token was asked for.</param>
public sealed record Actor(string Subject, Rights Rights)
{
    /// <summary>Whoever can run a command where the keys can be opened.</summary>
    public static Actor Command { get; } = new("command", Rights.Owner);

    public static Actor Of(SignedIn me) => new(me.Subject, new(me.Role, me.Areas));

    public static Actor Of(ClaimsPrincipal user) => new(user.GetSubject(), new(
        user.FindFirstValue(JwtValidation.RoleClaim) ?? Roles.Visitor, [.. user.FindAll(JwtValidation.AreaClaim).Select(area => area.Value)]));

    /// <summary>Null: a command's.</summary>
    public Guid? AccountId => Account.IdOf(Subject);
}
