using System.Globalization;
using System.Text.RegularExpressions;

namespace Node.Http;

/// <summary>One fault: a word, with an optional number, for one service or all.</summary>
internal sealed partial record Fault(string Service, string Word, double? Number, int? Times)
{
    public static Fault None { get; } = new("", "", null, null);

    /// <summary>Parses <c>[service:]word[=number][*times]</c>, for example <c>throttle</c>, <c>sts:access-denied</c>, <c>slow=2.5</c>, <c>500*2</c>.</summary>
    public static Fault Parse(string text)
    {
        var match = Form().Match(text.Trim());
        if (!match.Success) return None;
        string? Part(string name) => match.Groups[name].Success ? match.Groups[name].Value : null;
        return new(
            Part("service") ?? "",
            match.Groups["word"].Value,
            Part("number") is { } number ? double.Parse(number, CultureInfo.InvariantCulture) : null,
            Part("times") is { } times ? int.Parse(times, CultureInfo.InvariantCulture) : null);
    }

    [GeneratedRegex(@"^((?<service>[a-z-]+):)?(?<word>[a-z0-9-]+)(=(?<number>[0-9.]+))?(\*(?<times>[0-9]+))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
