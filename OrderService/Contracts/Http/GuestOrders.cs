namespace Avanii.Orders.Contracts;

/// <param name="Count">Orders that were placed as a guest with the account's address.</param>
public sealed record GuestOrders(int Count);
