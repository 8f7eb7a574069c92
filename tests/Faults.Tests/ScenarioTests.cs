namespace Avanii.Faults;

/// <summary>The scenarios of <c>./avanii faults --scenario</c>, smaller.</summary>
public sealed class ScenarioTests : IAsyncLifetime
{
    private readonly StringWriter _output = new();
    private FaultStack _stack = null!;
    private Buyers _buyers = null!;

    public async Task InitializeAsync()
    {
        _stack = await FaultStack.StartAsync(new Dictionary<string, string?>(), CancellationToken.None);
        _buyers = new Buyers(_stack);
    }

    public async Task DisposeAsync()
    {
        await _buyers.DisposeAsync();
        await _stack.DisposeAsync();
        await _output.DisposeAsync();
    }

    [Fact]
    public async Task One_request_twenty_times_at_once_and_then_a_hundred_shoppers_for_the_last_ten_pieces()
    {
        // One stack for both: it takes longer to start than they do.
        Held(await Twins.RunAsync(_stack, _buyers, twins: 20, rounds: 3, _output, CancellationToken.None));
        Held(await LastPieces.RunAsync(_stack, _buyers, shoppers: 100, pieces: 10, _output, CancellationToken.None));
    }

    [Fact]
    public async Task With_the_broker_dead_for_ten_seconds_no_shopper_sees_an_error() =>
        Held(await BrokerOutage.RunAsync(_stack, _buyers, TimeSpan.FromSeconds(10), perSecond: 5, _output, CancellationToken.None));

    private void Held(Verdict verdict)
    {
        Assert.True(verdict.Holds, $"{string.Join(Environment.NewLine, verdict.Violations)}{Environment.NewLine}{_output}");
        Assert.NotEqual(0, verdict.Looked);
    }
}
