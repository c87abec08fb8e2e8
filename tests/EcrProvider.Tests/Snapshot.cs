using Xunit;

namespace EcrProvider.Tests;

/// <summary>Text that others rely on, kept in Snapshots/. To accept a change on purpose: <c>UPDATE_SNAPSHOTS=1</c>.</summary>
internal static class Snapshot
{
    public static void Matches(string name, string actual)
    {
        string path = Path.Join(Sources.Root, "tests", "EcrProvider.Tests", "Snapshots", name);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") is "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.Exists(path) ? File.ReadAllText(path) : "", actual);
    }
}
