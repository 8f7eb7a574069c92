using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Avanii.Cart.Contracts;

namespace Avanii.Orders.Contracts;

/// <summary>Orders the caller's cart as it is now. The header <c>Idempotency-Key</c> (1 to 100 characters) is required; from
/// the shop it is the cart's checkout id.</summary>
/// <param name="CartVersion">The cart's version that the shopper saw.</param>
/// <param name="Total">The total that the shopper saw, delivery and tax included. A mismatch is answered with what changed.</param>
/// <param name="Fingerprint">The quote's, where the shopper saw its lines: then each of them counts, and a rise of one is not made up
/// for by the fall of another.</param>
/// <param name="Seen">The prices that the shopper saw: an order at these or at lower ones is agreed to. Without them a price that
/// fell is a mismatch, too.</param>
public sealed record PlaceOrderRequest(
    [property: JsonRequired] long CartVersion,
    [property: JsonRequired] decimal Total,
    [property: Required] OrderContact Contact,
    [property: Required] DeliveryAddress Address,
    [property: StringLength(500), RegularExpression(TextPattern.Paragraphs, ErrorMessage = TextPattern.Message)] string? Note,
    [property: JsonRequired, EnumDataType(typeof(PaymentMethod))] PaymentMethod PaymentMethod,
    [property: StringLength(64)] string? Fingerprint = null,
    SeenPrices? Seen = null);

/// <param name="Delivery">What delivery cost.</param>
/// <param name="Lines">Every line that was to be ordered.</param>
public sealed record SeenPrices(
    [property: JsonRequired] decimal Delivery,
    [property: Required, MaxLength(CartLimits.MaxLines)] IReadOnlyList<SeenPrices.Line> Lines)
{
    public sealed record Line(
        [property: Required, StringLength(CartLimits.MaxSkuLength)] string Sku,
        [property: JsonRequired] int Quantity,
        [property: JsonRequired] decimal UnitPrice);

    /// <returns>What a quote shows.</returns>
    public static SeenPrices Of(CheckoutQuote quote) =>
        new(quote.Delivery, [.. quote.Lines.Select(line => new Line(line.Sku, line.Quantity, line.UnitPrice))]);
}

public sealed record OrderContact(
    [property: Required, StringLength(254), RegularExpression(TextPattern.MailAddress, ErrorMessage = TextPattern.NoMailAddress)] string Email,
    [property: StringLength(40), RegularExpression(TextPattern.Line, ErrorMessage = TextPattern.Message)] string? Phone);

/// <param name="Country">ISO 3166-1 alpha-2, such as DE.</param>
public sealed record DeliveryAddress(
    [property: Required, StringLength(100), RegularExpression(TextPattern.Line, ErrorMessage = TextPattern.Message)] string Name,
    [property: Required, StringLength(200), RegularExpression(TextPattern.Line, ErrorMessage = TextPattern.Message)] string Street,
    [property: StringLength(200), RegularExpression(TextPattern.Line, ErrorMessage = TextPattern.Message)] string? Extra,
    [property: Required, StringLength(20), RegularExpression(TextPattern.Line, ErrorMessage = TextPattern.Message)] string PostalCode,
    [property: Required, StringLength(100), RegularExpression(TextPattern.Line, ErrorMessage = TextPattern.Message)] string City,
    [property: Required, RegularExpression("[A-Z]{2}", ErrorMessage = "The field {0} must be a country's two letters, such as DE.")] string Country);

/// <summary>Any letter of any script may stand in a text; control characters may not: they garble labels.</summary>
internal static class TextPattern
{
    public const string Line = @"\P{Cc}*";
    public const string Paragraphs = @"[\P{Cc}\r\n\t]*";

    /// <summary>The same as of <c>MailAddressAttribute</c> in ServiceDefaults, which contracts do not reference.</summary>
    public const string MailAddress =
        @"(?![\s\S]{255})(?![^@]{65})[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@(?!-)[\p{L}\p{M}\p{N}-]{1,63}(?<!-)(\.(?!-)[\p{L}\p{M}\p{N}-]{1,63}(?<!-))*";

    public const string NoMailAddress = "The field {0} must be an e-mail address, such as name@example.com.";
    public const string Message = "The field {0} must not contain control characters.";
}
