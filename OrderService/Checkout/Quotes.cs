using Avanii.Cart.Contracts;
using Avanii.Orders.Contracts;
using Microsoft.Extensions.Options;

namespace Avanii.Orders;

/// <summary>What ordering a cart costs now. Only lines that can be ordered count; the others stay in the cart.</summary>
public sealed class Quotes(IOptions<CheckoutOptions> options)
{
    /// <returns>Null when nothing in the cart can be ordered.</returns>
    public CheckoutQuote? Of(CartView cart)
    {
        var lines = cart.Lines.Where(line => line.Orderable).ToList();
        if (cart.Id is not { } cartId || lines.Count == 0)
        {
            return null;
        }
        var terms = options.Value;
        var delivery = lines.Sum(line => line.LineTotal) >= terms.DeliveryFreeFrom ? 0 : terms.DeliveryPrice;
        var totals = Totals.Of([.. lines.Select(line => (line.LineTotal, line.VatRate))], delivery, terms.DeliveryVatRate);
        return new CheckoutQuote(
            cartId,
            cart.Version,
            cart.CheckoutId,
            lines,
            [.. cart.Lines.Where(line => !line.Orderable)],
            totals.Subtotal,
            totals.Delivery,
            totals.Total,
            totals.Vat,
            terms.Currency);
    }
}
