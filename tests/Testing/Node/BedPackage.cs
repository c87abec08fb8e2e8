namespace EcrProvider.Testing;

/// <summary>A small package, made by dpkg-deb inside a bed and installed by dpkg: so that dpkg knows its files and conffiles.</summary>
public sealed record BedPackage(string Name, string Version)
{
    /// <summary>Content by absolute path; executable where it begins with #!.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>Files of the host by absolute path in the bed.</summary>
    public IReadOnlyDictionary<string, string> Copies { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Conffiles { get; init; } = [];

    public string Depends { get; init; } = "";

    public async Task InstallAsync(Bed bed)
    {
        string package = await BuildAsync(bed);
        await bed.RunAsync($"dpkg --install {package}; rm {package}").OrThrow();
    }

    /// <summary>Only makes it.</summary>
    /// <returns>Where it is in the bed.</returns>
    public async Task<string> BuildAsync(Bed bed)
    {
        string tree = $"/var/tmp/{Name}";
        foreach ((string path, string content) in Files)
        {
            await bed.WriteFileAsync(tree + path, content, content.StartsWith("#!", StringComparison.Ordinal) ? "755" : "644");
        }

        foreach ((string path, string hostPath) in Copies)
        {
            await bed.CopyInAsync(hostPath, tree + path);
        }

        string depends = Depends.Length > 0 ? $"\nDepends: {Depends}" : "";
        await bed.WriteFileAsync($"{tree}/DEBIAN/control", $"""
            Package: {Name}
            Version: {Version}
            Architecture: {Artifacts.Architecture}
            Maintainer: Test bed <root@localhost>{depends}
            Description: stands in for {Name}

            """);
        if (Conffiles.Count > 0)
        {
            await bed.WriteFileAsync($"{tree}/DEBIAN/conffiles", string.Concat(Conffiles.Select(path => path + "\n")));
        }

        await bed.RunAsync($"dpkg-deb --build -Znone {tree} {tree}.deb; rm -r {tree}").OrThrow();
        return tree + ".deb";
    }
}
