using Avanii.Cart.Contracts;

namespace Avanii.Orders.Contracts;

/// <summary>What ordering the caller's cart would cost now: the numbers to show beside the button and to send back with it.</summary>
/// <param name="Lines">The lines that would be ordered.</param>
/// <param name="Fingerprint">Stands for the lines with their quantities and unit prices, and for the price of the delivery.</param>
/// <param name="LeftOut">Lines of the cart that cannot be ordered now; they stay in the cart.</param>
public sealed record CheckoutQuote(
    Guid CartId,
    long CartVersion,
    Guid CheckoutId,
    IReadOnlyList<CartLine> Lines,
    IReadOnlyList<CartLine> LeftOut,
    decimal Subtotal,
    decimal Delivery,
    decimal Total,
    IReadOnlyList<VatShare> Vat,
    string Currency,
    string? Fingerprint = null);

/// <summary>What delivery costs, whatever is ordered.</summary>
/// <param name="Price">Flat, tax included.</param>
/// <param name="FreeFrom">From this subtotal on it costs nothing; null when it never does.</param>
/// <param name="Countries">Where the shop delivers to, ISO 3166-1 alpha-2.</param>
/// <param name="FastestDays">Working days from the order to the door at best; 0 when the shop does not say.</param>
/// <param name="SlowestDays">The same, as a rule at most.</param>
public sealed record DeliveryTerms(
    decimal Price, decimal? FreeFrom, string Currency, IReadOnlyList<string> Countries, int FastestDays = 0, int SlowestDays = 0);
