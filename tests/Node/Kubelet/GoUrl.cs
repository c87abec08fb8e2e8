using System.Globalization;
using System.Net;

namespace Node.Kubelet;

/// <summary>As much of Go's net/url (1.26, which is stricter than older ones about brackets and colons) as kubelet's matchImages need: host, port and path of a URL without its scheme.</summary>
internal sealed record GoUrl(string Host, string Path)
{
    /// <summary>The port; empty without one, or if Go's net.SplitHostPort cannot tell it.</summary>
    public string Port => Split().Port;

    /// <summary>The host without the port, by its dots.</summary>
    public string[] Parts => Split().Name.Split('.');

    /// <exception cref="FormatException">Go's url.Parse refuses it; the message is Go's.</exception>
    public static GoUrl Parse(string schemeless)
    {
        FormatException Bad(string why) => new($"parse \"https://{schemeless}\": {why}");
        if (schemeless.Any(c => c < ' ' || c == '\u007f')) throw Bad("net/url: invalid control character in URL");
        var rest = schemeless.Split('#')[0].Split('?')[0];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var authority = slash < 0 ? rest : rest[..slash];
        var path = slash < 0 ? "" : rest[slash..];
        var host = authority[(authority.LastIndexOf('@') + 1)..];

        var bracket = host.LastIndexOf('[');
        var close = host.LastIndexOf(']');
        if (bracket >= 0 && close < 0) throw Bad("missing ']' in host");
        if (bracket > 0 || (bracket == 0 && !IPAddress.TryParse(host.AsSpan(1, close - 1), out _))) throw Bad("invalid IP-literal");
        var colon = bracket == 0 ? close + 1 : host.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0 && colon < host.Length)
        {
            var port = host[colon..];
            if (port[0] != ':' || !port[1..].All(char.IsAsciiDigit)) throw Bad($"invalid port \"{port}\" after host");
        }

        if (BadHostCharacter(host) is { } bad) throw Bad($"invalid character \"{bad}\" in host name");
        return new(Unescape(host) ?? throw Bad("invalid URL escape"), Unescape(path) ?? throw Bad("invalid URL escape"));
    }

    // net/url shouldEscape(c, encodeHost): sub-delims and a few more may stand in a host as they are.
    private static char? BadHostCharacter(string host)
    {
        foreach (var c in host)
        {
            if (c < 0x80 && !char.IsAsciiLetterOrDigit(c) && !"-_.~!$&'()*+,;=:[]<>\"%".Contains(c, StringComparison.Ordinal)) return c;
        }

        return null;
    }

    private static string? Unescape(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal)) return text;
        for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 >= text.Length || !byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _)) return null;
        }

        return Uri.UnescapeDataString(text);
    }

    private (string Name, string Port) Split()
    {
        var colon = Host.LastIndexOf(':');
        if (colon < 0) return (Host, "");
        var bracketed = Host.StartsWith('[') && colon > 0 && Host[colon - 1] == ']';
        var name = bracketed ? Host[1..(colon - 1)] : Host[..colon];
        return name.Contains(':', StringComparison.Ordinal) && !bracketed ? (Host, "") : (name, Host[(colon + 1)..]);
    }
}
