namespace Node.Http;

/// <summary>One HTTP/1.1 request. <see cref="Raw"/> holds head and body byte for byte, so that it can be passed on with its signature intact.</summary>
internal sealed class HttpRequest
{
    public required string Method { get; init; }

    /// <summary>Path and query as sent.</summary>
    public required string Target { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    public required ReadOnlyMemory<byte> Raw { get; init; }

    public string Path => Target.Split('?')[0];

    /// <summary>The header's value, or the empty text.</summary>
    public string Header(string name) => Headers.GetValueOrDefault(name, "");
}
