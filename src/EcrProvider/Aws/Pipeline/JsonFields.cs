using System.Text.Json;

namespace EcrProvider.Aws.Pipeline;

/// <summary>Fields of AWS JSON that may be absent, null or of another type than promised.</summary>
internal static class JsonFields
{
    public static JsonElement? Member(JsonElement item, string name) =>
        item.ValueKind is JsonValueKind.Object && item.TryGetProperty(name, out JsonElement value) ? value : null;

    public static string? Text(JsonElement item, string name) =>
        Member(item, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>Seconds since 1970, as AWS JSON 1.1 writes a timestamp; null when absent or out of range.</summary>
    public static DateTime? Instant(JsonElement item, string name) =>
        Member(item, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out double seconds)
        && seconds is >= 0 and < 253402300800 // the year 10000
            ? DateTime.UnixEpoch.AddSeconds(seconds)
            : null;
}
