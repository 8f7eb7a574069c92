using System.Globalization;
using Microsoft.AspNetCore.Components.Forms;
using Avanii.Web.Accounts;
using Avanii.Web.Pages.Problems;

namespace Avanii.Web.Pages.Account;

/// <summary>How the account pages say no.</summary>
internal static class Refusals
{
    /// <summary>429, with the time to wait in the header and in words.</summary>
    /// <returns>A sentence for the page.</returns>
    public static string TooMany(this HttpContext context, TimeSpan retryAfter) => context.Refuse(Refusal.TooOften(retryAfter));

    /// <summary>The refusal's status, with the time to wait in the header if that is why.</summary>
    /// <returns>A sentence for the page.</returns>
    public static string Refuse(this HttpContext context, Refusal refusal)
    {
        context.SetPageStatus(refusal.Status);
        if (refusal.RetryAfter is { } pause)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(Math.Max(1, pause.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
        }
        return refusal.Message;
    }

    /// <summary>422, with what is wrong beside its field.</summary>
    public static void Refuse(this HttpContext context, EditContext edit, string field, IEnumerable<string> errors)
    {
        context.SetPageStatus(StatusCodes.Status422UnprocessableEntity);
        new ValidationMessageStore(edit).Add(new FieldIdentifier(edit.Model, field), errors);
        edit.NotifyValidationStateChanged();
    }

    /// <returns>The browser's address, for limits.</returns>
    public static string? ClientAddress(this HttpContext context) => context.Connection.RemoteIpAddress?.ToString();
}
