using System.Security.Cryptography;

namespace EcrProvider.Build;

/// <summary>Where things are in this repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Artifacts => Path.Join(Root, "artifacts");

    public static string Logs => Path.Join(Artifacts, "logs");

    /// <summary>What is made for others; DIST= names another folder than dist/.</summary>
    public static string Dist { get; } = Environment.GetEnvironmentVariable("DIST") is { Length: > 0 } folder ? Path.GetFullPath(folder) : Path.Join(Root, "dist");

    /// <summary>The packages that debian/rules restores from, without a network.</summary>
    public static string NuGetPackages => Path.Join(Artifacts, "nuget");

    public static bool Verbose { get; } = Environment.GetEnvironmentVariable("VERBOSE") is "1";

    /// <summary>The version at the top of debian/changelog.</summary>
    public static string Version { get; } = VersionOf(Root);

    public static string VersionOf(string root) => File.ReadLines(Path.Join(root, "debian", "changelog")).First().Split('(', ')')[1];

    public static string Relative(string path) => Path.GetRelativePath(Root, path);

    /// <summary>Every file that belongs to it, tracked or new, as paths below <see cref="Root"/> in the order of their names.</summary>
    public static async Task<string[]> FilesAsync()
    {
        string listed = await GitAsync("ls-files", "-z", "--cached", "--others", "--exclude-standard")
            ?? throw new BuildException("git ls-files failed: the package is built from a checkout, or by dpkg-buildpackage -b from its source package");
        return [.. listed.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(file => File.Exists(Path.Join(Root, file)))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>What git says; null when it fails.</summary>
    public static Task<string?> GitAsync(params string[] arguments) => Shell.ReadAsync("git", ["-c", "safe.directory=" + Root.TrimEnd('/'), .. arguments]);

    /// <summary>The sources as of a commit, in a folder made anew.</summary>
    /// <exception cref="BuildException">git does not have it.</exception>
    public static async Task ExportAsync(string commit, string folder)
    {
        Delete(folder);
        Directory.CreateDirectory(folder);
        string archive = folder.TrimEnd('/') + ".tar";
        await Shell.RunAsync("export", "git", ["-c", "safe.directory=" + Root.TrimEnd('/'), "archive", "--output", archive, commit]);
        await Shell.RunAsync("export", "tar", ["--extract", "--file", archive, "--directory", folder]);
        File.Delete(archive);
    }

    /// <summary>Of a file's bytes, as sha256sum(1) writes it.</summary>
    public static string Sha256(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    public static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Find()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Join(folder, "EcrProvider.sln")))
            {
                return folder;
            }
        }

        throw new BuildException("run it from a checkout: EcrProvider.sln was not found");
    }
}
