using Avanii.Catalog.Contracts;
using MassTransit;

namespace Avanii.Web.BackInStock;

/// <summary>Writes to those who wait for a variant that can be had again.</summary>
public sealed class TellBackInStockConsumer(BackInStockRequests requests) : IConsumer<AvailabilityChanged>
{
    public async Task Consume(ConsumeContext<AvailabilityChanged> context)
    {
        var (news, ct) = (context.Message, context.CancellationToken);
        var canBeHad = news.Availability != Availability.SoldOut;
        await requests.HearAsync(news.Sku, canBeHad, news.Version, ct);
        if (canBeHad)
        {
            await requests.SendDueAsync(news.Sku, ct);
        }
    }
}
