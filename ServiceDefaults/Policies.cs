using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Avanii.ServiceDefaults;

/// <summary>Roles that a token may carry.</summary>
public static class Roles
{
    /// <summary>Somebody who only looks: a token without a cart or orders.</summary>
    public const string Visitor = "visitor";
    public const string Guest = "guest";
    public const string Shopper = "shopper";
    public const string Staff = "staff";
    public const string Owner = "owner";
}

/// <summary>What a member of staff may be let into; a token of the role staff names those it is good for. An owner may do everything.</summary>
public static class StaffAreas
{
    /// <summary>Products, pictures, prices and stock.</summary>
    public const string Catalogue = "catalogue";

    /// <summary>Everybody's orders, their payments and parcels.</summary>
    public const string Orders = "orders";

    /// <summary>Accounts of shoppers.</summary>
    public const string Customers = "customers";

    /// <summary>The shop itself: staff, messages that could not be worked off.</summary>
    public const string Settings = "settings";

    public static IReadOnlyList<string> All { get; } = [Catalogue, Orders, Customers, Settings];
}

/// <summary>Names of the authorisation policies.</summary>
public static class Policies
{
    /// <summary>Somebody who can own a cart and orders.</summary>
    public const string Subject = "subject";

    /// <summary>Somebody with an account, which a guest has not.</summary>
    public const string Account = "account";

    /// <summary>The owner, and staff who are let into that area.</summary>
    public static string Area(string area) => $"area-{area}";

    internal static void Add(AuthorizationOptions options)
    {
        foreach (var area in StaffAreas.All)
        {
            options.AddPolicy(Area(area), policy => policy.RequireAssertion(context => context.User.MayEnter(area)));
        }
        options.AddPolicy(Subject, policy => policy.RequireRole(Roles.Guest, Roles.Shopper, Roles.Staff, Roles.Owner));
        options.AddPolicy(Account, policy => policy.RequireRole(Roles.Shopper, Roles.Staff, Roles.Owner));
    }

    /// <returns>True for the owner, and for staff whose token names the area.</returns>
    public static bool MayEnter(this ClaimsPrincipal user, string area) =>
        user.IsInRole(Roles.Owner) || (user.IsInRole(Roles.Staff) && user.HasClaim(JwtValidation.AreaClaim, area));

    /// <summary>The token's <c>sub</c>: whose cart, whose order.</summary>
    /// <exception cref="InvalidOperationException">The endpoint does not ask for a token.</exception>
    public static string GetSubject(this ClaimsPrincipal user) => user.FindFirstValue(JwtValidation.SubjectClaim)
        ?? throw new InvalidOperationException("The endpoint needs a policy that asks for a token.");
}
