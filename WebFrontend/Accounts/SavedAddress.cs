using System.ComponentModel.DataAnnotations;

namespace Avanii.Web.Accounts;

/// <summary>Where somebody has parcels sent. The limits are those of a delivery address on an order.</summary>
public sealed class SavedAddress
{
    public Guid Id { get; init; }

    public Guid AccountId { get; init; }

    [MaxLength(100)]
    public required string Name { get; set; }

    [MaxLength(200)]
    public required string Street { get; set; }

    [MaxLength(200)]
    public string? Extra { get; set; }

    [MaxLength(20)]
    public required string PostalCode { get; set; }

    [MaxLength(100)]
    public required string City { get; set; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    [MaxLength(2)]
    public required string Country { get; set; }

    [MaxLength(40)]
    public string? Phone { get; set; }

    /// <summary>What the checkout begins with; one of each account's at most.</summary>
    public bool IsDefault { get; set; }

    /// <summary>In one line, short enough to choose by.</summary>
    public string InShort => $"{Street}, {City}";

    /// <returns>Whether parcels for the other one go to the same door and name.</returns>
    public bool IsSameAs(SavedAddress other) =>
        (Name, Street, Extra, PostalCode, City, Country) == (other.Name, other.Street, other.Extra, other.PostalCode, other.City, other.Country);
}
