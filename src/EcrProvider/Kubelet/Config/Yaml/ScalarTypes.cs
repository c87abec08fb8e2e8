using System.Globalization;

namespace EcrProvider.Kubelet.Config.Yaml;

internal static class ScalarTypes
{
    /// <summary>The type of an unquoted scalar without a tag. Dates stay text in kubelet's reader.</summary>
    public static ScalarType OfPlain(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarType.Null,
        "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => ScalarType.Bool,
        "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => ScalarType.Bool,
        ".nan" or ".NaN" or ".NAN" => ScalarType.Number,
        _ => IsNumber(text) ? ScalarType.Number : ScalarType.Text,
    };

    public static bool IsTrue(string text) => text is ['y' or 'Y' or 't' or 'T', ..] or "on" or "On" or "ON";

    private static bool IsNumber(string text)
    {
        string digits = text.Replace("_", "", StringComparison.Ordinal);
        ReadOnlySpan<char> rest = digits is ['-' or '+', ..] ? digits.AsSpan(1) : digits;
        return rest switch
        {
            ".inf" or ".Inf" or ".INF" => true,
            ['0', 'x' or 'X' or 'o' or 'O' or 'b' or 'B', .. { Length: > 0 } number] => !number.ContainsAnyExcept("0123456789abcdefABCDEF"),
            [(>= '0' and <= '9') or '.', ..] => double.TryParse(
                rest, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _),
            _ => false,
        };
    }
}
