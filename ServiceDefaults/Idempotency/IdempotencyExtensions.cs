using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.ServiceDefaults.Idempotency;

/// <summary>Requests that may be repeated: the work is done once for each key, and every repetition gets the first answer.</summary>
public static class IdempotencyExtensions
{
    /// <summary>For a service whose context has called <see cref="AddIdempotencyKeys"/>.</summary>
    public static void AddIdempotency(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<IdempotencyOptions>().BindConfiguration(IdempotencyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddScoped<StoredAnswers>();
        builder.Services.AddHostedService<OldKeySweeper>();
    }

    /// <summary>Gives the context's schema the table of keys.</summary>
    public static void AddIdempotencyKeys(this ModelBuilder modelBuilder) => modelBuilder.Entity<StoredAnswer>(answer =>
    {
        answer.ToTable("idempotency_keys");
        answer.HasKey(a => new { a.Subject, a.Key });
        answer.HasIndex(a => a.CreatedAt);
    });
}
