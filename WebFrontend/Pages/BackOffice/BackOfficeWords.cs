using System.Globalization;
using Avanii.ServiceDefaults;
using Avanii.Web.BackOffice;
using Avanii.Web.Contracts;
using Avanii.Web.Pages.BackOffice.CataloguePages;
using Avanii.Web.Pages.BackOffice.Content;
using Avanii.Web.Texts;

namespace Avanii.Web.Pages.BackOffice;

/// <summary>How the pages of the back office call things.</summary>
internal static class BackOfficeWords
{
    public static string Area(string area) => area switch
    {
        StaffAreas.Catalogue => BackOfficeTexts.Catalogue,
        StaffAreas.Orders => BackOfficeTexts.Orders,
        StaffAreas.Customers => BackOfficeTexts.Customers,
        StaffAreas.Settings => BackOfficeTexts.Settings,
        _ => area,
    };

    /// <returns>What stands behind the name of who did it.</returns>
    public static string Action(AuditView entry)
    {
        var whom = entry.About ?? BackOfficeTexts.SomeDeletedAccount;
        return entry.What switch
        {
            AuditActions.Invited => Text.Format(BackOfficeTexts.ActionInvited, whom),
            AuditActions.TookBack => Text.Format(BackOfficeTexts.ActionTookBack, whom),
            AuditActions.Joined => BackOfficeTexts.ActionJoined,
            AuditActions.Changed => Text.Format(BackOfficeTexts.ActionChanged, whom),
            AuditActions.Ended => Text.Format(BackOfficeTexts.ActionEnded, whom),
            AuditActions.LookedAt => Text.Format(BackOfficeTexts.ActionLookedAt, whom),
            AuditActions.LookedInVain => BackOfficeTexts.ActionLookedInVain,
            AuditActions.SignedOut => Text.Format(BackOfficeTexts.ActionSignedOut, whom),
            AuditActions.SentReset => Text.Format(BackOfficeTexts.ActionSentReset, whom),
            _ => ContentWords.Action(entry.What) ?? CatalogueWords.Action(entry.What) ?? entry.What,
        };
    }

    /// <summary>A refusal as the pages say it; the API says it in English.</summary>
    public static string Why(StaffRefusal refusal) => refusal switch
    {
        _ when refusal == StaffRefusal.NotThere => BackOfficeTexts.WhyNotThere,
        _ when refusal == StaffRefusal.InvitationNotThere => BackOfficeTexts.WhyInvitationNotThere,
        _ when refusal == StaffRefusal.OwnRights => BackOfficeTexts.WhyOwnRights,
        _ when refusal == StaffRefusal.OwnSessions => BackOfficeTexts.WhyOwnSessions,
        _ when refusal == StaffRefusal.TakesAnOwner => BackOfficeTexts.WhyTakesAnOwner,
        _ when refusal == StaffRefusal.LastOwner => BackOfficeTexts.WhyLastOwner,
        _ when refusal == StaffRefusal.WorksHere => BackOfficeTexts.WhyWorksHere,
        _ when refusal == StaffRefusal.Changed => BackOfficeTexts.WhyChanged,
        _ => $"{refusal.Title} {refusal.Detail}",
    };

    /// <returns>What was written down beside an action: which rights, or how many sessions.</returns>
    public static string? Details(AuditView entry) => entry switch
    {
        { Details: null } => null,
        { Details: var own } when CatalogueWords.Action(entry.What) is not null => own, // words of shoppers and staff: what one of our rights is called is none here
        { What: AuditActions.SignedOut, Details: var sessions } when int.TryParse(sessions.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count) =>
            Text.Count(count, BackOfficeTexts.SessionsOne, BackOfficeTexts.SessionsOther),
        { Details: var rights } => string.Join(" → ", rights.Split(" → ").Select(RightsIn)),
    };

    /// <param name="rights">As <see cref="Avanii.Web.BackOffice.Rights.ToString"/> writes them down.</param>
    public static string RightsIn(string rights) => string.Join(", ", rights.Split(", ").Select(right => right switch
    {
        StaffAreas.Catalogue => BackOfficeTexts.InCatalogue,
        StaffAreas.Orders => BackOfficeTexts.InOrders,
        StaffAreas.Customers => BackOfficeTexts.InCustomers,
        StaffAreas.Settings => BackOfficeTexts.InSettings,
        Roles.Owner => BackOfficeTexts.InOwner,
        "nothing" => BackOfficeTexts.InNothing,
        _ => right,
    }));
}
