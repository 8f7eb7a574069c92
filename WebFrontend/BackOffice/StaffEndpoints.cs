using System.Security.Claims;
using Avanii.ServiceDefaults;
using Avanii.Web.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Avanii.Web.BackOffice;

/// <summary>Staff, for API clients.</summary>
internal static class StaffEndpoints
{
    private const string Conditions = "If-Match";

    public static void MapStaff(this IEndpointRouteBuilder routes)
    {
        var staff = routes.MapBackOfficeApi("/api/staff", StaffAreas.Settings, "Staff");
        staff.MapGet("/", ListAsync).WithSummary("Who works for the shop, and who is invited.");
        staff.MapGet("/log", LogAsync).WithSummary("Who changed whose rights: the newest 50 changes.");
        staff.MapGet("/{id:guid}", GetAsync).WithSummary("A member of staff; the ETag goes into If-Match of a change.").ProducesProblem(404);
        staff.MapPut("/{id:guid}", ChangeAsync).WithSummary("Change what somebody may do.")
            .WithDescription("Problem types: 403 `own-rights`, `takes-an-owner`; 404 `unknown-member`; 409 `last-owner`; 412 `changed-meanwhile`; 428 `if-match-needed`.")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
        staff.MapDelete("/{id:guid}", EndAsync).WithSummary("End somebody's rights: signed out everywhere, a shopper from now on.")
            .WithDescription("Problem types as for a change. Tokens that were given out are refused after five minutes at most.")
            .ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
        staff.MapDelete("/{id:guid}/sessions", EndSessionsAsync).WithSummary("Sign a colleague out everywhere; their rights stay.")
            .WithDescription("Problem types: 403 `own-sessions`, `takes-an-owner`; 404 `unknown-member`. Tokens that were given out are refused after five minutes at most.")
            .ProducesProblem(403).ProducesProblem(404);
        staff.MapPost("/invitations", InviteAsync).WithSummary("Invite somebody by e-mail.")
            .WithDescription("The link is good for 24 hours and once, and is in the letter only. Invited again, the one before is void. Problem types: 400 `invalid-request`; 403 `takes-an-owner`; 409 `works-here`.")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(409);
        staff.MapDelete("/invitations/{id:guid}", TakeBackAsync).WithSummary("Take an invitation back.").ProducesProblem(403).ProducesProblem(404);
    }

    /// <param name="Email">A new address, or one that has an account.</param>
    /// <param name="Name">As the account will be called where there is none yet.</param>
    /// <param name="Role"><c>staff</c>, or <c>owner</c> without areas.</param>
    /// <param name="Areas">One at least of catalogue, orders, customers, settings.</param>
    internal sealed record StaffInvitationRequest(string? Email, string? Name, string? Role, IReadOnlyList<string>? Areas);

    /// <param name="Role"><c>staff</c>, or <c>owner</c> without areas.</param>
    /// <param name="Areas">All that they may do from now on.</param>
    internal sealed record StaffRightsRequest(string? Role, IReadOnlyList<string>? Areas);

    internal sealed record StaffOverview(IReadOnlyList<StaffMember> Members, IReadOnlyList<OpenInvitation> Invitations);

    internal sealed record OpenInvitation(Guid Id, string Email, string Role, IReadOnlyList<string> Areas, DateTimeOffset InvitedAt, DateTimeOffset EndsAt);

    private static async Task<Ok<StaffOverview>> ListAsync(StaffList staff, StaffInvitations invitations, CancellationToken ct) =>
        TypedResults.Ok(new StaffOverview(await staff.ReadAsync(ct), (await invitations.ListAsync(ct)).ConvertAll(View)));

    private static async Task<Ok<IReadOnlyList<AuditView>>> LogAsync(AuditLog log, CancellationToken ct) => TypedResults.Ok(await log.ReadAsync(StaffAreas.Settings, ct));

