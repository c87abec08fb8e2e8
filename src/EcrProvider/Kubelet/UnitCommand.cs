using EcrProvider.Kubelet.Systemd;

namespace EcrProvider.Kubelet;

/// <summary>ExecStart= of the unit as systemd has it loaded, variables not yet replaced.</summary>
/// <param name="Words">The program and its arguments, e.g. <c>/usr/bin/kubelet $KUBELET_EXTRA_ARGS</c>.</param>
internal sealed record UnitCommand(IReadOnlyList<string> Words)
{
    private const string Begin = "argv[]=";
    private const string End = " ; ignore_errors=";

    public string Program => Words[0];

    /// <param name="property">
    /// What <c>systemctl show --value -p ExecStart</c> prints: <c>{ path=… ; argv[]=/usr/bin/kubelet $X ; ignore_errors=no ; … }</c>.
    /// </param>
    /// <returns>Null when there is no command in it.</returns>
    public static UnitCommand? Parse(string property)
    {
        int begin = property.LastIndexOf(Begin, StringComparison.Ordinal);
        int end = begin < 0 ? -1 : property.IndexOf(End, begin, StringComparison.Ordinal);
        string[] words = end < 0 ? [] : property[(begin + Begin.Length)..end].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 ? new UnitCommand(words) : null;
    }

    /// <summary>True when <c>$NAME</c> is a word of it: only then what the variable holds becomes arguments of their own.</summary>
    public bool Expands(string variable) => Words.Contains("$" + variable, StringComparer.Ordinal);

    /// <summary>The arguments kubelet gets when the unit's variables are <paramref name="environment"/>.</summary>
    public IReadOnlyList<string> Arguments(IReadOnlyDictionary<string, string> environment) =>
        [.. Words.Skip(1).SelectMany(word => word switch
        {
            ['$', '{', .. var name, '}'] => [environment.GetValueOrDefault(name, "")],
            ['$', .. var name] => ExecWords.Split(environment.GetValueOrDefault(name, "")),
            _ => [word],
        })];
}
