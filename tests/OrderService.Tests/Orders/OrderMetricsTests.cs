using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Orders.Tests.Orders;

public sealed class OrderMetricsTests(OrderApp app) : IClassFixture<OrderApp>
{
    [Fact]
    public async Task Moves_are_counted_when_they_are_committed_and_decisions_are_timed()
    {
        var moved = new List<string>();
        var durations = new List<double>();
        using var listener = Listen("avanii.orders.moved", "avanii.orders.decision.duration");
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            lock (moved)
            {
                moved.AddRange(Enumerable.Repeat((string)tags[0].Value!, (int)count));
            }
        });
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) =>
        {
            lock (durations)
            {
                durations.Add(seconds);
            }
        });
        listener.Start();
        var (staff, shopper) = (new StaffMember(app), new Shopper(app));
        var order = await shopper.PlaceConfirmedAsync(app);
        await staff.TryPayAsync(order.Id, order.Total - 1); // is refused, and moves nothing
        await staff.TryPayAsync(order.Id, order.Total).OrderAsync();
        await staff.TryPayAsync(order.Id, order.Total).OrderAsync();
        await shopper.TryCancelAsync(order.Id).OrderAsync();

        Assert.Equal(["Placed", "Confirmed", "Paid", "Cancelled"], moved);
        Assert.InRange(Assert.Single(durations), 0, 10);

        // Twins under other keys are rolled back: they count neither then nor with what is committed next.
        shopper.Put([.. shopper.Cart.Lines]);
        var request = await shopper.RequestAsync();
        var twins = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => shopper.TryPlaceAsync(request, $"key-{i}")));
        Assert.Single(twins, twin => twin.IsSuccessStatusCode);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new Shopper(app).PlaceAsync()));
        Assert.Equal(10, moved.Count(status => status == "Placed"));
    }

    private MeterListener Listen(params string[] names) => new()
    {
        InstrumentPublished = (instrument, listener) =>
        {
            if (names.Contains(instrument.Name) && instrument.Meter.Scope == app.Services.GetRequiredService<IMeterFactory>())
            {
                listener.EnableMeasurementEvents(instrument);
            }
        },
    };
}
