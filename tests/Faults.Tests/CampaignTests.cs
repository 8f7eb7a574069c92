namespace Avanii.Faults;

/// <summary>The short run of <c>./avanii faults</c>.</summary>
public sealed class CampaignTests
{
    [Fact]
    public async Task Two_minutes_of_killing_everything_break_no_promise()
    {
        var log = new List<string>();
        var report = await Campaign.RunAsync(
            new CampaignOptions
            {
                Duration = TimeSpan.FromMinutes(2),
                Seed = 20_261_122,
                Say = line =>
                {
                    lock (log)
                    {
                        log.Add(line);
                    }
                },
            },
            CancellationToken.None);
        using var text = new StringWriter();
        report.Print(text);
        Assert.True(report.Holds, $"{string.Join(Environment.NewLine, log)}{Environment.NewLine}{text}");
        Assert.All(report.Verdicts, verdict => Assert.True(verdict.Looked > 0, $"Nothing was looked at for: {verdict.Promise}. {text}"));
    }
}
