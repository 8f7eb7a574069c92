using System.Text.Json;
using System.Text.Json.Serialization;

namespace Avanii.ServiceDefaults;

/// <summary>Refuses texts with a null character, which JSON can hold (<c>"\u0000"</c>) and PostgreSQL cannot: a 400 at the edge instead
/// of a failure at the table.</summary>
internal sealed class StorableTextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString();
        return text is null || !text.Contains('\0') ? text : throw new JsonException(); // the serializer words it, with the field
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
