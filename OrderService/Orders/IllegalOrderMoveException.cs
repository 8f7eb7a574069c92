using Avanii.Orders.Contracts;

namespace Avanii.Orders;

/// <summary>An order was asked for what its state does not allow. HTTP answers 409; a consumer treats the fact as late.</summary>
public sealed class IllegalOrderMoveException(Guid orderId, OrderStatus from, OrderStatus to, string? because = null)
    : Exception($"Order {orderId} is {from} and cannot become {to}{(because is null ? "" : $": {because}")}.")
{
    public OrderStatus From => from;

    public OrderStatus To => to;

    /// <summary>What stands in the way besides the state, or null.</summary>
    public string? Because => because;
}
