namespace EcrProvider.Build;

/// <summary>Between two packages, file by file.</summary>
internal static class Differences
{
    /// <returns>One line for each file, with its path in the package; those of the control archive begin with DEBIAN/.</returns>
    public static async Task<IReadOnlyList<string>> OfAsync(string released, string rebuilt)
    {
        string folder = Directory.CreateTempSubdirectory("ecr-verify-").FullName;
        try
        {
            Dictionary<string, string> there = await UnpackAsync(released, Path.Join(folder, "released"));
            Dictionary<string, string> here = await UnpackAsync(rebuilt, Path.Join(folder, "rebuilt"));
            string[] lines = [.. there.Keys.Union(here.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Where(path => there.GetValueOrDefault(path) != here.GetValueOrDefault(path))
                .Select(path => !here.ContainsKey(path) ? $"{path}: only in the released one" : !there.ContainsKey(path) ? $"{path}: only in the rebuilt one" : $"{path}: differs")];
            return lines.Length > 0 ? lines : ["every file is the same: the archives themselves differ (order, owners, times or compression)"];
        }
        finally
        {
            Repository.Delete(folder);
        }
    }

    private static async Task<Dictionary<string, string>> UnpackAsync(string package, string folder)
    {
        await Shell.RunAsync("verify", "dpkg-deb", ["--raw-extract", package, folder]);
        return new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .ToDictionary(entry => Path.GetRelativePath(folder, entry.FullName), Content, StringComparer.Ordinal);
    }

    private static string Content(FileSystemInfo entry) => entry.UnixFileMode + entry switch
    {
        { LinkTarget: { } target } => " -> " + target,
        FileInfo => " " + Repository.Sha256(entry.FullName),
        _ => "",
    };
}
