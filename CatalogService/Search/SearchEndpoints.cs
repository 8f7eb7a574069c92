using Avanii.ServiceDefaults;
using Avanii.Web.Contracts;

namespace Avanii.Catalog.Search;

public static class SearchEndpoints
{
    public static void AddSearch(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SearchOptions>().BindConfiguration(SearchOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<SynonymBook>().AddSingleton<Vocabulary>();
        builder.Services.AddScoped<SearchWords>().AddScoped<FindProducts>().AddScoped<NeverEmpty>();
        builder.Services.AddSingleton<SearchLog>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SearchLog>());
        builder.Services.AddHostedService<OldSearchSweeper>();
        builder.Services.AddHostedService<VocabularyRefresh>();
    }

    public static void MapSearch(this IEndpointRouteBuilder routes)
    {
        var search = routes.MapGroup("/search").WithTags("Search");
        search.MapGet("/suggestions", SuggestSearches.Handle).WithSummary("Products, categories and earlier searches that fit what is being typed.");

        var staff = search.MapGroup("").RequireAuthorization(Policies.Area(StaffAreas.Catalogue));
        staff.MapGet("/report", ReportSearches.Handle).WithSummary("What was searched, and what it found; with zero=true only what found nothing.").ProducesProblem(400);
        staff.MapGet("/synonyms", ListSynonyms.AllAsync).WithSummary("All synonyms.");
        staff.MapGet("/synonyms/{id:guid}", ListSynonyms.OneAsync).WithSummary("Terms that mean the same; the ETag goes into If-Match of a change.").ProducesProblem(404);
        staff.MapPost("/synonyms", EditSynonyms.AddAsync).WithSummary("Says that terms mean the same; searches know it at once.").ProducesProblem(400).ProducesProblem(422);
        staff.MapPut("/synonyms/{id:guid}", EditSynonyms.ChangeAsync).WithSummary("Changes them.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(412).ProducesProblem(422).ProducesProblem(428);
        staff.MapDelete("/synonyms/{id:guid}", EditSynonyms.RemoveAsync).WithSummary("Removes them.")
            .ProducesProblem(404).ProducesProblem(412).ProducesProblem(428);
    }
}
