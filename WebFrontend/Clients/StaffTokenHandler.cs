using System.Net.Http.Headers;
using Avanii.Web.Accounts;
using Avanii.Web.BackOffice;
using Avanii.Web.Languages;

namespace Avanii.Web.Clients;

/// <summary>
/// Lets a call to the gateway speak for the member of staff whose request this is, with the role and areas that their account has now. Only a page
/// of the back office may, and only for who may open it: everywhere else staff are shoppers (see <see cref="ShopperSession.GetTokenAsync"/>).
/// The token is made for this call and kept nowhere.
/// </summary>
public sealed class StaffTokenHandler(IHttpContextAccessor current, ShopperTokens tokens) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (current.HttpContext is not { } context
            || context.GetEndpoint()?.Metadata.GetMetadata<BackOfficeOnlyAttribute>() is not { } only
            || context.RequestServices.GetRequiredService<ShopperSession>().Account is not { LacksSecondFactor: false } me
            || !me.WorksIn(only.Area))
        {
            throw new InvalidOperationException("Only pages of the back office speak for staff, and only to who may open them.");
        }
        var (token, _) = await tokens.CreateAsync(me.Subject, me.Role, context.Connection.RemoteIpAddress?.ToString(), cancellationToken, me.Areas);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.AcceptLanguage.TryParseAdd(context.RequestServices.GetRequiredService<ShopCultures>().Current.Name);
        return await base.SendAsync(request, cancellationToken);
    }
}