    private static async Task<Results<Ok<StaffMember>, ProblemHttpResult>> GetAsync(Guid id, StaffList staff, HttpResponse response, CancellationToken ct)
    {
        if (await staff.FindAsync(id, ct) is not { } member)
        {
            return Problem(StaffRefusal.NotThere);
        }
        response.Headers.ETag = $"\"{member.Version}\"";
        return TypedResults.Ok(member);
    }

    private static async Task<Results<Ok<StaffMember>, ProblemHttpResult>> ChangeAsync(
        Guid id, StaffRightsRequest body, [FromHeader(Name = Conditions)] string? ifMatch, ClaimsPrincipal user, StaffList staff, HttpResponse response, CancellationToken ct)
    {
        if (Rights.Of(body.Role, body.Areas) is not { } rights)
        {
            return Invalid(("areas", StaffForm.NoRights));
        }
        return VersionOf(ifMatch) is not { } version ? ConditionNeeded()
            : await staff.ChangeAsync(Actor.Of(user), id, version, rights, ct) is { } refusal ? Problem(refusal)
            : await GetAsync(id, staff, response, ct);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(
        Guid id, [FromHeader(Name = Conditions)] string? ifMatch, ClaimsPrincipal user, StaffList staff, CancellationToken ct) =>
        VersionOf(ifMatch) is not { } version ? ConditionNeeded()
            : await staff.EndAsync(Actor.Of(user), id, version, ct) is { } refusal ? Problem(refusal)
            : TypedResults.NoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> EndSessionsAsync(Guid id, ClaimsPrincipal user, StaffList staff, CancellationToken ct) =>
        await staff.EndSessionsAsync(Actor.Of(user), id, ct) is { } refusal ? Problem(refusal) : TypedResults.NoContent();

    private static async Task<Results<Created<OpenInvitation>, ProblemHttpResult>> InviteAsync(
        StaffInvitationRequest body, ClaimsPrincipal user, StaffInvitations invitations, CancellationToken ct)
    {
        var (form, rights) = (new InvitationForm { Email = body.Email, Name = body.Name }, Rights.Of(body.Role, body.Areas));
        if (form.Errors(rights) is { Count: > 0 } errors)
        {
            return Invalid([.. errors]);
        }
        var (invitation, refusal) = await invitations.InviteAsync(Actor.Of(user), form.Email!.Trim(), form.Name!.Trim(), rights!, ct);
        return invitation is null ? Problem(refusal!) : TypedResults.Created((string?)null, View(invitation));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> TakeBackAsync(Guid id, ClaimsPrincipal user, StaffInvitations invitations, CancellationToken ct) =>
        await invitations.TakeBackAsync(Actor.Of(user), id, ct) is { } refusal ? Problem(refusal) : TypedResults.NoContent();

    private static OpenInvitation View(StaffInvitation i) => new(i.Id, i.Email, i.Role, i.Areas, i.InvitedAt, i.EndsAt);

    private static string? VersionOf(string? ifMatch) =>
        EntityTagHeaderValue.TryParse(ifMatch, out var tag) && !tag.IsWeak && tag.Tag is { Length: > 2 } ? tag.Tag.ToString().Trim('"') : null;

    private static ProblemHttpResult Problem(StaffRefusal refusal) => Problems.Problem(refusal.Status, refusal.Type, refusal.Title, refusal.Detail);

    private static ProblemHttpResult ConditionNeeded() => Problems.Problem(StatusCodes.Status428PreconditionRequired, "if-match-needed", "Say what you have seen.",
        "Send If-Match with the ETag of GET /api/staff/{id}, or the member's version in quotes.");

    internal static ProblemHttpResult Invalid(params (string Field, string Message)[] errors) => Problems.Problem(
        StatusCodes.Status400BadRequest, "invalid-request", "The request is not valid.", string.Join(' ', errors.Select(e => e.Message)),
        new Dictionary<string, object?> { ["errors"] = errors.GroupBy(e => e.Field).ToDictionary(field => field.Key, field => field.Select(e => e.Message).ToArray()) });
}
