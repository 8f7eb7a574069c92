using Avanii.Catalog.Contracts;
using Avanii.Catalog.Products;

namespace Avanii.Catalog.Stock;

/// <summary>The warehouse's count of a SKU. <see cref="OnHand"/> and <see cref="Held"/> are moved by conditional statements in the
/// database only, never read here and written back: see <see cref="ReserveStockConsumer"/>.</summary>
public sealed class StockItem
{
    private StockItem()
    {
    }

    public StockItem(string sku, int onHand, int lowThreshold)
    {
        Sku = sku;
        OnHand = onHand;
        Availability = BandOf(onHand, lowThreshold);
    }

    public string Sku { get; private init; } = "";

    public Variant Variant { get; private init; } = null!;

    /// <summary>Units in the warehouse, held ones among them.</summary>
    public int OnHand { get; private init; }

    /// <summary>Units that orders wait for.</summary>
    public int Held { get; private init; }

    /// <summary>Units that can be ordered.</summary>
    public int Available => OnHand - Held;

    /// <summary>The band that was last told to others.</summary>
    public Availability Availability { get; private set; }

    /// <summary>Rises with each change of the band.</summary>
    public long AvailabilityVersion { get; private set; } = 1;

    /// <summary>Brings the band in line with the count. The caller's transaction has moved the row, and so holds its lock.</summary>
    /// <returns>False when it is in the same band as before.</returns>
    public bool SettleBand(int lowThreshold)
    {
        var band = BandOf(Available, lowThreshold);
        if (band == Availability)
        {
            return false;
        }
        Availability = band;
        AvailabilityVersion++;
        return true;
    }

    private static Availability BandOf(int available, int lowThreshold) =>
        available <= 0 ? Availability.SoldOut : available <= lowThreshold ? Availability.Low : Availability.InStock;
}
