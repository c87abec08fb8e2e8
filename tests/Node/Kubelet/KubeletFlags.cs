using System.Globalization;

namespace Node.Kubelet;

/// <summary>Kubelet's command line by the rules of spf13/pflag: <c>--name=value</c>, <c>--name value</c>, <c>-v4</c>; the last one wins, flag by flag.</summary>
internal sealed class KubeletFlags
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    private KubeletFlags()
    {
    }

    /// <summary>The flag's last value, or the empty text.</summary>
    public string this[string name] => values.GetValueOrDefault(name, "");

    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>The state of a feature gate, if --feature-gates names it.</summary>
    public bool? Gate(string name) => this["feature-gates"].Split(',')
        .Select(pair => pair.Split('=', 2))
        .Where(pair => pair.Length == 2 && string.Equals(pair[0].Trim(), name, StringComparison.Ordinal))
        .Select(pair => (bool?)string.Equals(pair[1].Trim(), "true", StringComparison.OrdinalIgnoreCase))
        .LastOrDefault();

    /// <exception cref="RefusedException">A flag is unknown, has no value or a wrong one, or there is a stray word; the message is kubelet's.</exception>
    public static KubeletFlags Parse(ReadOnlySpan<string> args)
    {
        var flags = new KubeletFlags();
        var words = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            var arg = args[i];
            if (arg.Length < 2 || arg[0] != '-')
            {
                words.Add(arg);
            }
            else if (arg is "--")
            {
                words.AddRange(args[(i + 1)..]);
                break;
            }
            else if (arg[1] == '-')
            {
                flags.Long(arg, args, ref i);
            }
            else
            {
                flags.Short(arg, args, ref i);
            }
        }

        return words.Count == 0 ? flags : throw new RefusedException($"unknown command {words[0]}");
    }

    private void Long(string arg, ReadOnlySpan<string> args, ref int i)
    {
        var parts = arg[2..].Split('=', 2);
        if (parts[0].Length == 0 || parts[0][0] == '-') throw Unparsable($"bad flag syntax: {arg}");
        var name = parts[0].Replace('_', '-'); // kubelet's WordSepNormalizeFunc
        var type = FlagTypes.Of(name) ?? throw Unparsable($"unknown flag: --{parts[0]}");
        if (parts.Length == 2) Set(name, type, parts[1], $"--{name}");
        else if (type is FlagType.Bool) Set(name, type, "true", $"--{name}");
        else if (i + 1 < args.Length) Set(name, type, args[++i], $"--{name}");
        else throw Unparsable($"flag needs an argument: {arg}");
    }

    private void Short(string arg, ReadOnlySpan<string> args, ref int i)
    {
        if (arg[1] == 'h') Set("help", FlagType.Bool, "true", "-h, --help");
        else if (arg[1] != 'v') throw Unparsable($"unknown shorthand flag: '{arg[1]}' in {arg}");
        else if (arg.Length > 2) Set("v", FlagType.Int, arg[2] == '=' ? arg[3..] : arg[2..], "-v, --v");
        else if (i + 1 < args.Length) Set("v", FlagType.Int, args[++i], "-v, --v");
        else throw Unparsable($"flag needs an argument: 'v' in {arg}");
    }

    private void Set(string name, FlagType type, string value, string shown)
    {
        var complaint = type switch
        {
            FlagType.Bool when name is "version" => null, // also raw, or a version to report
            FlagType.Bool when value is not ("1" or "t" or "T" or "TRUE" or "true" or "True" or "0" or "f" or "F" or "FALSE" or "false" or "False") =>
                $"strconv.ParseBool: parsing \"{value}\": invalid syntax",
            FlagType.Int when !int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) =>
                $"strconv.ParseInt: parsing \"{value}\": invalid syntax",
            FlagType.Duration when GoDuration.Parse(value) is null => $"time: invalid duration \"{value}\"",
            _ => null,
        };
        if (complaint is not null) throw Unparsable($"invalid argument \"{value}\" for \"{shown}\" flag: {complaint}");
        values[name] = value;
    }

    private static RefusedException Unparsable(string reason) => new($"failed to parse kubelet flag: {reason}");
}
