using System.Text;

namespace Node.Http;

/// <summary>What goes back to the client, and how.</summary>
internal sealed record HttpResponse(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    public HttpResponse(int status, string contentType, string body)
        : this(status, contentType, Encoding.UTF8.GetBytes(body))
    {
    }

    /// <summary>Nothing is ever sent; the connection stays open until the client leaves.</summary>
    public static HttpResponse Silence { get; } = new(0, "", "") { Way = Way.Silent };

    /// <summary>The connection is closed without a byte.</summary>
    public static HttpResponse Hangup { get; } = new(0, "", "") { Way = Way.Close };

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public Way Way { get; init; } = Way.Normal;

    /// <summary>Waited before the first byte.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Body as text, for rewriting.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);
}
