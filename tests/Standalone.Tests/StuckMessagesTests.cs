namespace Avanii.AppHost.Standalone.Tests;

public sealed class StuckMessagesTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("30m", "2026-01-31T11:30:00Z")]
    [InlineData("90m", "2026-01-31T10:30:00Z")]
    [InlineData("2026-01-30T08:00:00Z", "2026-01-30T08:00:00Z")]
    [InlineData("2026-01-30T08:00:00+02:00", "2026-01-30T06:00:00Z")]
    public void Since_is_minutes_ago_or_a_time(string text, string expected) =>
        Assert.Equal(expected, StuckMessages.Since(text, s_now).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("yesterday")]
    [InlineData("12:00")]
    public void Anything_else_is_asked_back(string text) => Assert.Throws<StandaloneException>(() => StuckMessages.Since(text, s_now));
}
