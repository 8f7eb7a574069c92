using System.Diagnostics.Metrics;
using Avanii.Orders.Contracts;

namespace Avanii.Orders;

/// <summary>How many orders move where, and how long shoppers wait for their outcome.</summary>
public sealed class OrderMetrics
{
    public const string MeterName = "Avanii.Orders";

    private readonly Counter<long> _moved;
    private readonly Histogram<double> _decision;

    public OrderMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _moved = meter.CreateCounter<long>("avanii.orders.moved", "{order}", "Orders, by the status that they came into.");
        // Confirmed within 500 ms is what the shop aims at; minutes mean that something was away.
        _decision = meter.CreateHistogram<double>("avanii.orders.decision.duration", "s", "From placed to decided.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800] });
    }

    internal void Count(HistoryLine move, Order? order)
    {
        var status = new KeyValuePair<string, object?>("status", move.Status.ToString());
        _moved.Add(1, status);
        // What follows on Placed is the decision; that it was claimed meanwhile stands in between.
        if (move.Status != OrderStatus.Placed && order?.History.All(line => line.Position >= move.Position || line.Status == OrderStatus.Placed) == true)
        {
            _decision.Record((move.At - order.PlacedAt).TotalSeconds, status);
        }
    }
}
