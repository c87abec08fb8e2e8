namespace EcrProvider.Build;

/// <summary>Survivors that need no test, one a line: <c>FILE | KIND, or * | a piece of the line | REASON</c>; a line that begins with # is none.</summary>
internal sealed class Explanations
{
    private readonly string[][] entries;
    private readonly HashSet<string[]> used = [];

    /// <exception cref="BuildException">A line has no reason.</exception>
    public Explanations(string path)
    {
        entries = [.. File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(" | ", 4))];
        if (Array.Find(entries, entry => entry.Length != 4) is { } broken)
        {
            throw new BuildException($"{Path.GetFileName(path)}: not FILE | KIND | PIECE OF THE LINE | REASON: {string.Join(" | ", broken)}");
        }
    }

    public IEnumerable<string> Unused => entries.Where(entry => !used.Contains(entry)).Select(entry => string.Join(" | ", entry));

    /// <summary>The reason; null when there is none.</summary>
    public string? Of(Mutant mutant)
    {
        string[]? entry = Array.Find(entries, entry => string.Equals(entry[0], mutant.File, StringComparison.Ordinal)
            && (entry[1] is "*" || mutant.Kind.StartsWith(entry[1], StringComparison.Ordinal))
            && mutant.Source.Contains(entry[2], StringComparison.Ordinal));
        if (entry is not null)
        {
            used.Add(entry);
        }

        return entry?[3];
    }
}
