namespace EcrProvider.Build;

/// <summary>Sources → dpkg-buildpackage → dist/.</summary>
internal static class Package
{
    private const string SdkOnPath = "pkg.ecr-credential-provider.sdk-on-path";

    private static string Deb => Path.Join(Repository.Dist, $"ecr-credential-provider_{Repository.Version}_amd64.deb");

    private static string Binary => Path.Join(Repository.Dist, "linux-x64", "ecr-credential-provider");

    /// <summary>Fetches what the lock files name, for the build that may not use the network.</summary>
    public static Task RestoreAsync() => Shell.RunAsync(
        "restore",
        "dotnet",
        ["restore", "src/EcrProvider", "--locked-mode", "--artifacts-path", Path.Join(Repository.Artifacts, "restore")],
        environment: new Dictionary<string, string?>(StringComparer.Ordinal) { ["NUGET_PACKAGES"] = Repository.NuGetPackages });

    /// <summary>Builds the .deb from a clean copy of the sources, unless dist/ holds what these very sources gave.</summary>
    public static async Task BuildAsync()
    {
        string[] files = await SourcesAsync();
        var stamp = new Stamp("deb", files);
        if (stamp.IsCurrent(Deb, Binary))
        {
            Console.Error.WriteLine($"{Repository.Relative(Deb)} is up to date");
            return;
        }

        string work = Path.Join(Repository.Artifacts, "deb", "work");
        string tree = Path.Join(work, $"ecr-credential-provider-{Repository.Version}");
        Delete(work);
        foreach (string file in files)
        {
            string target = Path.Join(tree, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Join(Repository.Root, file), target);
        }

        bool sdkIsPackage = await Shell.ReadAsync("dpkg-query", "--show", "dotnet-sdk-10.0") is not null;
        await Shell.RunAsync(
            "deb",
            "dpkg-buildpackage",
            ["-b", "-us", "-uc", .. sdkIsPackage ? Array.Empty<string>() : [$"--build-profiles={SdkOnPath}"]],
            tree,
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["NUGET_PACKAGES"] = Repository.NuGetPackages });
        Directory.CreateDirectory(Path.GetDirectoryName(Binary)!);
        foreach (string product in Directory.EnumerateFiles(work))
        {
            File.Copy(product, Path.Join(Repository.Dist, Path.GetFileName(product)), overwrite: true);
        }

        // The same bytes as in the package.
        File.Copy(Path.Join(tree, "debian/ecr-credential-provider/usr/libexec/ecr-credential-provider/ecr-credential-provider"), Binary, overwrite: true);
        stamp.Write();
        Delete(work);
        Console.Error.WriteLine($"{Repository.Relative(Deb)}: {new FileInfo(Deb).Length / 1e6:0.0} MB, {Repository.Relative(Binary)}: {new FileInfo(Binary).Length / 1e6:0.0} MB");
    }

    public static void Clean()
    {
        Delete(Repository.Artifacts);
        Delete(Repository.Dist);
    }

    /// <summary>What the package is made of: of the tests nothing.</summary>
    private static async Task<string[]> SourcesAsync() =>
        [.. (await Repository.FilesAsync()).Where(file => !file.StartsWith("tests/", StringComparison.Ordinal) && !file.StartsWith("docs/", StringComparison.Ordinal))];

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
