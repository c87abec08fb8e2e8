using System.Text;
using System.Text.Json;

namespace Node.Kubelet;

/// <summary>JSON as plain objects, in the same form as <see cref="YamlDocument"/>; keys given twice are refused.</summary>
internal static class JsonText
{
    /// <summary>Kubelet takes a file for JSON, and for nothing else, when its first character is {.</summary>
    public static bool IsJson(ReadOnlySpan<byte> bytes) => bytes.TrimStart(" \t\r\n\v\f"u8) is [(byte)'{', ..];

    /// <exception cref="RefusedException">It is not JSON, or a key is given twice.</exception>
    public static object? Load(ReadOnlySpan<byte> bytes)
    {
        try
        {
            // Go replaces what is not UTF-8.
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(bytes));
            return Value(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not e.Message: it quotes the text, which may be a credential.
            var at = e as JsonException;
            throw new RefusedException($"couldn't get version/kind; json parse error at line {at?.LineNumber + 1}, byte {at?.BytePositionInLine}");
        }
    }

    private static object? Value(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new Dictionary<string, object?>(StringComparer.Ordinal);
                foreach (var member in element.EnumerateObject())
                {
                    if (!members.TryAdd(member.Name, Value(member.Value))) throw new RefusedException($"strict decoding error: duplicate field \"{member.Name}\"");
                }

                return members;
            case JsonValueKind.Array:
                return element.EnumerateArray().Select(Value).ToList();
            case JsonValueKind.String:
                return element.GetString();
            case JsonValueKind.Number:
                return new Number(element.GetRawText());
            case JsonValueKind.True or JsonValueKind.False:
                return element.GetBoolean();
            default:
                return null;
        }
    }
}
