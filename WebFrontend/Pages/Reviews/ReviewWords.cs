using Avanii.Catalog.Contracts;
using Avanii.Web.Texts;

namespace Avanii.Web.Pages.Reviews;

/// <summary>What the states and reasons of reviews are called.</summary>
internal static class ReviewWords
{
    public static string Of(ReportReason reason) => reason switch
    {
        ReportReason.Spam => ReviewTexts.ReasonSpam,
        ReportReason.Offensive => ReviewTexts.ReasonOffensive,
        ReportReason.PersonalData => ReviewTexts.ReasonPersonalData,
        ReportReason.NotAboutTheProduct => ReviewTexts.ReasonNotAboutTheProduct,
        _ => ReviewTexts.ReasonOther,
    };
}
