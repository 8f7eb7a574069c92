using System.Globalization;
using Avanii.ServiceDefaults;
using Yarp.ReverseProxy.Model;

namespace Avanii.Gateway;

internal static class RequestSize
{
    /// <summary>Refuses a body that says itself to be larger than its route allows, before any of it is read or a service is
    /// asked. One that does not say its size is cut off by the proxy at the same limit.</summary>
    public static void UseRequestSizeLimits(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>()?.Config.MaxRequestBodySize is { } limit
            && context.Request.ContentLength > limit)
        {
            await Problems.Problem(StatusCodes.Status413PayloadTooLarge, "too-large", "The request is too large.",
                string.Create(CultureInfo.InvariantCulture, $"At most {limit} bytes are read here.")).ExecuteAsync(context);
            return;
        }
        await next(context);
    });
}
