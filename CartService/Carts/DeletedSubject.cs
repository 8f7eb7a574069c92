using System.ComponentModel.DataAnnotations;

namespace Avanii.Cart;

/// <summary>An account that is no more. A cart or a wishlist that its last token makes is deleted when it is found; kept until no token can be left.</summary>
public sealed class DeletedSubject
{
    [MaxLength(200)]
    public required string Subject { get; init; }

    public required DateTimeOffset DeletedAt { get; init; }
}
