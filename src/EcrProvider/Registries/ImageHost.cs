using System.Text;

namespace EcrProvider.Registries;

/// <summary>The registry host of an image: what stands before its first slash, and nothing else of it.</summary>
/// <param name="Text">As the image names it, with its port: the key that kubelet can match.</param>
/// <param name="Name">The DNS name in lower case, without port and trailing dot.</param>
/// <param name="Port">Digits, or empty.</param>
internal sealed record ImageHost(string Text, string Name, string Port)
{
    // RFC 1035, 2.3.4; with a trailing dot.
    private const int LongestName = 254;
    private const int LongestLabel = 63;

    /// <summary>Null when it holds anything that no registry's host does: a scheme, a user, a wildcard, a port that is none.</summary>
    public static ImageHost? Of(string image)
    {
        int slash = image.IndexOf('/', StringComparison.Ordinal);
        string text = slash < 0 ? image : image[..slash];
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0 && !IsPort(text.AsSpan(colon + 1)))
        {
            return null;
        }

        // Before the case is folded: the Kelvin sign would become a k.
        string name = colon < 0 ? text : text[..colon];
        if (!Ascii.IsValid(name) || name.Length > LongestName)
        {
            return null;
        }

        name = name.ToLowerInvariant();
        name = name.EndsWith('.') ? name[..^1] : name;
        return Array.TrueForAll(name.Split('.'), IsLabel) ? new ImageHost(text, name, colon < 0 ? "" : text[(colon + 1)..]) : null;
    }

    /// <summary>The same machine and port, however it is written.</summary>
    public bool IsSame(ImageHost other) =>
        string.Equals(Name, other.Name, StringComparison.Ordinal) && string.Equals(Port, other.Port, StringComparison.Ordinal);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= LongestLabel && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    private static bool IsPort(ReadOnlySpan<char> text) =>
        text is not [] and not ['0', ..] && text.Length <= 5 && !text.ContainsAnyExceptInRange('0', '9') && int.Parse(text, provider: null) is > 0 and <= 65535;
}
