using System.ComponentModel.DataAnnotations;

namespace Avanii.Orders.Contracts;

/// <summary>Orders the caller's cart as it is now. The header <c>Idempotency-Key</c> (1 to 100 characters) is required; from
/// the shop it is the cart's checkout id.</summary>
/// <param name="CartVersion">The cart's version that the shopper saw.</param>
/// <param name="Total">The total that the shopper saw, delivery and tax included. A mismatch is answered with what changed.</param>
public sealed record PlaceOrderRequest(
    long CartVersion,
    decimal Total,
    [property: Required] OrderContact Contact,
    [property: Required] DeliveryAddress Address,
    [property: StringLength(500)] string? Note,
    [property: EnumDataType(typeof(PaymentMethod))] PaymentMethod PaymentMethod);

public sealed record OrderContact(
    [property: Required, EmailAddress, StringLength(254)] string Email,
    [property: StringLength(40)] string? Phone);

/// <param name="Country">ISO 3166-1 alpha-2, such as DE.</param>
public sealed record DeliveryAddress(
    [property: Required, StringLength(100)] string Name,
    [property: Required, StringLength(200)] string Street,
    [property: StringLength(200)] string? Extra,
    [property: Required, StringLength(20)] string PostalCode,
    [property: Required, StringLength(100)] string City,
    [property: Required, RegularExpression("^[A-Z]{2}$")] string Country);
