namespace EcrProvider.Tests;

/// <summary>The checkout that the tests were built in.</summary>
internal static class Sources
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Join(folder, "EcrProvider.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no EcrProvider.sln above the tests");
        }

        return folder;
    }
}
