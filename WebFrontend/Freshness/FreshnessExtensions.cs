using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;

namespace Avanii.Web.Freshness;

/// <summary>What the shop keeps in memory, and what drops it.</summary>
internal static class FreshnessExtensions
{
    public static void AddFreshness(this IServiceCollection services)
    {
        services.AddOptions<FreshnessOptions>().BindConfiguration(FreshnessOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Changes>();
        services.AddSingleton<AnswerCache>();
        services.AddHostedService<ListeningWatch>();
        services.AddHostedService<StandingFactsRefresh>();
        services.AddSingleton<VisitorPages>();
        services.AddOutputCache(cache =>
        {
            cache.SizeLimit = 48 * 1024 * 1024;
            cache.MaximumBodySize = 1024 * 1024;
            cache.UseCaseSensitivePaths = true; // each path says its own address
        });
        services.AddSingleton<IConfigureOptions<OutputCacheOptions>>(provider =>
            new ConfigureOptions<OutputCacheOptions>(cache => cache.AddBasePolicy(provider.GetRequiredService<VisitorPages>())));
    }
}
