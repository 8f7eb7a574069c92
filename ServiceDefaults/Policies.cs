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

/// <summary>Names of the authorisation policies.</summary>
public static class Policies
{
    /// <summary>Somebody who can own a cart and orders.</summary>
    public const string Subject = "subject";

    /// <summary>Staff or owner.</summary>
    public const string BackOffice = "back-office";

    internal static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Subject, policy => policy.RequireRole(Roles.Guest, Roles.Shopper, Roles.Staff, Roles.Owner));
        options.AddPolicy(BackOffice, policy => policy.RequireRole(Roles.Staff, Roles.Owner));
    }

    /// <summary>The token's <c>sub</c>: whose cart, whose order.</summary>
    /// <exception cref="InvalidOperationException">The endpoint does not ask for a token.</exception>
    public static string GetSubject(this ClaimsPrincipal user) => user.FindFirstValue(JwtValidation.SubjectClaim)
        ?? throw new InvalidOperationException("The endpoint needs a policy that asks for a token.");
}
