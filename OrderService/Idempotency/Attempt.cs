using System.Security.Cryptography;
using System.Text.Json;
using Avanii.Orders.Contracts;

namespace Avanii.Orders;

/// <summary>One try at placing an order: whose, under which key, and what is asked for.</summary>
public sealed record Attempt(string Subject, string Key, PlaceOrderRequest Request)
{
    /// <summary>SHA-256 of the request as it was understood, so that spaces, the order of fields or 10.0 for 10.00 make no other request.</summary>
    public byte[] RequestHash { get; } = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        Request with { Total = decimal.Round(Request.Total, 2) + 0.00m }, JsonSerializerOptions.Web));
}
