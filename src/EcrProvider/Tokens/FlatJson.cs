using System.Globalization;
using System.Text.Json;

namespace EcrProvider.Tokens;

/// <summary>A JSON object of texts and numbers, as the cache's files are; anything else is none.</summary>
internal sealed class FlatJson
{
    private readonly Dictionary<string, string> fields = new(StringComparer.Ordinal);

    private FlatJson()
    {
    }

    public static FlatJson? Read(ReadOnlySpan<byte> bytes)
    {
        var flat = new FlatJson();
        try
        {
            var json = new Utf8JsonReader(bytes);
            string? name = null;
            while (json.Read())
            {
                switch (json.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = json.GetString();
                        break;
                    case JsonTokenType.String when name is not null:
                        flat.fields[name] = json.GetString()!;
                        break;
                    case JsonTokenType.Number when name is not null && json.TryGetInt64(out long number):
                        flat.fields[name] = number.ToString(CultureInfo.InvariantCulture);
                        break;
                    case JsonTokenType.StartObject or JsonTokenType.EndObject when json.CurrentDepth == 0:
                        break;
                    default:
                        return null;
                }
            }
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidOperationException)
        {
            return null;
        }

        return flat;
    }

    public string? Text(string name) => fields.GetValueOrDefault(name);

    public TimeSpan? Time(string name) =>
        long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long ticks) && ticks >= 0 && ticks < long.MaxValue / 4
            ? new TimeSpan(ticks)
            : null;
}
