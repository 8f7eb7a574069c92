using System.ComponentModel.DataAnnotations;

namespace Avanii.Web.Accounts;

/// <summary>A copy of all that the shop keeps of somebody, on its way or ready. Each part is sealed with <see cref="SecretKey"/>.</summary>
public sealed class DataExport
{
    public Guid Id { get; init; }

    public Guid AccountId { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>When the last part had come; null as long as one is missing.</summary>
    public DateTimeOffset? ReadyAt { get; set; }

    /// <summary>Where it is fetched, for the letter that says so.</summary>
    [MaxLength(300)]
    public required string Link { get; init; }

    /// <summary>What is kept here.</summary>
    public required byte[] SealedAccount { get; set; }

    public byte[]? SealedCart { get; set; }

    /// <summary>Comes with the cart; null from a service that knows no wishlists.</summary>
    public byte[]? SealedWishlist { get; set; }

    public byte[]? SealedOrders { get; set; }

    public byte[]? SealedCatalog { get; set; }

    /// <summary>The catalogue was asked too. One that was asked for before it kept anything of a person is complete without.</summary>
    public bool AwaitsCatalog { get; init; }

    /// <summary>Also of one that an older instance, which waits for two parts only, has called ready.</summary>
    internal bool MissesCatalog => AwaitsCatalog && SealedCatalog is null;
}
