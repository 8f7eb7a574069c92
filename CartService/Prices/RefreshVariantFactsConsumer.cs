using Avanii.Catalog.Contracts;
using MassTransit;

namespace Avanii.Cart;

/// <summary>Keeps the copy of the catalogue's facts up to date.</summary>
public sealed class RefreshVariantFactsConsumer(KnownVariants variants)
    : IConsumer<ProductChanged>, IConsumer<ProductRetired>, IConsumer<AvailabilityChanged>
{
    public Task Consume(ConsumeContext<ProductChanged> context) => variants.LearnAsync(context.Message.Variants, context.CancellationToken);

    public Task Consume(ConsumeContext<ProductRetired> context) => variants.LearnAsync(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<AvailabilityChanged> context) => variants.LearnAsync(context.Message, context.CancellationToken);
}
