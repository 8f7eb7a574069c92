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
        ToldUnits = FewOf(Availability, onHand);
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

    /// <summary>How many were left when that was last told to others, while they are few: pages show the number. Null in other bands, and
    /// when it was last told by a release that did not keep it.</summary>
    public int? ToldUnits { get; private set; }

    /// <summary>Rises with each change of what others are told.</summary>
    public long AvailabilityVersion { get; private set; } = 1;

    /// <summary>Brings what others know in line with the count. The caller's transaction has moved the row, and so holds its lock.</summary>
    /// <returns>False when a page shows the same as before: there are neither more nor fewer of few, and else the band is the same.</returns>
    public bool SettleBand(int lowThreshold)
    {
        var band = BandOf(Available, lowThreshold);
        var few = FewOf(band, Available);
        if (band == Availability && few == ToldUnits)
        {
            return false;
        }
        (Availability, ToldUnits) = (band, few);
        AvailabilityVersion++;
        return true;
    }

    private static int? FewOf(Availability band, int available) => band == Availability.Low ? available : null;

    private static Availability BandOf(int available, int lowThreshold) =>
        available <= 0 ? Availability.SoldOut : available <= lowThreshold ? Availability.Low : Availability.InStock;
}
