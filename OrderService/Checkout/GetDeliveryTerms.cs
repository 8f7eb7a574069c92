using Avanii.Orders.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Avanii.Orders;

public static class GetDeliveryTerms
{
    public static Ok<DeliveryTerms> Handle(IOptions<CheckoutOptions> options)
    {
        var terms = options.Value;
        return TypedResults.Ok(new DeliveryTerms(terms.DeliveryPrice, terms.DeliveryFreeFrom, terms.Currency, terms.Countries, terms.FastestDeliveryDays, terms.SlowestDeliveryDays));
    }
}
