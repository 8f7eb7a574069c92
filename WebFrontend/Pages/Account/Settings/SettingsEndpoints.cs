using Avanii.Web.Accounts;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Web.Pages.Account.Settings;

/// <summary>What the buttons of the account's pages post to. Each ends in a redirect, so a reload repeats nothing.</summary>
public static class SettingsEndpoints
{
    private const string SessionsPath = "/account/sessions", AddressesPath = "/account/addresses";

    public static void MapAccountSettings(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(SessionsPath + "/{id:guid}/end", EndSession).RequireSignedIn(SessionsPath);
        routes.MapPost(SessionsPath + "/end-others", EndOthers).RequireSignedIn(SessionsPath);
        routes.MapPost(SessionsPath + "/end-all", EndAll).RequireSignedIn(SessionsPath);
        routes.MapPost(AddressesPath + "/{id:guid}/remove", RemoveAddress).RequireSignedIn(AddressesPath);
    }

    // The form field makes an endpoint one that takes forms, and so one that checks the antiforgery token.
    private static async Task<IResult> EndSession(Guid id, [FromForm] bool? really, ShopperSession session, Sessions sessions, CancellationToken ct)
    {
        var me = session.Account!;
        if (id == me.SessionId)
        {
            await session.SignOutAsync(ct);
            return TypedResults.LocalRedirect(AccountPaths.SignIn + "?done=signed-out");
        }
        if (!(await sessions.ListAsync(me.AccountId, ct)).Exists(s => s.Id == id))
        {
            return TypedResults.NotFound();
        }
        await sessions.EndAsync(me.AccountId, id, ct);
        return TypedResults.LocalRedirect(SessionsPath + "?done=session");
    }

    private static async Task<IResult> EndOthers([FromForm] bool? really, ShopperSession session, Sessions sessions, CancellationToken ct)
    {
        await sessions.EndAllAsync(session.Account!.AccountId, except: session.Account.SessionId, ct);
        return TypedResults.LocalRedirect(SessionsPath + "?done=sessions");
    }

    private static async Task<IResult> EndAll([FromForm] bool? really, ShopperSession session, Sessions sessions, CancellationToken ct)
    {
        await sessions.EndAllAsync(session.Account!.AccountId, except: null, ct);
        await session.SignOutAsync(ct);
        return TypedResults.LocalRedirect(AccountPaths.SignIn + "?done=signed-out");
    }

    private static async Task<IResult> RemoveAddress(Guid id, [FromForm] bool? really, ShopperSession session, AddressBook addresses, CancellationToken ct) =>
        await addresses.RemoveAsync(session.Account!.AccountId, id, ct) ? TypedResults.LocalRedirect(AddressesPath + "?done=address-removed") : TypedResults.NotFound();
}
