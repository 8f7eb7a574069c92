using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

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

    /// <summary>Somebody with an account, which a guest has not.</summary>
    public const string Account = "account";

    /// <summary>The owner, and staff who are let into that area.</summary>
    public static string Area(string area) => AreaPrefix + area;

    internal const string AreaPrefix = "area-";

    /// <summary>Makes the policies known; who asks is found out by whoever checks tokens.</summary>
    public static void AddPolicies(this IServiceCollection services)
    {
        services.AddAuthorization(Add);
        services.AddSingleton<IAuthorizationPolicyProvider, AreaPolicies>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusalLog>();
    }

    private static void Add(AuthorizationOptions options)
    {
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

/// <summary>Knows the policy of any area: which areas there are is said by whoever makes the tokens.</summary>
internal sealed class AreaPolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    public override bool AllowsCachingPolicies => true;

    public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName)
    {
        if (!policyName.StartsWith(Policies.AreaPrefix, StringComparison.Ordinal))
        {
            return await base.GetPolicyAsync(policyName);
        }
        var area = policyName[Policies.AreaPrefix.Length..];
        return new AuthorizationPolicyBuilder().RequireAssertion(context => context.User.MayEnter(area)).Build();
    }
}
