using Avanii.Web.Pages.Problems;
using Avanii.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Avanii.Web.Mail.Development;

/// <summary>Shows a developer the mails that would have been sent.</summary>
internal static class MailFolderEndpoints
{
    // The letter brings its own styles, and nothing else: no script, no form, nothing fetched, framed by our own page only.
    private const string LetterPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups";

    public static void MapMailFolder(this IEndpointRouteBuilder routes)
    {
        var mails = routes.MapGroup("/dev/mail").ExcludeFromDescription();
        mails.MapGet("/", ListAsync);
        mails.MapGet("/{id:guid}", ShowAsync);
        mails.MapGet("/{id:guid}/html", HtmlAsync).DisableStatusPages();
    }

    private static async Task<RazorComponentResult<MailListPage>> ListAsync(FolderTransport folder, CancellationToken ct)
    {
        var mails = new List<MailListPage.Entry>();
        foreach (var id in folder.List().Take(100))
        {
            if (await folder.ReadAsync(id, ct) is { } mail)
            {
                mails.Add(new(id, mail.Subject ?? "", mail.To.ToString(), mail.Date));
            }
        }
        return new(new { Mails = mails });
    }

    private static async Task<Results<RazorComponentResult<MailPage>, NotFound>> ShowAsync(Guid id, FolderTransport folder, CancellationToken ct) =>
        await folder.ReadAsync(id, ct) is { } mail ? new RazorComponentResult<MailPage>(new { Id = id, Mail = mail }) : TypedResults.NotFound();

    private static async Task<Results<ContentHttpResult, NotFound>> HtmlAsync(Guid id, FolderTransport folder, HttpContext context, CancellationToken ct)
    {
        if (await folder.ReadAsync(id, ct) is not { } mail)
        {
            return TypedResults.NotFound();
        }
        context.SetPageHeader(HeaderNames.ContentSecurityPolicy, LetterPolicy);
        context.SetPageHeader(HeaderNames.XFrameOptions, "SAMEORIGIN");
        return TypedResults.Content(mail.HtmlBody, "text/html; charset=utf-8");
    }
}
