using Avanii.Web.Accounts;
using Avanii.Web.BackOffice;
using Avanii.Web.Content;
using Avanii.Web.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Web.Pages.BackOffice.Content;

/// <summary>What the buttons beside the forms of pages and front page post to. Each ends in a redirect, so a reload repeats nothing.</summary>
public static class ContentForms
{
    private const string Home = BackOfficePages.Content + "/home";

    public static void MapContentForms(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/content/pages/{slug}/delete", Delete).RequireBackOffice(StaffAreas.Settings, BackOfficePages.Content);
        routes.MapPost("/content/pages/{slug}/revisions/{number:int}/restore", Restore).RequireBackOffice(StaffAreas.Settings, BackOfficePages.Content);
        routes.MapPost("/content/home/move", Move).RequireBackOffice(StaffAreas.Settings, Home);
        routes.MapPost("/content/home/switch", Switch).RequireBackOffice(StaffAreas.Settings, Home);
    }

    private static async Task<IResult> Delete(string slug, [FromForm] int? version, ShopperSession session, PageEditor editor, CancellationToken ct) =>
        await editor.DeleteAsync(Actor.Of(session.Account!), slug, version ?? 0, ct) switch
        {
            ContentOutcome.Saved => TypedResults.LocalRedirect($"{BackOfficePages.Content}?done=deleted"),
            ContentOutcome.NotThere => TypedResults.LocalRedirect($"{BackOfficePages.Content}?problem={ContentOutcome.NotThere}"),
            var refused => ToPage(slug, $"problem={refused}"),
        };

    private static async Task<IResult> Restore(string slug, int number, [FromForm] int? version, ShopperSession session, PageEditor editor, CancellationToken ct) =>
        await editor.RestoreAsync(Actor.Of(session.Account!), slug, number, version ?? 0, ct) switch
        {
            ContentOutcome.Saved => ToPage(slug, "done=restored"),
            var refused => ToPage(slug, $"problem={refused}"),
        };

    private static async Task<IResult> Move([FromForm] string? kind, [FromForm] int? by, [FromForm] int? version, ShopperSession session, HomeEditor editor, CancellationToken ct) =>
        await ChangeAsync(kind, version, session, editor, by < 0 ? "↑" : "↓", home => home.Move(kind!, by < 0 ? -1 : 1), ct);

    private static async Task<IResult> Switch([FromForm] string? kind, [FromForm] bool? on, [FromForm] int? version, ShopperSession session, HomeEditor editor, CancellationToken ct) =>
        await ChangeAsync(kind, version, session, editor, on == true ? "on" : "off", home => home.With(home.Find(kind!) with { On = on == true }), ct);

    private static async Task<RedirectHttpResult> ChangeAsync(
        string? kind, int? version, ShopperSession session, HomeEditor editor, string what, Func<HomeLayout, HomeLayout> change, CancellationToken ct)
    {
        if (kind is null || !HomeSections.All.Contains(kind))
        {
            return TypedResults.LocalRedirect($"{Home}?problem={ContentOutcome.NotThere}");
        }
        var outcome = await editor.ChangeAsync(Actor.Of(session.Account!), version ?? -1, $"{kind}: {what}", change, ct);
        return TypedResults.LocalRedirect(outcome == ContentOutcome.Saved ? $"{Home}#{kind}" : $"{Home}?problem={outcome}");
    }

    private static RedirectHttpResult ToPage(string slug, string what) => TypedResults.LocalRedirect($"{BackOfficePages.Content}/pages/{Uri.EscapeDataString(slug)}?{what}");
}
