namespace EcrProvider.Build;

/// <summary>What a .buildinfo says (deb-buildinfo(5)).</summary>
internal sealed class BuildInfo
{
    private readonly Dictionary<string, List<string>> fields = new(StringComparer.Ordinal);

    private BuildInfo(IEnumerable<string> lines)
    {
        List<string> current = [];
        foreach (string line in lines)
        {
            if (line.StartsWith(' '))
            {
                current.Add(line.Trim());
            }
            else if (line.Split(": ", 2) is [string name, string value])
            {
                fields[name] = current = [value];
            }
            else
            {
                fields[line.TrimEnd(':', ' ')] = current = [];
            }
        }
    }

    /// <summary>SHA-256 by file.</summary>
    public IReadOnlyDictionary<string, string> Checksums => Lines("Checksums-Sha256")
        .Select(line => line.Split(' '))
        .ToDictionary(words => words[^1], words => words[0], StringComparer.Ordinal);

    /// <summary>Versions by the package that the build could use.</summary>
    public IReadOnlyDictionary<string, string> Tools => Lines("Installed-Build-Depends")
        .Select(line => line.TrimEnd(',').Split(" (= "))
        .ToDictionary(words => words[0], words => words[1].TrimEnd(')'), StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string?> Environment => Lines("Environment")
        .Select(line => line.Split('=', 2))
        .ToDictionary(words => words[0], string? (words) => words[1].Trim('"'), StringComparer.Ordinal);

    public static BuildInfo Read(string file) => new(File.ReadLines(file));

    private List<string> Lines(string field) => fields.GetValueOrDefault(field, []);
}
