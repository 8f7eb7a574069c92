using Avanii.Web.Accounts;
using Avanii.Web.Contracts;
using Avanii.Web.Texts;
using Microsoft.Net.Http.Headers;

namespace Avanii.Web.BackOffice;

/// <summary>On a page or the target of a form in the back office: for owners, and for staff of that area, signed in with two factors.</summary>
/// <param name="area">One of <see cref="Contracts.StaffAreas"/>.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class BackOfficeOnlyAttribute(string area) : Attribute
{
    public string Area { get; } = area;

    /// <summary>It is asked anew who it is when that was longer ago, as before what decides about the way into one's own account.</summary>
    public bool Fresh { get; init; }

    /// <summary>Where to come back to where this cannot be looked at, only posted to.</summary>
    public string? ReturnTo { get; init; }
}

/// <summary>Who gets into the pages of the back office.</summary>
internal static class BackOfficePages
{
    public const string Staff = "/staff", Customers = "/customers", Content = "/content", Reviews = "/reviews", Synonyms = "/synonyms", Searches = "/searches",
        Addresses = "/addresses", SecondFactor = "/account/second-factor";

    private static (string Path, string Name, string What, string Area)[] Pages =>
    [
        (Staff, BackOfficeTexts.Staff, BackOfficeTexts.StaffWhat, StaffAreas.Settings),
        (Customers, BackOfficeTexts.Customers, BackOfficeTexts.CustomersWhat, StaffAreas.Customers),
        (Content, ContentTexts.PagesTitle, ContentTexts.PagesWhat, StaffAreas.Settings),
        (Reviews, CatalogueDeskTexts.Reviews, CatalogueDeskTexts.ReviewsWhat, StaffAreas.Catalogue),
        (Synonyms, CatalogueDeskTexts.Synonyms, CatalogueDeskTexts.SynonymsWhat, StaffAreas.Catalogue),
        (Searches, CatalogueDeskTexts.Searches, CatalogueDeskTexts.SearchesWhat, StaffAreas.Catalogue),
        (Addresses, CatalogueDeskTexts.Addresses, CatalogueDeskTexts.AddressesWhat, StaffAreas.Catalogue),
    ];

    /// <returns>The pages that somebody may open, with what they are for.</returns>
    public static IEnumerable<(string Path, string Name, string What)> For(SignedIn me) =>
        Pages.Where(page => me.WorksIn(page.Area)).Select(page => (page.Path, page.Name, page.What));

    public static TBuilder RequireBackOffice<TBuilder>(this TBuilder endpoint, string area, string returnTo, bool fresh = false)
        where TBuilder : IEndpointConventionBuilder
        => endpoint.WithMetadata(new BackOfficeOnlyAttribute(area) { ReturnTo = returnTo, Fresh = fresh });

    /// <summary>Call it after <c>UseShopperSession</c> and <c>UseAntiforgery</c>: what another site posts is refused, whoever is signed in.</summary>
    public static void UseBackOfficePages(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<BackOfficeOnlyAttribute>() is not { } only)
        {
            return next(context);
        }
        context.Response.Headers[HeaderNames.CacheControl] = "no-store";
        var request = context.Request;
        var here = only.ReturnTo ?? (HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : request.Path.Value!);
        var me = context.RequestServices.GetRequiredService<ShopperSession>().Account;
        if (me is null)
        {
            context.Response.Redirect(SignedInPages.SignInPath(here));
        }
        else if (!me.WorksIn(only.Area))
        {
            context.Items[typeof(BackOfficeOnlyAttribute)] = true; // for the words of the problem page
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else if (me.LacksSecondFactor)
        {
            context.Response.Redirect($"{SecondFactor}?returnTo={Uri.EscapeDataString(here)}");
        }
        else if (only.Fresh && !me.IsFresh(context.RequestServices.GetRequiredService<TimeProvider>()))
        {
            context.Response.Redirect(SignedInPages.SignInPath(here, again: true));
        }
        else
        {
            return next(context);
        }
        return Task.CompletedTask;
    });

    /// <summary>The page was refused because of who asked, not of where the form came from.</summary>
    public static bool WasRefused(HttpContext context) => context.Items.ContainsKey(typeof(BackOfficeOnlyAttribute));
}
