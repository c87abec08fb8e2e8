using System.Text.Json;

namespace EcrProvider.Fuzz.Readers;

/// <summary>What a JSON text says, by the runtime's document model; the readers of the product are hand-made or read what they need.</summary>
internal static class OracleJson
{
    /// <summary>The object's members as texts, the last of a name: null for what is no text. Null when it is no object, or a name is no text.</summary>
    public static Dictionary<string, JsonElement>? Members(ReadOnlyMemory<byte> json)
    {
        try
        {
            JsonElement root = JsonElement.Parse(json.Span);
            var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
            if (root.ValueKind is not JsonValueKind.Object)
            {
                return null;
            }

            foreach (JsonProperty member in root.EnumerateObject())
            {
                members[member.Name] = member.Value;
            }

            return members;
        }
        catch (Exception none) when (none is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Null when it is no text, also where it only looks like one.</summary>
    public static string? Text(JsonElement value)
    {
        try
        {
            return value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    public static string? Text(Dictionary<string, JsonElement> members, string name) => members.TryGetValue(name, out JsonElement value) ? Text(value) : null;
}
