using System.Globalization;
using System.Security.Claims;
using Avanii.ServiceDefaults;
using Avanii.Web.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Avanii.Web.BackOffice;

/// <summary>Shoppers' accounts, for API clients of staff. An address is sent in a body: what stands in a URL stands in logs.</summary>
internal static class CustomerEndpoints
{
    public static void MapCustomers(this IEndpointRouteBuilder routes)
    {
        var customers = routes.MapBackOfficeApi("/api/customers", StaffAreas.Customers, "Customers");
        customers.MapPost("/find", FindAsync).WithSummary("Find a shopper by the exact e-mail address.")
            .WithDescription("Each look is written down. People who work for the shop are not found here.").ProducesProblem(400).ProducesProblem(404);
        customers.MapGet("/{id:guid}", GetAsync).WithSummary("Look at a shopper's account. Each look is written down.").ProducesProblem(404);
        customers.MapDelete("/{id:guid}/sessions", EndSessionsAsync).WithSummary("Sign a shopper out everywhere.").ProducesProblem(404);
        customers.MapPost("/{id:guid}/reset-link", SendResetAsync).WithSummary("Send a shopper a link to a new password.")
            .WithDescription("To the account's own address. 429 `too-many-attempts` with `Retry-After` after five an hour.").ProducesProblem(404).ProducesProblem(429);
        customers.MapGet("/log", LogAsync).WithSummary("Who looked at which account and did what: the newest 50 entries.");
    }

    /// <param name="Email">All of it.</param>
    internal sealed record CustomerQuery(string? Email);

    private static async Task<Results<Ok<CustomerView>, ProblemHttpResult>> FindAsync(CustomerQuery body, ClaimsPrincipal user, CustomerDesk desk, CancellationToken ct)
    {
        if (!InvitationForm.IsAddress(body.Email))
        {
            return StaffEndpoints.Invalid(("email", "That is no e-mail address."));
        }
        return await desk.FindAsync(Actor.Of(user), body.Email!.Trim(), ct) is { } found && await desk.ReadAsync(Actor.Of(user), found.Id, found.Look, ct) is { } customer
            ? TypedResults.Ok(customer)
            : NotThere();
    }

    private static async Task<Results<Ok<CustomerView>, ProblemHttpResult>> GetAsync(Guid id, ClaimsPrincipal user, CustomerDesk desk, CancellationToken ct) =>
        await desk.ReadAsync(Actor.Of(user), id, look: null, ct) is { } customer ? TypedResults.Ok(customer) : NotThere();

    private static async Task<Results<NoContent, ProblemHttpResult>> EndSessionsAsync(Guid id, ClaimsPrincipal user, CustomerDesk desk, CancellationToken ct) =>
        await desk.EndSessionsAsync(Actor.Of(user), id, ct) ? TypedResults.NoContent() : NotThere();

    private static async Task<Results<Accepted, ProblemHttpResult>> SendResetAsync(Guid id, ClaimsPrincipal user, CustomerDesk desk, HttpResponse response, CancellationToken ct)
    {
        var (found, pause) = await desk.SendResetAsync(Actor.Of(user), id, ct);
        if (pause is { } wait)
        {
            var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return Problems.Problem(StatusCodes.Status429TooManyRequests, "too-many-attempts", "That was asked for too often.", $"Try again in {seconds} s.");
        }
        return found ? TypedResults.Accepted((string?)null) : NotThere();
    }

    private static async Task<Ok<IReadOnlyList<AuditView>>> LogAsync(AuditLog log, CancellationToken ct) => TypedResults.Ok(await log.ReadAsync(StaffAreas.Customers, ct));

    private static ProblemHttpResult NotThere() => Problems.Problem(StatusCodes.Status404NotFound, "unknown-customer", "There is no such shopper.",
        "Nobody has registered with that address, or they work for the shop.");
}
