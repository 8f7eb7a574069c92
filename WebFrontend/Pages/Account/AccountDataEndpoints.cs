using System.Globalization;
using System.Net.Mime;
using Avanii.Web.Accounts;
using Avanii.Web.Texts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Avanii.Web.Pages.Account;

/// <summary>What the pages about one's own data post to, and the file itself.</summary>
public static class AccountDataEndpoints
{
    /// <summary>The word that says that one means it; the one of the page's language does, too.</summary>
    internal const string Confirmation = "delete";

    internal const string DataPath = "/account/data", DeletePath = "/account/delete";

    public static void MapAccountData(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(DataPath, Request).RequireSignedIn(DataPath);
        routes.MapGet(DataPath + "/file", Download).RequireSignedIn(DataPath);
        routes.MapPost(DeletePath, Delete).RequireSignedIn(DeletePath);
    }

    // The form field makes the endpoint one that takes forms, and so one that checks the antiforgery token.
    private static async Task<IResult> Request([FromForm] bool? really, ShopperSession session, DataExports exports, PublicAddress shop, CancellationToken ct)
    {
        await exports.RequestAsync(session.Account!, shop.Of(DataPath), ct); // asked too soon, the page says so
        return TypedResults.LocalRedirect(DataPath);
    }

    // All that is kept of somebody in one file: a browser that was left open does not suffice.
    private static async Task<IResult> Download(ShopperSession session, DataExports exports, HttpResponse response, TimeProvider clock, CancellationToken ct)
    {
        var me = session.Account!;
        if (!me.IsFresh(clock))
        {
            return TypedResults.LocalRedirect(SignedInPages.SignInPath(DataPath, again: true));
        }
        if (await exports.FindLastAsync(me.AccountId, ct) is not { ReadyAt: not null } export)
        {
            return TypedResults.LocalRedirect(DataPath);
        }
        response.Headers[HeaderNames.CacheControl] = "no-store";
        var day = export.RequestedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return TypedResults.File(exports.Open(export), MediaTypeNames.Application.Json, $"avanii-data-{day}.json");
    }

    private static async Task<IResult> Delete(
        [FromForm] string? confirmation, ShopperSession session, AccountDeletion deletion, TimeProvider clock, CancellationToken ct)
    {
        var me = session.Account!;
        if (!me.IsFresh(clock))
        {
            return TypedResults.LocalRedirect(SignedInPages.SignInPath(DeletePath, again: true));
        }
        if (confirmation?.Trim() is not { } word || !(word.Equals(Confirmation, StringComparison.OrdinalIgnoreCase) || word.Equals(AccountTexts.DeletionWord, StringComparison.OrdinalIgnoreCase)))
        {
            return TypedResults.LocalRedirect(DeletePath + "?problem=confirmation");
        }
        if (!await deletion.TryDeleteAsync(me, ct))
        {
            return TypedResults.LocalRedirect(DeletePath + "?problem=only-owner");
        }
        await session.SignOutAsync(ct);
        return TypedResults.LocalRedirect("/account/deleted");
    }
}
