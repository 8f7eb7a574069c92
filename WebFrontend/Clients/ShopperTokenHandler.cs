using System.Net;
using System.Net.Http.Headers;
using Avanii.ServiceDefaults;
using Avanii.Web.Accounts;
using Avanii.Web.Languages;
using Avanii.Web.Pages.Problems;

namespace Avanii.Web.Clients;

/// <summary>
/// Lets each call to the gateway speak for the shopper of the current request, and in their language. Handlers are pooled and outlive requests,
/// so the session is looked up for each call and never kept.
/// </summary>
public sealed class ShopperTokenHandler(IHttpContextAccessor current) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization is null && current.HttpContext is { } context)
        {
            var services = context.RequestServices;
            var token = request.Options.TryGetValue(OnBehalf.Guest, out var guest)
                // Made for this call and kept nowhere: what the browser asks for next, it asks for as itself.
                ? (await services.GetRequiredService<ShopperTokens>().CreateAsync(guest, Roles.Guest, context.Connection.RemoteIpAddress?.ToString(), cancellationToken)).Token
                : await services.GetRequiredService<ShopperSession>().GetTokenAsync(cancellationToken);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Headers.AcceptLanguage.TryParseAdd(services.GetRequiredService<ShopCultures>().Current.Name); // an order's letters are in it
        }
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            current.HttpContext?.NoteTooMany(response.Headers.RetryAfter?.Delta);
        }
        return response;
    }
}

internal static class OnBehalf
{
    public static readonly HttpRequestOptionsKey<string> Guest = new("guest");

    /// <summary>This one call speaks for that guest, whoever asks.</summary>
    /// <param name="request">The call.</param>
    /// <param name="guest">Null: it speaks for who asks.</param>
    public static HttpRequestMessage OnBehalfOf(this HttpRequestMessage request, string? guest)
    {
        if (guest is not null)
        {
            request.Options.Set(Guest, guest);
        }
        return request;
    }
}
