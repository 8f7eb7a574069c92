namespace Avanii.Faults;

/// <summary>The scenarios of <c>./avanii faults --scenario</c>, smaller.</summary>
public sealed class ScenarioTests
{
    [Fact]
    public Task One_request_twenty_times_at_once_makes_one_order_and_twenty_equal_answers() =>
        HoldsAsync((stack, buyers, output) => Twins.RunAsync(stack, buyers, twins: 20, rounds: 3, output, CancellationToken.None));

    [Fact]
    public Task Of_a_hundred_shoppers_for_the_last_ten_pieces_ten_get_one_and_the_others_are_told() =>
        HoldsAsync((stack, buyers, output) => LastPieces.RunAsync(stack, buyers, shoppers: 100, pieces: 10, output, CancellationToken.None));

    [Fact]
    public Task With_the_broker_dead_for_ten_seconds_no_shopper_sees_an_error() =>
        HoldsAsync((stack, buyers, output) => BrokerOutage.RunAsync(stack, buyers, TimeSpan.FromSeconds(10), perSecond: 5, output, CancellationToken.None));

    private static async Task HoldsAsync(Func<FaultStack, Buyers, TextWriter, Task<Verdict>> scenario)
    {
        await using var stack = await FaultStack.StartAsync(new Dictionary<string, string?>(), CancellationToken.None);
        await using var buyers = new Buyers(stack);
        await using var output = new StringWriter();
        var verdict = await scenario(stack, buyers, output);
        Assert.True(verdict.Holds, $"{string.Join(Environment.NewLine, verdict.Violations)}{Environment.NewLine}{output}");
        Assert.NotEqual(0, verdict.Looked);
    }
}
