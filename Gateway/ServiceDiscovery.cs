using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Avanii.Gateway;

/// <summary>Lets YARP find its destinations by service name (<c>http://catalog</c>), again whenever they change.</summary>
/// <remarks>Microsoft.Extensions.ServiceDiscovery.Yarp does the same and can take this file's place where its package is to be had.</remarks>
internal sealed class ServiceDiscoveryDestinationResolver(ServiceEndpointResolver endpoints) : IDestinationResolver
{
    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(
        IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        var resolved = new Dictionary<string, DestinationConfig>();
        var changes = new List<IChangeToken>();
        foreach (var (name, destination) in destinations)
        {
            var asked = new Uri(destination.Address);
            var found = await endpoints.GetEndpointsAsync(asked.GetLeftPart(UriPartial.Authority), cancellationToken);
            changes.Add(found.ChangeToken);
            foreach (var endpoint in found.Endpoints)
            {
                // "http://localhost:5011", or "localhost:5011" where the scheme is left to the caller
                var address = endpoint.ToString() ?? "";
                var uri = new Uri(address.Contains("://", StringComparison.Ordinal) ? address : $"{asked.Scheme}://{address}");
                resolved[$"{name}[{uri.Authority}]"] = destination with { Address = new Uri(uri, asked.AbsolutePath).AbsoluteUri };
            }
        }
        return new ResolvedDestinationCollection(resolved, new CompositeChangeToken(changes));
    }
}

internal static class ServiceDiscoveryExtensions
{
    public static IReverseProxyBuilder AddServiceDiscovery(this IReverseProxyBuilder proxy)
    {
        proxy.Services.AddServiceDiscoveryCore();
        proxy.Services.AddSingleton<IDestinationResolver, ServiceDiscoveryDestinationResolver>();
        return proxy;
    }
}
