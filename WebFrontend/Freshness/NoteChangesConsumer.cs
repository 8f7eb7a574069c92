using Avanii.Catalog.Contracts;
using Avanii.ServiceDefaults.Messaging;
using Avanii.Web.Seo;
using MassTransit;

namespace Avanii.Web.Freshness;

/// <summary>Hears in each instance what is out of date in its memory.</summary>
public sealed class NoteChangesConsumer(Changes changes, SeoFiles files) : IConsumer<ProductChanged>, IConsumer<ProductRetired>, IConsumer<AvailabilityChanged>, IConsumer<ProductRatingChanged>
{
    public Task Consume(ConsumeContext<ProductChanged> context) => Note(
        [Topics.Product(context.Message.Slug), .. (context.Message.PreviousSlugs ?? []).Select(Topics.Product), Topics.Lists, Topics.Categories]);

    public Task Consume(ConsumeContext<ProductRetired> context) => Note(Topics.Product(context.Message.Slug), Topics.Lists, Topics.Categories);

    public Task Consume(ConsumeContext<AvailabilityChanged> context) => Note(Topics.Product(context.Message.ProductSlug), Topics.Lists);

    public Task Consume(ConsumeContext<ProductRatingChanged> context) => Note(Topics.Product(context.Message.Slug), Topics.Lists);

    private Task Note(params ReadOnlySpan<string> topics)
    {
        changes.Note(topics);
        files.NoteChange();
        return Task.CompletedTask;
    }
}

/// <summary>Gives it a queue in each instance.</summary>
public sealed class NoteChangesDefinition(InstanceQueues queues) : InInstanceDefinition<NoteChangesConsumer>(queues);
