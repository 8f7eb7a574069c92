using Avanii.Orders.Contracts;

namespace Avanii.Orders;

/// <summary>An order was asked for what its state does not allow. HTTP answers 409; a consumer treats the fact as late.</summary>
public sealed class IllegalOrderMoveException(Guid orderId, OrderStatus from, OrderStatus to)
    : Exception($"Order {orderId} is {from} and cannot become {to}.")
{
    public OrderStatus From => from;
}
