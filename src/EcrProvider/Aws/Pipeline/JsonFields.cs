using System.Text.Json;

namespace EcrProvider.Aws.Pipeline;

/// <summary>Fields of AWS JSON that may be absent, null or of another type than promised.</summary>
internal static class JsonFields
{
    /// <exception cref="JsonException">A name is no text: bytes that are not UTF-8, or half of a surrogate pair.</exception>
    public static JsonElement? Member(JsonElement item, string name) =>
        OfText(() => item.ValueKind is JsonValueKind.Object && item.TryGetProperty(name, out JsonElement value) ? value : (JsonElement?)null);

    /// <exception cref="JsonException">As of <see cref="Member"/>, of the field too.</exception>
    public static string? Text(JsonElement item, string name) =>
        Member(item, name) is { ValueKind: JsonValueKind.String } value ? OfText(value.GetString) : null;

    /// <summary>Seconds since 1970, as AWS JSON 1.1 writes a timestamp; null when absent or out of range.</summary>
    public static DateTime? Instant(JsonElement item, string name) =>
        Member(item, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out double seconds)
        && seconds is >= 0 and < 253402300800 // the year 10000
            ? DateTime.UnixEpoch.AddSeconds(seconds)
            : null;

    // The document model looks at text only when it is asked for, and then says that the operation is invalid, not the answer.
    private static T OfText<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException broken)
        {
            throw new JsonException("a text in it is none", broken);
        }
    }
}
