using System.Net.Http.Headers;
using Avanii.Web.Accounts;

namespace Avanii.Web.Clients;

/// <summary>
/// Lets each call to the gateway speak for the shopper of the current request. Handlers are pooled and outlive requests,
/// so the session is looked up for each call and never kept.
/// </summary>
public sealed class ShopperTokenHandler(IHttpContextAccessor current) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization is null && current.HttpContext is { } context)
        {
            var session = context.RequestServices.GetRequiredService<ShopperSession>();
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await session.GetTokenAsync(cancellationToken));
        }
        return await base.SendAsync(request, cancellationToken);
    }
}
