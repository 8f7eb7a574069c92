using Avanii.Web.Accounts;
using Avanii.Web.BackOffice;
using Avanii.Web.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Avanii.Web.Pages.BackOffice;

/// <summary>What the buttons of the back office's pages post to. Each ends in a redirect, so a reload repeats nothing.</summary>
public static class BackOfficeForms
{
    public static void MapBackOfficeForms(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/staff/invitations/{id:guid}/take-back", TakeBack).RequireBackOffice(StaffAreas.Settings, BackOfficePages.Staff);
        routes.MapPost("/staff/{id:guid}/end", End).RequireBackOffice(StaffAreas.Settings, BackOfficePages.Staff, fresh: true);
        routes.MapPost("/staff/{id:guid}/sign-out", SignOutMember).RequireBackOffice(StaffAreas.Settings, BackOfficePages.Staff, fresh: true);
        routes.MapPost("/customers/{id:guid}/sign-out", SignOut).RequireBackOffice(StaffAreas.Customers, BackOfficePages.Customers);
        routes.MapPost("/customers/{id:guid}/reset-link", SendReset).RequireBackOffice(StaffAreas.Customers, BackOfficePages.Customers);
    }

    // The form field makes an endpoint one that takes forms, and so one that checks the antiforgery token.
    private static async Task<IResult> TakeBack(Guid id, [FromForm] bool? really, ShopperSession session, StaffInvitations invitations, CancellationToken ct) =>
        ToStaff(await invitations.TakeBackAsync(Actor.Of(session.Account!), id, ct), "taken-back");

    private static async Task<IResult> End(Guid id, [FromForm] string? version, ShopperSession session, StaffList staff, CancellationToken ct) =>
        ToStaff(await staff.EndAsync(Actor.Of(session.Account!), id, version ?? "", ct), "ended");

    private static async Task<IResult> SignOutMember(Guid id, [FromForm] bool? really, ShopperSession session, StaffList staff, CancellationToken ct) =>
        ToStaff(await staff.EndSessionsAsync(Actor.Of(session.Account!), id, ct), "signed-out");

    private static async Task<IResult> SignOut(Guid id, [FromForm] bool? really, ShopperSession session, CustomerDesk desk, CancellationToken ct)
    {
        await desk.EndSessionsAsync(Actor.Of(session.Account!), id, ct); // of somebody who is not there, the page says so
        return TypedResults.LocalRedirect($"{BackOfficePages.Customers}/{id}?done=signed-out");
    }

    private static async Task<IResult> SendReset(Guid id, [FromForm] bool? really, ShopperSession session, CustomerDesk desk, CancellationToken ct)
    {
        var (_, pause) = await desk.SendResetAsync(Actor.Of(session.Account!), id, ct);
        return TypedResults.LocalRedirect($"{BackOfficePages.Customers}/{id}?{(pause is null ? "done=reset" : "problem=too-often")}");
    }

    private static RedirectHttpResult ToStaff(StaffRefusal? refusal, string done) =>
        TypedResults.LocalRedirect(refusal is null ? $"{BackOfficePages.Staff}?done={done}" : $"{BackOfficePages.Staff}?problem={refusal.Type}");
}
