using System.Globalization;
using System.Text.RegularExpressions;

namespace Node.Aws;

/// <summary>--expires-in: seconds from now, <c>none</c> (the field is absent) or <c>past</c> (an hour ago).</summary>
internal sealed partial class Expiry(string option, TimeProvider clock)
{
    private readonly double? seconds = option switch
    {
        "none" => null,
        "past" => -3600,
        _ => double.Parse(option, CultureInfo.InvariantCulture),
    };

    /// <summary>Seconds since 1970 with milliseconds, as ECR sends them; null: absent.</summary>
    public double? Value => seconds is null ? null : Math.Round((clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0) + seconds.Value, 3);

    /// <summary>Changes expiresAt in an ECR answer and leaves every other byte alone.</summary>
    public string Rewrite(string json)
    {
        var value = Value is { } at ? at.ToString("F3", CultureInfo.InvariantCulture) : null;
        return value is null
            ? AbsentField().Replace(json, match => match.Value.StartsWith(',') && match.Value.EndsWith(',') ? "," : "")
            : Field().Replace(json, $"${{name}}{value}");
    }

    [GeneratedRegex("""(?<name>"expiresAt"\s*:\s*)[^,}\]\s]+""", RegexOptions.ExplicitCapture)]
    private static partial Regex Field();

    [GeneratedRegex("""(,\s*)?"expiresAt"\s*:\s*[^,}\]\s]+(\s*,)?""", RegexOptions.ExplicitCapture)]
    private static partial Regex AbsentField();
}
