using Avanii.Orders.Contracts;

namespace Avanii.Orders;

/// <summary>What lines and their delivery come to. Prices include the tax.</summary>
internal sealed record Totals(decimal Subtotal, decimal Delivery, decimal Total, IReadOnlyList<VatShare> Vat)
{
    /// <param name="lines">Amount and tax rate of each line.</param>
    /// <param name="delivery">Price of the delivery.</param>
    /// <param name="deliveryVatRate">The tax that it includes.</param>
    public static Totals Of(IReadOnlyCollection<(decimal Amount, decimal VatRate)> lines, decimal delivery, decimal deliveryVatRate)
    {
        var subtotal = lines.Sum(line => line.Amount);
        var vat = lines.Append((Amount: delivery, VatRate: deliveryVatRate))
            .Where(line => line.Amount > 0)
            .GroupBy(line => line.VatRate, line => IncludedVat(line.Amount, line.VatRate))
            .OrderByDescending(share => share.Key)
            .Select(share => new VatShare(share.Key, share.Sum()))
            .ToList();
        return new Totals(subtotal, delivery, subtotal + delivery, vat);
    }

    /// <returns>The tax inside an amount, rounded once: summing rounded lines gives what the receipt says, line by line.</returns>
    public static decimal IncludedVat(decimal amount, decimal rate) => decimal.Round(amount * rate / (1 + rate), 2, MidpointRounding.ToEven);
}
