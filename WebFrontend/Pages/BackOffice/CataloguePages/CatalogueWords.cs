using Avanii.Catalog.Contracts;
using Avanii.Web.BackOffice;
using Avanii.Web.Texts;

namespace Avanii.Web.Pages.BackOffice.CataloguePages;

/// <summary>How the pages for the catalogue call things.</summary>
internal static class CatalogueWords
{
    public static readonly string[] OfReviews = [AuditActions.PublishedReview, AuditActions.RejectedReview, AuditActions.RepliedToReview, AuditActions.TookReplyBack];
    public static readonly string[] OfSynonyms = [AuditActions.AddedSynonyms, AuditActions.ChangedSynonyms, AuditActions.RemovedSynonyms];
    public static readonly string[] OfAddresses = [AuditActions.MovedProduct];

    /// <returns>Behind the name of who did it; null: not done to the catalogue.</returns>
    public static string? Action(string what) => what switch
    {
        AuditActions.PublishedReview => CatalogueDeskTexts.DidPublish,
        AuditActions.RejectedReview => CatalogueDeskTexts.DidReject,
        AuditActions.RepliedToReview => CatalogueDeskTexts.DidReply,
        AuditActions.TookReplyBack => CatalogueDeskTexts.DidTakeReplyBack,
        AuditActions.AddedSynonyms => CatalogueDeskTexts.DidAddSynonyms,
        AuditActions.ChangedSynonyms => CatalogueDeskTexts.DidChangeSynonyms,
        AuditActions.RemovedSynonyms => CatalogueDeskTexts.DidRemoveSynonyms,
        AuditActions.MovedProduct => CatalogueDeskTexts.DidMoveProduct,
        _ => null,
    };

    public static string State(ReviewState state) => state switch
    {
        ReviewState.Published => CatalogueDeskTexts.StatePublished,
        ReviewState.Rejected => CatalogueDeskTexts.StateRejected,
        _ => CatalogueDeskTexts.StateWaiting,
    };

    /// <returns>Of what was just done; the name comes by the address, which anybody can write.</returns>
    public static string? Done(string? done) => done switch
    {
        "published" => CatalogueDeskTexts.DonePublished,
        "rejected" => CatalogueDeskTexts.DoneRejected,
        "replied" => CatalogueDeskTexts.DoneReplied,
        "taken-back" => CatalogueDeskTexts.DoneReplyTakenBack,
        "added" => CatalogueDeskTexts.DoneAdded,
        "saved" => CatalogueDeskTexts.DoneSaved,
        "deleted" => CatalogueDeskTexts.DoneDeleted,
        _ => null,
    };

    /// <returns>Why it was not done.</returns>
    public static string? Problem(string? problem) => problem switch
    {
        nameof(DeskOutcome.Changed) => CatalogueDeskTexts.ChangedMeanwhile,
        nameof(DeskOutcome.NotThere) => CatalogueDeskTexts.NotThere,
        nameof(DeskOutcome.Refused) => CatalogueDeskTexts.NotTaken,
        nameof(DeskOutcome.Away) => CatalogueDeskTexts.Away,
        _ => null,
    };
}
