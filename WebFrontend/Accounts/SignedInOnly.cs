using Avanii.Web.BackOffice;
using Microsoft.Net.Http.Headers;

namespace Avanii.Web.Accounts;

/// <summary>On a page or an endpoint for somebody who is signed in. Everybody else is led to the sign-in and from there back.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SignedInOnlyAttribute : Attribute
{
    /// <summary>Where to come back to where this cannot be looked at, only posted to.</summary>
    public string? ReturnTo { get; init; }
}

/// <summary>Asks who it is before a page of somebody's account is shown.</summary>
internal static class SignedInPages
{
    /// <summary>Before what decides about the way into an account it is asked anew who it is, when that was longer ago: a browser left
    /// open for a moment must not cost the account.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(10);

    public static bool IsFresh(this SignedIn me, TimeProvider clock) => clock.GetUtcNow() - me.SignedInAt <= FreshFor;

    /// <summary>The sign-in page, which leads back.</summary>
    /// <param name="returnTo">A path of ours.</param>
    /// <param name="again">Somebody who is signed in is to say once more who they are.</param>
    public static string SignInPath(string returnTo, bool again = false) =>
        $"{AccountPaths.SignIn}?returnTo={Uri.EscapeDataString(returnTo)}{(again ? "&again=1" : "")}";

    /// <summary>The page that says why two factors are needed, and leads back.</summary>
    /// <param name="returnTo">A path of ours.</param>
    public static string SecondFactorPath(string returnTo) => $"{BackOfficePages.SecondFactor}?returnTo={Uri.EscapeDataString(returnTo)}";

    public static TBuilder RequireSignedIn<TBuilder>(this TBuilder endpoint, string returnTo)
        where TBuilder : IEndpointConventionBuilder
        => endpoint.WithMetadata(new SignedInOnlyAttribute { ReturnTo = returnTo });

    /// <summary>Call it after <c>UseShopperSession</c>. Not in the pages themselves: a component that is posted to must show its form
    /// even to whom it leads away, else the framework answers 400.</summary>
    public static void UseSignedInPages(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<SignedInOnlyAttribute>() is not { } only)
        {
            return next(context);
        }
        context.Response.Headers[HeaderNames.CacheControl] = "no-store"; // nothing of it stays behind at a shared desk
        if (context.RequestServices.GetRequiredService<ShopperSession>().Account is not null)
        {
            return next(context);
        }
        var request = context.Request;
        context.Response.Redirect(SignInPath(only.ReturnTo ?? (HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : request.Path)));
        return Task.CompletedTask;
    });
}
