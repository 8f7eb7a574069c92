using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Avanii.Orders.Contracts;

/// <summary>Orders the caller's cart as it is now. The header <c>Idempotency-Key</c> (1 to 100 characters) is required; from
/// the shop it is the cart's checkout id.</summary>
/// <param name="CartVersion">The cart's version that the shopper saw.</param>
/// <param name="Total">The total that the shopper saw, delivery and tax included. A mismatch is answered with what changed.</param>
public sealed record PlaceOrderRequest(
    [property: JsonRequired] long CartVersion,
    [property: JsonRequired] decimal Total,
    [property: Required] OrderContact Contact,
    [property: Required] DeliveryAddress Address,
    [property: StringLength(500), RegularExpression(TextPattern.Paragraphs, ErrorMessage = TextPattern.Message)] string? Note,
    [property: JsonRequired, EnumDataType(typeof(PaymentMethod))] PaymentMethod PaymentMethod);

public sealed record OrderContact(
    [property: Required, EmailAddress, StringLength(254), RegularExpression(TextPattern.Line, ErrorMessage = TextPattern.Message)] string Email,
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
    public const string Message = "The field {0} must not contain control characters.";
}
