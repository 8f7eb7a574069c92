using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Avanii.Faults.Mutations;

/// <summary>A consumer that fails is taken for one that has done its work: no retry, no redelivery, no error queue.</summary>
internal sealed class SwallowFailures : Mutation
{
    public override void Configure(IServiceCollection services) => services.AddSingleton<IConfigureReceiveEndpoint, Everywhere>();

    private sealed class Everywhere : IConfigureReceiveEndpoint
    {
        public void Configure(string name, IReceiveEndpointConfigurator configurator) => configurator.UseFilter(new Filter());
    }

    private sealed class Filter : IFilter<ConsumeContext>
    {
        public async Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
        {
            try
            {
                await next.Send(context);
            }
            catch (Exception)
            {
                Effects.Note();
            }
        }

        public void Probe(ProbeContext context)
        {
        }
    }
}
