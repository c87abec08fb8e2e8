using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EcrProvider.Kubelet;
using EcrProvider.Kubelet.Config;
using EcrProvider.Messages;

namespace EcrProvider.Commands;

/// <summary>The parts that every <c>--output json</c> has in common.</summary>
internal static class JsonOutput
{
    // It goes to a terminal or a file, never into HTML.
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Action<Utf8JsonWriter> write)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content, Options))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(content.GetBuffer().AsSpan(0, (int)content.Length)) + "\n";
    }

    /// <summary><c>name: {id, text, remedy}</c>, or null.</summary>
    public static void Write(Utf8JsonWriter json, string name, Message? message)
    {
        json.WritePropertyName(name);
        if (message is null)
        {
            json.WriteNullValue();
        }
        else
        {
            Write(json, message);
        }
    }

    public static void Write(Utf8JsonWriter json, Message message)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, message.Id);
        json.WriteString("text"u8, OneLine.Of(message.Text));
        json.WriteString("remedy"u8, OneLine.Of(message.Remedy));
        json.WriteEndObject();
    }

    /// <summary><c>name: [{file, line, column, path, problem}]</c>; only <c>problem</c> where it is about the file as a whole.</summary>
    public static void Write(Utf8JsonWriter json, string name, IReadOnlyList<Refusal> refusals)
    {
        json.WriteStartArray(name);
        foreach (Refusal refusal in refusals)
        {
            json.WriteStartObject();
            if (refusal.Place is { } place)
            {
                Write(json, place);
            }
            else
            {
                json.WriteString("problem"u8, OneLine.Of(refusal.Message.Text));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Violation place)
    {
        json.WriteString("file"u8, place.File);
        json.WriteNumber("line"u8, place.Line);
        json.WriteNumber("column"u8, place.Column);
        json.WriteString("path"u8, place.Path);
        json.WriteString("problem"u8, OneLine.Of(place.Problem));
    }
}
