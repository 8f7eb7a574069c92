using Avanii.ServiceDefaults.Idempotency;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Avanii.ServiceDefaults.Tests.Idempotency;

public sealed class IdempotencyOptionsTests
{
    [Theory]
    [InlineData(null, 72)]
    [InlineData("2.00:00:00", 48)]
    public void Keys_are_kept_for_three_days_or_as_long_as_is_set(string? set, int hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), Read(set).KeepFor);

    [Fact]
    public void Keys_cannot_be_kept_for_less_than_two_days() =>
        Assert.Throws<OptionsValidationException>(() => Read("1.23:59:59"));

    private static IdempotencyOptions Read(string? keepFor)
    {
        var builder = WebApplication.CreateBuilder();
        if (keepFor is not null)
        {
            builder.Configuration["Idempotency:KeepFor"] = keepFor;
        }
        builder.AddIdempotency();
        using var services = builder.Services.BuildServiceProvider();
        return services.GetRequiredService<IOptions<IdempotencyOptions>>().Value;
    }
}
