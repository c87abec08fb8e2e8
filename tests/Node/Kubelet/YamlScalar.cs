using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Node.Kubelet;

/// <summary>What a scalar is by YAML 1.1 as sigs.k8s.io/yaml (goyaml.v2) resolves it: null, bool, <see cref="Number"/> or string.</summary>
internal static partial class YamlScalar
{
    private const string Prefix = "tag:yaml.org,2002:";

    /// <param name="tag">The explicit tag, or the empty text.</param>
    /// <param name="value">The scalar's text.</param>
    /// <exception cref="RefusedException">The text is not what its tag says.</exception>
    public static object? Resolve(string tag, string value)
    {
        var kind = tag.StartsWith(Prefix, StringComparison.Ordinal) ? tag[Prefix.Length..] : tag;
        switch (kind)
        {
            case "str":
                return value;
            case "binary":
                return Decoded(value);
            case "timestamp":
                return Timestamp().IsMatch(value) ? value : throw Wrong("str", value, kind);
            case "":
                return Implicit(value);
            case "bool" or "int" or "float" or "null":
                var found = Implicit(value);
                var name = found switch { null => "null", bool => "bool", Number number => Integer().IsMatch(Plain(number.Text)) ? "int" : "float", _ => "str" };
                var fits = string.Equals(name, kind, StringComparison.Ordinal) || (name is "int" && kind is "float");
                return fits ? found : throw Wrong(name, value, kind);
            default:
                return value; // a tag of the author's own
        }
    }

    private static object? Implicit(string value) => value switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => true,
        "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => false,
        ".nan" or ".NaN" or ".NAN" or ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" or "-.inf" or "-.Inf" or "-.INF" => new Number(value),
        _ => IsNumber(value) ? new Number(value) : value,
    };

    // A date is a string, since goyaml keeps it so; it cannot be a number either way.
    private static bool IsNumber(string value) => value[0] switch
    {
        '.' => DottedFloat().IsMatch(value),
        '+' or '-' or (>= '0' and <= '9') => Integer().IsMatch(Plain(value)) || Float().IsMatch(Plain(value)),
        _ => false,
    };

    private static string Plain(string value) => value.Replace("_", "", StringComparison.Ordinal);

    private static string Decoded(string value)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(value));
        }
        catch (FormatException)
        {
            throw new RefusedException("yaml: !!binary value contains invalid base64 data");
        }
    }

    private static RefusedException Wrong(string found, string value, string wanted) =>
        new(string.Create(CultureInfo.InvariantCulture, $"yaml: cannot decode !!{found} `{value}` as a !!{wanted}"));

    // strconv.ParseInt(base 0): 0x, 0b, 0o, and a leading 0 is octal; what is no octal number may still be a float.
    [GeneratedRegex(@"\A[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Integer();

    [GeneratedRegex(@"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Float();

    [GeneratedRegex(@"\A\.[0-9]+([eE][-+]?[0-9]+)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex DottedFloat();

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Timestamp();
}
