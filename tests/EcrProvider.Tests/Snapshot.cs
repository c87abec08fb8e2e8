using Xunit;

namespace EcrProvider.Tests;

/// <summary>Text that others rely on, kept in Snapshots/ or wherever it is used. To accept a change on purpose: <c>UPDATE_SNAPSHOTS=1</c>.</summary>
internal static class Snapshot
{
    public static void Matches(string name, string actual) => MatchesFile(Path.Join("tests", "EcrProvider.Tests", "Snapshots", name), actual);

    /// <param name="file">Below the repository's root.</param>
    public static void MatchesFile(string file, string actual)
    {
        string path = Path.Join(Sources.Root, file);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") is "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.Exists(path) ? File.ReadAllText(path) : "", actual);
    }
}
