using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Avanii.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Orders.Tests.Fulfilment;

public sealed class StuckOrderTests(OrderApp app) : IClassFixture<OrderApp>
{
    [Fact]
    public async Task An_order_that_nobody_answers_shows_in_health_metrics_and_the_back_office_until_it_is_decided()
    {
        var staff = new StaffMember(app);
        var shopper = new Shopper(app);
        var order = await shopper.PlaceAsync();
        await Eventually.AreEqual(1, () => Read("avanii.orders.undecided"));
        Assert.Equal("Healthy", (await HealthAsync()).GetProperty("status").GetString()); // it waits, and that is all right yet

        app.Clock.Advance(TimeSpan.FromMinutes(3));
        var health = await Eventually.GetAsync(HealthAsync, h => h.GetProperty("status").GetString() == "Degraded");
        var data = health.GetProperty("data");
        Assert.Equal((1, order.Number), (data.GetProperty("count").GetInt32(), data.GetProperty("numbers")[0].GetString()));
        Assert.InRange(data.GetProperty("oldestSeconds").GetInt64(), 180, 240);
        Assert.Equal(HttpStatusCode.OK, (await shopper.Client.GetAsync("/health")).StatusCode); // other shoppers are still served
        Assert.InRange(Read("avanii.orders.oldest_undecided"), 180, 240);
        Assert.Equal(1, Read("avanii.orders.stuck"));
        Assert.Equal([order.Id], (await staff.ListAsync("?stuck=true")).Items.Select(o => o.Id));
        Assert.True((await staff.ListAsync("?limit=1")).Items[0].Stuck);
        Assert.DoesNotContain((await staff.ListAsync("?stuck=false&limit=100")).Items, o => o.Id == order.Id);

        await app.ReserveAsync(order);
        await Eventually.AreEqual("Healthy", async () => (await HealthAsync()).GetProperty("status").GetString());
        await Eventually.AreEqual((0, 0), () => (Read("avanii.orders.undecided"), Read("avanii.orders.stuck")));
    }

    private async Task<JsonElement> HealthAsync()
    {
        using var client = app.CreateClient();
        return (await client.GetFromJsonAsync<JsonElement>("/health")).GetProperty("checks").GetProperty("orders");
    }

    private double Read(string gauge)
    {
        double? read = null;
        using var listener = Listen(gauge);
        listener.SetMeasurementEventCallback<int>((_, measurement, _, _) => read = measurement);
        listener.SetMeasurementEventCallback<double>((_, measurement, _, _) => read = measurement);
        listener.Start();
        listener.RecordObservableInstruments();
        return Assert.NotNull(read);
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
