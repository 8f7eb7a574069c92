using System.ComponentModel.DataAnnotations;

namespace Avanii.Orders;

/// <summary>An account that is no more. Its orders lose their names as soon as each is over; kept until none is left.</summary>
public sealed class DeletedSubject
{
    [MaxLength(200)]
    public required string Subject { get; init; }

    public required DateTimeOffset DeletedAt { get; init; }
}
