using System.Net;

namespace EcrProvider.Aws.Pipeline;

/// <summary>
/// The few elements of an AWS answer in XML that matter here, which are never nested in others of their name nor have attributes. An XML reader
/// would be a fortieth of the program.
/// </summary>
internal static class XmlText
{
    /// <summary>The text between the first <c>&lt;name&gt;</c> and its end; null when there is none.</summary>
    public static string? Element(string xml, string name) => WebUtility.HtmlDecode(Inside(xml, name));

    /// <summary>As it stands there, with the elements in it.</summary>
    public static string? Inside(string xml, string name)
    {
        int start = xml.IndexOf($"<{name}>", StringComparison.Ordinal);
        int end = start < 0 ? -1 : xml.IndexOf($"</{name}>", start, StringComparison.Ordinal);
        return end < 0 ? null : xml[(start + name.Length + 2)..end];
    }
}
