using System.Security.Cryptography;
using System.Text;
using Avanii.Cart.Contracts;
using Avanii.Orders.Contracts;
using Microsoft.Extensions.Options;

namespace Avanii.Orders;

/// <summary>What ordering a cart costs now. Only lines that can be ordered count; the others stay in the cart.</summary>
public sealed class Quotes(IOptions<CheckoutOptions> options)
{
    /// <param name="cart">As it was read.</param>
    /// <param name="bought">What lies in it still and was bought: it is not ordered again.</param>
    /// <returns>Null when nothing in the cart can be ordered.</returns>
    public CheckoutQuote? Of(CartView cart, Bought bought)
    {
        var remaining = cart.Lines.Select(line => Without(bought.UnitsOf(line), line)).Where(line => line.Quantity > 0).ToList();
        var lines = remaining.Where(line => line.Orderable).ToList();
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
            [.. remaining.Where(line => !line.Orderable)],
            totals.Subtotal,
            totals.Delivery,
            totals.Total,
            totals.Vat,
            terms.Currency,
            FingerprintOf(lines, totals.Delivery));
    }

    private static CartLine Without(int units, CartLine line) =>
        units == 0 ? line : line with { Quantity = line.Quantity - units, LineTotal = line.UnitPrice * (line.Quantity - units) };

    // 64 bits are enough to tell a quote from the next one of the same cart; what is believed is never taken from it.
    private static string FingerprintOf(IEnumerable<CartLine> lines, decimal delivery)
    {
        var text = string.Join('\n', lines.OrderBy(line => line.Sku, StringComparer.Ordinal)
            .Select(line => FormattableString.Invariant($"{line.Sku} {line.Quantity} {line.UnitPrice:0.00}"))
            .Append(FormattableString.Invariant($"{delivery:0.00}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }
}
