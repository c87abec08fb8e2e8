using System.Buffers;
using System.Text.Json;

namespace Node.Http;

/// <summary>A file to which one JSON object per line is appended; each line is one write, so that readers never see half a line.</summary>
internal sealed class JsonLines(string? path)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Lock gate = new();

    /// <summary>Writes {"time": seconds since 1970, … what <paramref name="members"/> writes}. Nothing without a path.</summary>
    public void Write(Action<Utf8JsonWriter> members)
    {
        if (path is null) return;
        var line = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(line, Plain))
        {
            json.WriteStartObject();
            json.WriteNumber("time", Math.Round(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0, 3));
            members(json);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        lock (gate)
        {
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            file.Write(line.WrittenSpan);
        }
    }
}
