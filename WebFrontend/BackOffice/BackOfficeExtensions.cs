using Avanii.ServiceDefaults;
using Avanii.ServiceDefaults.Messaging;
using Avanii.Web.Accounts;
using Avanii.Web.Contracts;
using Microsoft.AspNetCore.Authentication;

namespace Avanii.Web.BackOffice;

/// <summary>What people who work for the shop do about staff, shoppers' accounts and WebFrontend's own messages.</summary>
internal static class BackOfficeExtensions
{
    public static void AddBackOffice(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddStrictJson();
        services.AddPolicies();
        services.AddAuthentication(TokenAuthentication.SchemeName).AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, null);
        services.AddSingleton<JoinLink>();
        services.AddScoped<AuditLog>();
        services.AddScoped<StaffInvitations>();
        services.AddScoped<StaffLetters>();
        services.AddScoped<StaffList>();
        services.AddScoped<CustomerDesk>();
        services.AddScoped<CatalogueDesk>();
        services.AddHostedService<BackOfficeSweeper>();
    }

    public static void MapBackOffice(this IEndpointRouteBuilder routes)
    {
        routes.MapStaff();
        routes.MapCustomers();
        // Not at /messaging as in the services, which nobody reaches from outside: here this would be a page's address.
        routes.MapGroup("/api/web").WithMetadata(new ForEverybody()).MapMessaging(StaffAreas.Settings);
    }

    /// <summary>For staff of an area, by token: what cookies a caller has is of no account.</summary>
    internal static RouteGroupBuilder MapBackOfficeApi(this IEndpointRouteBuilder routes, string path, string area, string tag)
    {
        var api = routes.MapGroup(path).WithTags(tag).WithMetadata(new ForEverybody()).RequireAuthorization(Policies.Area(area));
        api.AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            return next(context);
        });
        return api;
    }
}
