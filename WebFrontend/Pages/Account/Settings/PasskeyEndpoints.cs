using Avanii.Web.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Web.Pages.Account.Settings;

/// <summary>What the page of the passkeys posts to. A passkey opens the account for good, so each asks for a sign-in that is fresh.</summary>
public static class PasskeyEndpoints
{
    private const string Path = "/account/passkeys";

    public static void MapPasskeySettings(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path + "/options", BeginAsync).RequireSignedIn(Path);
        routes.MapPost(Path + "/add", AddAsync).RequireSignedIn(Path);
        routes.MapPost(Path + "/{id}/remove", RemoveAsync).RequireSignedIn(Path);
    }

    // Read by a script. The form field makes an endpoint one that takes forms, and so one that checks the antiforgery token.
    private static async Task<IResult> BeginAsync(
        [FromForm] string? credential, ShopperSession session, Passkeys passkeys, UserManager<Accounts.Account> accounts, SecondFactors secondFactors, TimeProvider clock, CancellationToken ct)
    {
        var me = session.Account!;
        return me.IsFresh(clock) && await accounts.FindByIdAsync(me.AccountId.ToString()) is { } account && await secondFactors.MayChangeAsync(account, me.Method, ct)
            ? TypedResults.Text(await passkeys.BeginCreationAsync(me.AccountId, me.Email, me.Name, ct), "application/json")
            : TypedResults.StatusCode(StatusCodes.Status403Forbidden);
    }

    private static async Task<IResult> AddAsync(
        [FromForm] string? credential, ShopperSession session, Passkeys passkeys, PasskeyList list, UserManager<Accounts.Account> accounts, SecondFactors secondFactors,
        TimeProvider clock, CancellationToken ct)
    {
        var me = session.Account!;
        if (!me.IsFresh(clock))
        {
            return AskWhoItIs();
        }
        if (await accounts.FindByIdAsync(me.AccountId.ToString()) is not { } account)
        {
            return TypedResults.NotFound();
        }
        if (!await secondFactors.MayChangeAsync(account, me.Method, ct))
        {
            return AskForSecondFactor();
        }
        return await passkeys.FinishCreationAsync(me.AccountId, credential ?? "", ct) is { } made && await list.AddAsync(account, made, ct)
            ? TypedResults.LocalRedirect(Path + "?done=passkey")
            : TypedResults.LocalRedirect(Path + "?problem=not-added");
    }

    private static async Task<IResult> RemoveAsync(
        string id, [FromForm] bool? really, ShopperSession session, PasskeyList list, UserManager<Accounts.Account> accounts, SecondFactors secondFactors, TimeProvider clock,
        CancellationToken ct)
    {
        var me = session.Account!;
        if (!me.IsFresh(clock))
        {
            return AskWhoItIs();
        }
        if (await accounts.FindByIdAsync(me.AccountId.ToString()) is not { } account)
        {
            return TypedResults.NotFound();
        }
        if (!await secondFactors.MayChangeAsync(account, me.Method, ct))
        {
            return AskForSecondFactor();
        }
        return await list.RemoveAsync(account, id, ct) switch
        {
            PasskeyRemoval.Done => TypedResults.LocalRedirect(Path + "?done=passkey-removed"),
            PasskeyRemoval.LastWayIn => TypedResults.LocalRedirect(Path + "?problem=last-way-in"),
            PasskeyRemoval.LastSecondFactor => TypedResults.LocalRedirect(Path + "?problem=last-second-factor"),
            _ => TypedResults.NotFound(),
        };
    }

    private static RedirectHttpResult AskForSecondFactor() => TypedResults.LocalRedirect(SignedInPages.SecondFactorPath(Path));

    private static RedirectHttpResult AskWhoItIs() => TypedResults.LocalRedirect(SignedInPages.SignInPath(Path, again: true));
}
