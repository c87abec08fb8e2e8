using System.Globalization;

namespace EcrProvider.Build;

/// <summary>Everything that one version is released with, in dist/. A second run gives the same bytes.</summary>
internal static class Release
{
    private const string Product = "ecr-credential-provider";

    public static async Task MakeAsync()
    {
        Changelog changelog = await Changelog.ReadAsync(Repository.Root);
        List<string> files = [Built($"{Product}_{Repository.Version}.dsc"), Built($"{Product}_{Repository.Version}.tar.xz")];
        foreach (Architecture architecture in Architecture.All)
        {
            files.AddRange(PackagesOf(architecture));
            string binary = Path.Join(Repository.Dist, $"{Product}-linux-{architecture.Debian}");
            File.Copy(Path.Join(Repository.Dist, architecture.Rid, Product), binary, overwrite: true);
            files.Add(binary);
            files.Add(await TarballAsync(architecture, changelog));
        }

        files.Add(await SbomAsync());
        files.Add(await NotesAsync(changelog));

        string sums = Path.Join(Repository.Dist, "SHA256SUMS");
        await File.WriteAllLinesAsync(sums, files.Order(StringComparer.Ordinal).Select(Sum));
        File.Delete(SignatureOf(sums));
        if (!SigningKey.IsGiven)
        {
            Console.Error.WriteLine($"{Repository.Relative(sums)} is not signed: SIGNING_KEY=FILE is missing (make sign does it later)");
            return;
        }

        await SignAsync(sums, changelog);
    }

    /// <summary>The checksums of a release that was made elsewhere: where the key is, the product has not to be compiled.</summary>
    /// <exception cref="BuildException">A file has another checksum, or there is no usable key.</exception>
    public static async Task SignAsync()
    {
        string sums = Built("SHA256SUMS");
        foreach (string line in await File.ReadAllLinesAsync(sums))
        {
            string file = Path.Join(Repository.Dist, Path.GetFileName(line.Split("  ", 2)[^1]));
            if (!File.Exists(file) || Sum(file) != line)
            {
                throw new BuildException($"{Repository.Relative(file)} is not what {Repository.Relative(sums)} says: nothing is signed");
            }
        }

        await SignAsync(sums, await Changelog.ReadAsync(Repository.Root));
    }

    private static async Task SignAsync(string sums, Changelog changelog)
    {
        await using SigningKey key = await SigningKey.OpenAsync();
        await key.SignAsync(sums, SignatureOf(sums), changelog.Date);
    }

    private static string SignatureOf(string file) => file + ".asc";

    private static IEnumerable<string> PackagesOf(Architecture architecture)
    {
        string end = $"_{Repository.Version}_{architecture.Debian}";
        return [Built($"{Product}{end}.deb"), Built($"{Product}-dbgsym{end}.deb"), Built($"{Product}{end}.buildinfo"), Built($"{Product}{end}.changes")];
    }

    private static string Built(string name)
    {
        string path = Path.Join(Repository.Dist, name);
        return File.Exists(path) ? path : throw new BuildException($"{Repository.Relative(path)} is not there: make release builds it");
    }

    /// <summary>For a node without dpkg's hand in it: the binary, whose `node setup` does what the package does, its man pages and completions.</summary>
    private static async Task<string> TarballAsync(Architecture architecture, Changelog changelog)
    {
        string name = $"{Product}-{Repository.Version}-linux-{architecture.Debian}";
        string tarball = Path.Join(Repository.Dist, name + ".tar.gz");
        string folder = Directory.CreateTempSubdirectory("ecr-tarball-").FullName;
        try
        {
            await Shell.RunAsync("tarball", "dpkg-deb", ["--extract", Path.Join(Repository.Dist, $"{Product}_{Repository.Version}_{architecture.Debian}.deb"), Path.Join(folder, "deb")]);
            string tree = Path.Join(folder, name);
            Directory.CreateDirectory(tree);
            Directory.Move(Path.Join(folder, "deb/usr/libexec", Product, Product + "-full"), Path.Join(tree, Product)); // the one that needs no other
            Directory.Move(Path.Join(folder, "deb/usr/share/man"), Path.Join(tree, "man"));
            Directory.Move(Path.Join(folder, "deb/usr/share/doc", Product, "copyright"), Path.Join(tree, "copyright"));
            File.Copy(Path.Join(Repository.Root, "LICENSE"), Path.Join(tree, "LICENSE"));
            Directory.CreateDirectory(Path.Join(tree, "completions"));
            foreach (string completion in Directory.EnumerateFiles(Path.Join(Repository.Root, "debian/completions")))
            {
                File.Copy(completion, Path.Join(tree, "completions", Path.GetFileName(completion)));
            }

            await Shell.RunAsync("tarball", "tar",
            [
                "--create", "--file", tarball, "--use-compress-program", "gzip -9 --no-name", "--directory", folder, "--sort=name", "--format=ustar", "--mode=u+rw,go=rX",
                "--owner=0", "--group=0", "--numeric-owner", "--mtime=@" + changelog.Date.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), name,
            ]);
            return tarball;
        }
        finally
        {
            Repository.Delete(folder);
        }
    }

    private static async Task<string> SbomAsync()
    {
        string path = Path.Join(Repository.Dist, Sbom.FileName);
        string text = await Sbom.TextAsync(Repository.Root);
        string? whyNot = await SbomSchema.WhyNotValidatedAsync(text);
        Console.Error.WriteLine($"{Repository.Relative(path)} {(whyNot is null ? "is valid SPDX 3.0.1" : "was not held to its schema: " + whyNot)}");

        await File.WriteAllTextAsync(path, text);
        return path;
    }

    private static async Task<string> NotesAsync(Changelog changelog)
    {
        string path = Path.Join(Repository.Dist, "RELEASE_NOTES.md");
        await File.WriteAllTextAsync(path, $"# {Product} {Repository.Version}\n\n{changelog.Changes}\n");
        return path;
    }

    /// <summary>As sha256sum(1) writes and checks it.</summary>
    private static string Sum(string path) => $"{Repository.Sha256(path)}  {Path.GetFileName(path)}";
}
