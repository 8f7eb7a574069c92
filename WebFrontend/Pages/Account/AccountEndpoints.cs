using Avanii.Web.Accounts;
using Avanii.Web.Security;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Web.Pages.Account;

/// <summary>What passkey forms and the button to sign out post to. The form fields make these endpoints that take forms, and so ones that
/// check the antiforgery token.</summary>
public static class AccountEndpoints
{
    public static void MapAccountForms(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/account/register/passkey/options", BeginCreation);
        routes.MapPost("/account/register/passkey", Register);
        routes.MapPost("/account/sign-in/passkey/options", BeginSignIn);
        routes.MapPost("/account/sign-in/passkey", SignIn);
        routes.MapPost(AccountPaths.SignOut, SignOut);
    }

    private static async Task<IResult> BeginCreation([FromForm] string? key, RegistrationLink link, Passkeys passkeys, CancellationToken ct) =>
        link.Open(key) is { } invitation
            ? Json(await passkeys.BeginCreationAsync(invitation.AccountId, invitation.Email, invitation.Name, ct))
            : TypedResults.StatusCode(StatusCodes.Status410Gone);

    private static async Task<IResult> Register([FromForm] string? key, [FromForm] string? credential, RegistrationLink link, Registration registration, CancellationToken ct)
    {
        var page = AccountPaths.FinishRegistration + new QueryBuilder { { "key", key ?? "" } };
        if (link.Open(key) is not { } invitation)
        {
            return TypedResults.LocalRedirect(page); // which says that the link is over
        }
        return await registration.WithPasskeyAsync(invitation, credential ?? "", ct) switch
        {
            RegistrationOutcome.Made => TypedResults.LocalRedirect(AccountPaths.Home),
            RegistrationOutcome.Taken or RegistrationOutcome.Over => TypedResults.LocalRedirect(page), // which says why
            _ => TypedResults.LocalRedirect(page + "&problem=passkey"),
        };
    }

    private static async Task<IResult> BeginSignIn([FromForm] string? returnTo, Passkeys passkeys, CancellationToken ct) => Json(await passkeys.BeginSignInAsync(ct));

    private static async Task<IResult> SignIn([FromForm] string? credential, [FromForm] string? returnTo, Passkeys passkeys, BeginSession begin, CancellationToken ct)
    {
        if (await passkeys.FinishSignInAsync(credential ?? "", ct) is not { } account || !await begin.RunAsync(account, SignInMethods.Passkey, ct))
        {
            return TypedResults.LocalRedirect(AccountPaths.SignIn + new QueryBuilder { { "problem", "passkey" }, { "returnTo", LocalPath.Or(returnTo, AccountPaths.Home) } });
        }
        return TypedResults.LocalRedirect(LocalPath.Or(returnTo, AccountPaths.Home));
    }

    private static async Task<IResult> SignOut([FromForm] string? really, ShopperSession session, CancellationToken ct)
    {
        await session.SignOutAsync(ct);
        return TypedResults.LocalRedirect(AccountPaths.SignIn + "?done=signed-out");
    }

    private static ContentHttpResult Json(string options) => TypedResults.Text(options, "application/json");
}
