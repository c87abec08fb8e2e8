namespace EcrProvider.Testing;

/// <summary>Every path of a bed's root file system and of its /run at one moment, without times.</summary>
public sealed class Snapshot
{
    internal Snapshot(IReadOnlyDictionary<string, SnapshotEntry> entries) => Entries = entries;

    /// <summary>By absolute path.</summary>
    public IReadOnlyDictionary<string, SnapshotEntry> Entries { get; }

    /// <summary>
    /// One line for each path that is not the same in both, by path: "+ PATH" (only in the later one), "- PATH", "~ PATH: what changed".
    /// </summary>
    public IReadOnlyList<string> DifferencesTo(Snapshot later) =>
    [
        .. Entries.Keys.Union(later.Entries.Keys, StringComparer.Ordinal)
            .Where(path => Entries.GetValueOrDefault(path) != later.Entries.GetValueOrDefault(path))
            .Order(StringComparer.Ordinal)
            .Select(path => Describe(path, later)),
    ];

    private string Describe(string path, Snapshot later) => (Entries.GetValueOrDefault(path), later.Entries.GetValueOrDefault(path)) switch
    {
        (null, _) => $"+ {path}",
        (_, null) => $"- {path}",
        var (before, after) => $"~ {path}: {before.DifferenceTo(after)}",
    };
}
