using System.Buffers;
using System.Globalization;
using System.Text;

namespace Node.Http;

/// <summary>Reads HTTP/1.1 messages from a stream: one head, then the body that the head announces.</summary>
internal sealed class HttpMessageReader(Stream stream)
{
    private const int HeadLimit = 64 * 1024;
    private readonly ArrayBufferWriter<byte> raw = new();
    private byte[] buffer = new byte[16 * 1024];
    private int start;
    private int end;

    /// <summary>The next request, or null at the end of the connection.</summary>
    public async Task<HttpRequest?> RequestAsync(CancellationToken stop)
    {
        var lines = await HeadAsync(stop);
        if (lines.Length == 0) return null;
        var first = lines[0].Split(' ');
        if (first.Length != 3) throw new IOException($"not an HTTP request: {lines[0]}");
        var headers = Headers(lines);
        if (headers.GetValueOrDefault("Expect", "").Equals("100-continue", StringComparison.OrdinalIgnoreCase))
        {
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), stop);
        }

        var body = await BodyAsync(Length(headers), stop);
        return new() { Method = first[0], Target = first[1], Headers = headers, Body = body, Raw = raw.WrittenSpan.ToArray() };
    }

    /// <summary>A whole response: status, headers, body (by Content-Length, or all until the server closes).</summary>
    public async Task<(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)> ResponseAsync(CancellationToken stop)
    {
        var lines = await HeadAsync(stop);
        if (lines.Length == 0) throw new IOException("the server closed the connection without an answer");
        var headers = Headers(lines);
        var length = headers.ContainsKey("Content-Length") ? Length(headers) : int.MaxValue;
        return (int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, await BodyAsync(length, stop));
    }

    private static Dictionary<string, string> Headers(string[] lines)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return headers;
    }

    private static int Length(Dictionary<string, string> headers) =>
        int.Parse(headers.GetValueOrDefault("Content-Length", "0"), NumberStyles.None, CultureInfo.InvariantCulture);

    private async Task<string[]> HeadAsync(CancellationToken stop)
    {
        raw.ResetWrittenCount();
        int at;
        while ((at = buffer.AsSpan(start, end - start).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (end - start > HeadLimit) throw new IOException("the HTTP head is too long");
            if (!await MoreAsync(stop)) return [];
        }

        var head = Take(at + 4);
        return Encoding.Latin1.GetString(head.Span).TrimEnd().Split("\r\n");
    }

    private async Task<byte[]> BodyAsync(int length, CancellationToken stop)
    {
        using var body = new MemoryStream();
        while (body.Length < length)
        {
            if (start == end && !await MoreAsync(stop)) break;
            body.Write(Take((int)Math.Min(length - body.Length, end - start)).Span);
        }

        return body.ToArray();
    }

    private ReadOnlyMemory<byte> Take(int count)
    {
        var taken = buffer.AsMemory(start, count);
        raw.Write(taken.Span);
        start += count;
        return taken;
    }

    private async Task<bool> MoreAsync(CancellationToken stop)
    {
        if (start == end) start = end = 0;
        if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        var count = await stream.ReadAsync(buffer.AsMemory(end), stop);
        end += count;
        return count > 0;
    }
}
