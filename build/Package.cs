namespace EcrProvider.Build;

/// <summary>Sources → dpkg-buildpackage → dist/.</summary>
internal static class Package
{
    // Of debian/control: which tools the build takes, so that .buildinfo names them.
    private const string Sysrooted = "pkg.ecr-credential-provider.sysroot";
    private const string SdkOnPath = "pkg.ecr-credential-provider.sdk-on-path";

    // Of upstream's Go provider 1.36: linux-amd64, static, stripped.
    private const double UpstreamMegabytes = 15.1;

    /// <summary>Fetches what the lock files name, for the build that may not use the network.</summary>
    public static Task RestoreAsync() => RestoreAsync(Repository.Root);

    public static async Task RestoreAsync(string root)
    {
        foreach (string project in Directory.EnumerateDirectories(Path.Join(root, "src")).Order(StringComparer.Ordinal))
        {
            await Shell.RunAsync(
                "restore",
                "dotnet",
                ["restore", project, "--locked-mode", "--artifacts-path", Path.Join(Repository.Artifacts, "restore")],
                root,
                environment: new Dictionary<string, string?>(StringComparer.Ordinal) { ["NUGET_PACKAGES"] = Repository.NuGetPackages });
        }
    }

    public static Task BuildAsync() => BuildAsync(Architecture.Wanted);

    public static async Task BuildAllAsync()
    {
        foreach (Architecture architecture in Architecture.All)
        {
            await BuildAsync(architecture);
        }
    }

    /// <summary>Builds the .deb from a clean copy of the sources, unless dist/ holds what these very sources gave.</summary>
    public static async Task BuildAsync(Architecture architecture)
    {
        string deb = Path.Join(Repository.Dist, $"ecr-credential-provider_{Repository.Version}_{architecture.Debian}.deb");
        string binary = Path.Join(Repository.Dist, architecture.Rid, "ecr-credential-provider");
        string front = Path.Join(Repository.Artifacts, "front", architecture.Rid, "ecr-credential-provider");
        string[] files = await SourcesAsync();
        var stamp = new Stamp("deb-" + architecture.Debian, files);
        if (!stamp.IsCurrent(deb, binary, front))
        {
            await Sysroot.EnsureAsync(architecture);
            string tree = Path.Join(Repository.Artifacts, "deb-" + architecture.Debian, $"ecr-credential-provider-{Repository.Version}");
            Copy(files, tree);
            await BuildAsync(architecture, tree);
            Directory.CreateDirectory(Path.GetDirectoryName(binary)!);
            foreach (string product in Directory.EnumerateFiles(Path.GetDirectoryName(tree)!))
            {
                File.Copy(product, Path.Join(Repository.Dist, Path.GetFileName(product)), overwrite: true);
            }

            // The same bytes as in the package.
            string programs = Path.Join(tree, "debian/ecr-credential-provider/usr/libexec/ecr-credential-provider");
            File.Copy(Path.Join(programs, "ecr-credential-provider-full"), binary, overwrite: true);
            Directory.CreateDirectory(Path.GetDirectoryName(front)!);
            foreach (string program in Directory.EnumerateFiles(programs))
            {
                File.Copy(program, Path.Join(Path.GetDirectoryName(front), Path.GetFileName(program)), overwrite: true);
            }

            stamp.Write();
            Repository.Delete(Path.GetDirectoryName(tree)!);
        }

        Console.Error.WriteLine($"{Repository.Relative(deb)}: {Megabytes(deb)}, {Repository.Relative(binary)}: {Megabytes(binary)} (upstream's: {UpstreamMegabytes} MB)");
    }

    /// <summary>Copies sources to where a package is to be built; what is built lies beside that folder, and no older one.</summary>
    /// <param name="files">Paths below the repository's root.</param>
    /// <param name="tree">The folder; made anew, with its parent.</param>
    public static void Copy(IEnumerable<string> files, string tree)
    {
        Repository.Delete(Path.GetDirectoryName(tree)!);
        foreach (string file in files)
        {
            string target = Path.Join(tree, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Join(Repository.Root, file), target);
        }
    }

    /// <summary>Runs dpkg-buildpackage in a folder of sources; what it makes lies beside that.</summary>
    /// <param name="architecture">The one to build for.</param>
    /// <param name="tree">The folder.</param>
    /// <param name="environment">More variables for it.</param>
    public static async Task BuildAsync(Architecture architecture, string tree, IReadOnlyDictionary<string, string?>? environment = null)
    {
        await File.WriteAllTextAsync(Path.Join(tree, "debian", Sbom.FileName), await Sbom.TextAsync(tree));
        if (architecture.IsThisMachines)
        {
            await Shell.RunAsync("source", "dpkg-source", ["--build", Path.GetFileName(tree)], Path.GetDirectoryName(tree)!);
        }

        bool sdkIsPackage = await Shell.ReadAsync("dpkg-query", "--show", "dotnet-sdk-10.0") is not null;
        await Shell.RunAsync(
            "deb-" + architecture.Debian,
            "dpkg-buildpackage",
            [
                "-b", "-us", "-uc", "--host-arch=" + architecture.Debian,
                "--build-profiles=" + (sdkIsPackage ? Sysrooted : $"{Sysrooted},{SdkOnPath}"),

                // Build-Depends names the compiler of a native build; with the sysroot it is clang, for either architecture.
                .. architecture.IsThisMachines ? Array.Empty<string>() : ["-d"],
            ],
            tree,
            new Dictionary<string, string?>(environment ?? new Dictionary<string, string?>(StringComparer.Ordinal), StringComparer.Ordinal)
            {
                ["NUGET_PACKAGES"] = Repository.NuGetPackages,
                ["ECR_SYSROOT"] = Sysroot.Folder(architecture),
            });
    }

    public static void Clean()
    {
        Repository.Delete(Repository.Artifacts);
        Repository.Delete(Repository.Dist);
    }

    /// <summary>What the package is made of: of the tests nothing.</summary>
    public static async Task<string[]> SourcesAsync() =>
        [.. (await Repository.FilesAsync()).Where(file => !file.StartsWith("tests/", StringComparison.Ordinal) && !file.StartsWith("docs/", StringComparison.Ordinal))];

    private static string Megabytes(string file) => $"{new FileInfo(file).Length / 1e6:0.0} MB";
}
