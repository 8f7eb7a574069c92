using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Mime;
using Avanii.Web.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Avanii.Web.Pages.Account;

/// <summary>What the pages about one's own data post to, and the file itself.</summary>
public static class AccountDataEndpoints
{
    /// <summary>The word that says that one means it.</summary>
    internal const string Confirmation = "delete";

    internal const string SignInAgain = "/account/sign-in?returnTo=/account/delete&again=1";
    private const string SignIn = "/account/sign-in?returnTo=/account/data";

    public static void MapAccountData(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/account/data", Request);
        routes.MapGet("/account/data/file", Download);
        routes.MapPost("/account/delete", Delete);
    }

    internal static bool IsFresh([NotNullWhen(true)] SignedIn? who, TimeProvider clock) =>
        who is not null && clock.GetUtcNow() - who.SignedInAt < AccountDeletion.FreshFor;

    // The form field makes the endpoint one that takes forms, and so one that checks the antiforgery token.
    private static async Task<IResult> Request([FromForm] bool? really, ShopperSession session, DataExports exports, PublicAddress shop, CancellationToken ct)
    {
        if (session.Account is not { } who)
        {
            return TypedResults.LocalRedirect(SignIn);
        }
        await exports.RequestAsync(who, shop.Of("/account/data"), ct); // asked too soon, the page says so
        return TypedResults.LocalRedirect("/account/data");
    }

    private static async Task<IResult> Download(ShopperSession session, DataExports exports, HttpResponse response, CancellationToken ct)
    {
        if (session.Account is not { } who)
        {
            return TypedResults.LocalRedirect(SignIn);
        }
        if (await exports.FindLastAsync(who.AccountId, ct) is not { ReadyAt: not null } export)
        {
            return TypedResults.LocalRedirect("/account/data");
        }
        response.Headers[HeaderNames.CacheControl] = "no-store";
        var day = export.RequestedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return TypedResults.File(exports.Open(export), MediaTypeNames.Application.Json, $"avanii-data-{day}.json");
    }

    private static async Task<IResult> Delete(
        [FromForm] string? confirmation, ShopperSession session, AccountDeletion deletion, TimeProvider clock, CancellationToken ct)
    {
        if (!IsFresh(session.Account, clock))
        {
            return TypedResults.LocalRedirect(SignInAgain);
        }
        if (!string.Equals(confirmation?.Trim(), Confirmation, StringComparison.OrdinalIgnoreCase))
        {
            return TypedResults.LocalRedirect("/account/delete?problem=confirmation");
        }
        if (!await deletion.TryDeleteAsync(session.Account, ct))
        {
            return TypedResults.LocalRedirect("/account/delete?problem=only-owner");
        }
        await session.SignOutAsync(ct);
        return TypedResults.LocalRedirect("/account/deleted");
    }
}
