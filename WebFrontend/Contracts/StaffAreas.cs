namespace Avanii.Web.Contracts;

/// <summary>What a member of staff may be let into; a token of the role staff names those it is good for. An owner may do everything.</summary>
public static class StaffAreas
{
    /// <summary>Products, pictures, prices and stock.</summary>
    public const string Catalogue = "catalogue";

    /// <summary>Everybody's orders, their payments and parcels.</summary>
    public const string Orders = "orders";

    /// <summary>Accounts of shoppers.</summary>
    public const string Customers = "customers";

    /// <summary>The shop itself: staff, messages that could not be worked off.</summary>
    public const string Settings = "settings";

    public static IReadOnlyList<string> All { get; } = [Catalogue, Orders, Customers, Settings];
}
