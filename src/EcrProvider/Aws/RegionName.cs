namespace EcrProvider.Aws;

/// <summary>A region's name becomes a part of host names, and the SDK throws, in type initializers too, where it cannot.</summary>
internal static class RegionName
{
    // RFC 1035, 2.3.4.
    private const int Longest = 63;

    public static bool IsOne(string text) =>
        text.Length is > 0 and <= Longest && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-') && text[0] is not '-' && text[^1] is not '-';
}
