using System.Globalization;

namespace EcrProvider.Testing;

/// <summary>Every path of a tree with what find(1) says of it; content is hashed apart.</summary>
internal static class FileListing
{
    /// <summary>Lists the root file system and /run below the working directory, no other mounts.</summary>
    public const string ListScript = @"find . ./run -xdev -printf '%y\0%m\0%U:%G\0%s\0%C@\0%p\0%l\0'";

    /// <summary>Hashes the paths that come on stdin, a NUL after each. One that has gone meanwhile is left out.</summary>
    public const string HashScript = "xargs -0 -r sha256sum --zero -- 2> /dev/null || true";

    private const int Fields = 7;

    /// <param name="listed">What <see cref="ListScript"/> printed.</param>
    public static IEnumerable<ListedFile> Parse(string listed)
    {
        string[] fields = listed.Split('\0');
        for (int at = 0; at + Fields < fields.Length; at += Fields)
        {
            yield return new ListedFile(
                fields[at][0], fields[at + 1], fields[at + 2], long.Parse(fields[at + 3], CultureInfo.InvariantCulture), fields[at + 4], Absolute(fields[at + 5]), fields[at + 6]);
        }
    }

    /// <param name="hashed">What <see cref="HashScript"/> printed.</param>
    public static IEnumerable<(string Path, string Hash)> ParseHashes(string hashed) =>
        from line in hashed.Split('\0', StringSplitOptions.RemoveEmptyEntries)
        let blank = line.IndexOf(' ', StringComparison.Ordinal)
        select (Absolute(line[(blank + 2)..]), line[..blank]);

    public static string ToInput(IEnumerable<string> paths) => string.Concat(paths.Select(path => $".{path}\0"));

    // ./etc/hosts -> /etc/hosts
    private static string Absolute(string path) => path.Length > 1 ? path[1..] : "/";
}
