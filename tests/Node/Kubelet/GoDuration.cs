using System.Globalization;
using System.Text.RegularExpressions;

namespace Node.Kubelet;

/// <summary>Go's time.ParseDuration: <c>1h30m</c>, <c>-1.5s</c>, <c>0</c>.</summary>
internal static partial class GoDuration
{
    /// <summary>Nanoseconds, or null if Go would refuse the text.</summary>
    public static long? Parse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success) return null;
        var sum = 0.0;
        for (var i = 0; i < match.Groups["number"].Captures.Count; i++)
        {
            var number = double.Parse(match.Groups["number"].Captures[i].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            sum += number * Nanoseconds(match.Groups["unit"].Captures[i].Value);
        }

        if (sum >= long.MaxValue) return null;
        return text[0] == '-' ? -(long)sum : (long)sum;
    }

    private static double Nanoseconds(string unit) => unit switch
    {
        "ns" => 1,
        "ms" => 1e6,
        "s" => 1e9,
        "m" => 60e9,
        "h" => 3600e9,
        _ => 1e3, // us, with either of Unicode's two micro signs
    };

    [GeneratedRegex(@"\A[+-]?(0|((?<number>[0-9]+\.?[0-9]*|\.[0-9]+)(?<unit>ns|us|µs|μs|ms|s|m|h))+)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
