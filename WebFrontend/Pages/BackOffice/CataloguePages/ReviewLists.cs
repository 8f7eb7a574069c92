using Avanii.Catalog.Contracts;
using Avanii.Web.BackOffice;
using Avanii.Web.Texts;

namespace Avanii.Web.Pages.BackOffice.CataloguePages;

/// <summary>The lists in which staff look through reviews.</summary>
internal static class ReviewLists
{
    public const string Waiting = "waiting", Reported = "reported", Published = "published", Rejected = "rejected";

    /// <summary>What is to be decided comes first.</summary>
    public static (string Name, string Label)[] All =>
    [
        (Waiting, CatalogueDeskTexts.ListWaiting), (Reported, CatalogueDeskTexts.ListReported),
        (Published, CatalogueDeskTexts.ListPublished), (Rejected, CatalogueDeskTexts.ListRejected),
    ];

    /// <param name="name">By the address, which anybody can write.</param>
    public static string Known(string? name) => name is Reported or Published or Rejected ? name : Waiting;

    public static (ReviewState? State, bool Reported) Of(string name) => name switch
    {
        Reported => (null, true),
        Published => (ReviewState.Published, false),
        Rejected => (ReviewState.Rejected, false),
        _ => (ReviewState.Pending, false),
    };

    /// <returns>The list in which a review stands.</returns>
    public static string Of(StaffReview review) => review.State switch
    {
        _ when review.Reports.Count > 0 => Reported,
        ReviewState.Published => Published,
        ReviewState.Rejected => Rejected,
        _ => Waiting,
    };

    public static string Path(string name, string? query = null) => (name, query) switch
    {
        (Waiting, null) => BackOfficePages.Reviews,
        (Waiting, _) => $"{BackOfficePages.Reviews}?{query}",
        (_, null) => $"{BackOfficePages.Reviews}?show={name}",
        _ => $"{BackOfficePages.Reviews}?show={name}&{query}",
    };

    public static string Empty(string name) => name switch
    {
        Reported => CatalogueDeskTexts.NoneReported,
        Published => CatalogueDeskTexts.NonePublished,
        Rejected => CatalogueDeskTexts.NoneRejected,
        _ => CatalogueDeskTexts.NoneWaiting,
    };
}
