using Avanii.Web.BackOffice;
using Avanii.Web.Contracts;
using Avanii.Web.Pages.BackOffice.Content;

namespace Avanii.Web.Pages.BackOffice;

/// <summary>How the pages of the back office call things.</summary>
internal static class BackOfficeWords
{
    public static string Area(string area) => area switch
    {
        StaffAreas.Catalogue => "Catalogue",
        StaffAreas.Orders => "Orders",
        StaffAreas.Customers => "Customers",
        StaffAreas.Settings => "Settings",
        _ => area,
    };

    /// <returns>What stands behind the name of who did it.</returns>
    public static string Action(AuditView entry)
    {
        var whom = entry.About ?? "a deleted account";
        return entry.What switch
        {
            AuditActions.Invited => $"invited {whom}",
            AuditActions.TookBack => $"took back the invitation of {whom}",
            AuditActions.Joined => "accepted the invitation",
            AuditActions.Changed => $"changed what {whom} may do",
            AuditActions.Ended => $"ended the rights of {whom}",
            AuditActions.LookedAt => $"looked at the account of {whom}",
            AuditActions.LookedInVain => "looked for an address that no shopper has",
            AuditActions.SignedOut => $"signed {whom} out everywhere",
            AuditActions.SentReset => $"sent {whom} a link to a new password",
            _ => ContentWords.Action(entry.What) ?? entry.What,
        };
    }
}
