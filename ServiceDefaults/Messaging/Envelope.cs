using System.Text;
using System.Text.Json;

namespace Avanii.ServiceDefaults.Messaging;

/// <summary>What MassTransit wraps around an event, read for people and without trust.</summary>
internal static class Envelope
{
    private const int LongestText = 10_000;

    // {"messageId":"...","messageType":["urn:message:Avanii.Orders.Contracts:OrderPlaced"],"message":{...},...}
    /// <returns>The event's full name, if it is said, and the event; or whatever else is there, as JSON or as a text.</returns>
    public static (string? Type, JsonElement Body) Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } envelope && envelope.TryGetProperty("message", out var message))
            {
                var type = envelope.TryGetProperty("messageType", out var types) && types is { ValueKind: JsonValueKind.Array } && types.GetArrayLength() > 0
                    ? types[0].ToString().Replace("urn:message:", "", StringComparison.Ordinal).Replace(':', '.')
                    : null;
                return (type, message.Clone());
            }
            return (null, document.RootElement.Clone());
        }
        catch (JsonException)
        {
            var text = Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, LongestText)]);
            return (null, JsonSerializer.SerializeToElement(text));
        }
    }
}
