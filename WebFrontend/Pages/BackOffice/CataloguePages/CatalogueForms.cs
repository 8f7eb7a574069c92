using Avanii.Web.Accounts;
using Avanii.Web.BackOffice;
using Avanii.Web.Contracts;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Web.Pages.BackOffice.CataloguePages;

/// <summary>What the buttons on the pages for the catalogue post to. Each ends in a redirect, so a reload repeats nothing.</summary>
public static class CatalogueForms
{
    public static void MapCatalogueForms(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/reviews/{id:guid}/publish", Publish).RequireBackOffice(StaffAreas.Catalogue, BackOfficePages.Reviews);
        routes.MapPost("/synonyms/{id:guid}/delete", Delete).RequireBackOffice(StaffAreas.Catalogue, BackOfficePages.Synonyms);
    }

    private static async Task<IResult> Publish(Guid id, [FromForm] long? version, [FromForm] string? show, ShopperSession session, CatalogueDesk desk) =>
        await desk.PublishAsync(Actor.Of(session.Account!), id, version ?? 0) switch
        {
            DeskOutcome.Done => TypedResults.LocalRedirect(ReviewLists.Path(ReviewLists.Known(show), "done=published")),
            DeskOutcome.NotThere => TypedResults.LocalRedirect(ReviewLists.Path(ReviewLists.Known(show), $"problem={DeskOutcome.NotThere}")),
            var refused => TypedResults.LocalRedirect($"{BackOfficePages.Reviews}/{id}?problem={refused}"), // where it is shown as it is now
        };

    private static async Task<IResult> Delete(Guid id, [FromForm] int? version, ShopperSession session, CatalogueDesk desk) =>
        await desk.RemoveAsync(Actor.Of(session.Account!), id, version ?? 0) switch
        {
            DeskOutcome.Done => TypedResults.LocalRedirect($"{BackOfficePages.Synonyms}?done=deleted"),
            DeskOutcome.NotThere => TypedResults.LocalRedirect($"{BackOfficePages.Synonyms}?problem={DeskOutcome.NotThere}"),
            var refused => TypedResults.LocalRedirect($"{BackOfficePages.Synonyms}/{id}?problem={refused}"),
        };
}
