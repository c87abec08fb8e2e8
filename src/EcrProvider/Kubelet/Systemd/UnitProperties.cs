namespace EcrProvider.Kubelet.Systemd;

/// <summary>A unit as systemd has it at one moment: one answer of <c>systemctl show</c>, so that no two properties are of different moments.</summary>
internal sealed class UnitProperties
{
    private static readonly string[] Asked =
    [
        "LoadState", "ActiveState", "SubState", "MainPID", "NRestarts", "DropInPaths", "ExecStart", "WorkingDirectory", "Environment",
        "EnvironmentFiles",
    ];

    private readonly Dictionary<string, List<string>> values = new(StringComparer.Ordinal);

    private UnitProperties()
    {
    }

    /// <summary>Its value; empty when systemd did not answer, or does not know the property.</summary>
    public string this[string name] => All(name) is [var first, ..] ? first : "";

    public static string[] Command(string unit) => ["show", "--property", string.Join(',', Asked), unit];

    /// <param name="output"><c>Name=Value</c> lines; a property that has several values repeats its name.</param>
    public static UnitProperties Parse(string output)
    {
        var properties = new UnitProperties();
        foreach (string line in output.Split('\n'))
        {
            string[] parts = line.Split('=', 2);
            if (parts is [var name, var value] && Asked.Contains(name, StringComparer.Ordinal))
            {
                properties.values.TryAdd(name, []);
                properties.values[name].Add(value);
            }
        }

        return properties;
    }

    public IReadOnlyList<string> All(string name) => values.GetValueOrDefault(name) ?? [];
}
