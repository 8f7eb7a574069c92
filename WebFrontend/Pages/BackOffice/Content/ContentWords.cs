using Avanii.Web.BackOffice;
using Avanii.Web.Content;
using Avanii.Web.Texts;

namespace Avanii.Web.Pages.BackOffice.Content;

/// <summary>How the pages for pages call things.</summary>
internal static class ContentWords
{
    /// <returns>Behind the name of who did it; null: not done to pages.</returns>
    public static string? Action(string what) => what switch
    {
        AuditActions.AddedPage => ContentTexts.DidAddPage,
        AuditActions.ChangedPage => ContentTexts.DidChangePage,
        AuditActions.RestoredPage => ContentTexts.DidRestorePage,
        AuditActions.DeletedPage => ContentTexts.DidDeletePage,
        AuditActions.ChangedHome => ContentTexts.DidChangeHome,
        _ => null,
    };

    public static string Language(string language) => language == ContentLanguages.German ? ContentTexts.German : ContentTexts.English;

    public static string Section(string kind) => kind switch
    {
        HomeSections.Hero => ContentTexts.SectionHero,
        HomeSections.Collections => ContentTexts.SectionCollections,
        HomeSections.Newest => ContentTexts.SectionNew,
        HomeSections.Promises => ContentTexts.SectionPromises,
        HomeSections.BestSelling => ContentTexts.SectionBestSelling,
        HomeSections.Sale => ContentTexts.SectionSale,
        HomeSections.Text => ContentTexts.SectionText,
        _ => kind,
    };

    /// <returns>What such a section shows, in a sentence.</returns>
    public static string AboutSection(string kind) => kind switch
    {
        HomeSections.Hero => ContentTexts.AboutHero,
        HomeSections.Collections => ContentTexts.AboutCollections,
        HomeSections.Newest => ContentTexts.AboutNew,
        HomeSections.Promises => ContentTexts.AboutPromises,
        HomeSections.BestSelling => ContentTexts.AboutBestSelling,
        HomeSections.Sale => ContentTexts.AboutSale,
        HomeSections.Text => ContentTexts.AboutText,
        _ => "",
    };

    /// <returns>Of what was just done; the name comes by the address, which anybody can write.</returns>
    public static string? Done(string? done) => done switch
    {
        "saved" => ContentTexts.Saved,
        "added" => ContentTexts.Added,
        "deleted" => ContentTexts.Deleted,
        "restored" => ContentTexts.Restored,
        _ => null,
    };

    /// <returns>Why it was not done.</returns>
    public static string? Problem(string? problem) => problem switch
    {
        nameof(ContentOutcome.Changed) => ContentTexts.ChangedMeanwhile,
        nameof(ContentOutcome.NotThere) => ContentTexts.NotThere,
        nameof(ContentOutcome.Needed) => ContentTexts.PageIsNeeded,
        _ => null,
    };
}
