using System.Globalization;

namespace EcrProvider.Build;

/// <summary>
/// A signed apt repository in dist/repo, static files only: pool/ keeps every version that was ever put in and gets what dist/ has of the current
/// one, dists/stable/ is written anew. Nothing is built. REPO_URL= is where it will be served.
/// </summary>
internal static class AptRepository
{
    private const string Product = "ecr-credential-provider";
    private const string Suite = "stable";

    // Longer than any pause between two releases that is not the project's end; the release workflow signs anew every month.
    private const int DaysValid = 90;

    private static readonly string Pool = Path.Join("pool", "main", "e", Product);

    private static string Root => Path.Join(Repository.Dist, "repo");

    private static string Suites => Path.Join(Root, "dists", Suite);

    public static async Task MakeAsync()
    {
        string url = Address();
        await using SigningKey key = await SigningKey.OpenAsync();
        string[] packages = await FillPoolAsync();
        string[] known = KnownHashes();
        await WriteIndexesAsync(known);
        await WriteReleaseAsync(key);
        await key.ExportAsync(Path.Join(Root, Product + ".gpg"));
        await File.WriteAllTextAsync(Path.Join(Root, Product + ".sources"), $"""
            Types: deb
            URIs: {url}
            Suites: {Suite}
            Components: main
            Signed-By: /usr/share/keyrings/{Product}.gpg

            """);
        string fingerprint = string.Join(' ', key.Fingerprint.Chunk(4).Select(four => new string(four)));
        await File.WriteAllTextAsync(Path.Join(Root, "index.html"), Page(url, fingerprint));
        await Shell.RunAsync("apt-repository", "chmod", ["--recursive", "u=rwX,go=rX", Root]); // whatever the umask: a web server reads it
        Console.Error.WriteLine($"{Repository.Relative(Root)}: signed by {fingerprint}; SHA-256 of its keyring {Repository.Sha256(Path.Join(Root, Product + ".gpg"))}\n  {string.Join("\n  ", packages)}");
        if (key.Expires is { } end && end < DateTimeOffset.UtcNow.AddDays(DaysValid))
        {
            Console.Error.WriteLine($"the key ends on {end:yyyy-MM-dd}, before the index does: no node updates from then on. gpg --quick-set-expire {key.Fingerprint} 2y, and give the nodes the new keyring");
        }
    }

    private static string Address()
    {
        string given = Environment.GetEnvironmentVariable("REPO_URL") ?? "";
        return Uri.TryCreate(given, UriKind.Absolute, out Uri? url) && url.Scheme is "https" or "http" && Uri.IsWellFormedUriString(given, UriKind.Absolute)
            ? given.TrimEnd('/')
            : throw new BuildException($"REPO_URL={given}: expected the address that the repository will be served at, https://…", exitCode: 2);
    }

    /// <returns>The names of all packages in it.</returns>
    /// <exception cref="BuildException">There is none; one is not ours, a pre-release, or there already with other bytes.</exception>
    private static async Task<string[]> FillPoolAsync()
    {
        string pool = Path.Join(Root, Pool);
        Directory.CreateDirectory(pool);
        string[] added = [.. Directory.EnumerateFiles(Repository.Dist, $"{Product}*_{Repository.Version}_*.deb")];
        string[] all = [.. Directory.EnumerateFiles(pool, "*.deb").Concat(added).Order(StringComparer.Ordinal)];
        if (all is [])
        {
            throw new BuildException($"there is no package of {Repository.Version} in {Repository.Relative(Repository.Dist)}, and none in {Repository.Relative(pool)}: make release", exitCode: 2);
        }

        foreach (string deb in all)
        {
            await CheckAsync(deb);
        }

        foreach (string deb in added)
        {
            string target = Path.Join(pool, Path.GetFileName(deb));
            if (File.Exists(target) && !File.ReadAllBytes(target).AsSpan().SequenceEqual(File.ReadAllBytes(deb)))
            {
                throw new BuildException($"{Repository.Relative(target)} was published with other bytes: a changed package has a higher version in debian/changelog");
            }

            File.Copy(deb, target, overwrite: true);
        }

        return [.. all.Select(deb => Path.GetFileName(deb)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>By what is in it: a file may have any name.</summary>
    private static async Task CheckAsync(string deb)
    {
        string fields = await Shell.ReadAsync("dpkg-deb", "--show", "--showformat", "${Package}_${Version}_${Architecture}.deb", deb)
            ?? throw new BuildException($"{Repository.Relative(deb)} is no package that can be read");
        if (fields.Contains('~', StringComparison.Ordinal))
        {
            throw new BuildException($"{Repository.Relative(deb)} is a pre-release ({fields}), and every node would upgrade to it: install its .deb where you want it", exitCode: 2);
        }

        if (Path.GetFileName(deb) != fields || !fields.StartsWith(Product, StringComparison.Ordinal) || fields[Product.Length..].Split('_')[0] is not ("" or "-dbgsym"))
        {
            throw new BuildException($"{Repository.Relative(deb)} is {fields}: only this project's packages, by their names, get into the pool", exitCode: 2);
        }
    }

    /// <summary>By which the last time's indexes are fetched: a client that has its InRelease still finds them.</summary>
    private static string[] KnownHashes()
    {
        string release = Path.Join(Suites, "Release");
        return File.Exists(release)
            ? [.. File.ReadLines(release).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(fields => fields is [{ Length: 64 }, _, _]).Select(fields => fields[0])]
            : [];
    }

    private static async Task WriteIndexesAsync(string[] known)
    {
        foreach (Architecture architecture in Architecture.All)
        {
            string folder = Path.Join(Suites, "main", "binary-" + architecture.Debian);
            Directory.CreateDirectory(folder);
            string packages = Path.Join(folder, "Packages");
            await File.WriteAllTextAsync(packages, await Shell.ReadInAsync(Root, "apt-ftparchive", "--arch", architecture.Debian, "packages", Pool));
            await Shell.RunAsync("apt-repository", "xz", ["--keep", "--force", "-9", packages]);
            await Shell.RunAsync("apt-repository", "gzip", ["--keep", "--force", "--no-name", "-9", packages]);

            string byHash = Path.Join(folder, "by-hash", "SHA256");
            Directory.CreateDirectory(byHash);
            foreach (string old in Directory.EnumerateFiles(byHash).Where(file => !known.Contains(Path.GetFileName(file), StringComparer.Ordinal)))
            {
                File.Delete(old);
            }

            foreach (string index in Directory.EnumerateFiles(folder))
            {
                File.Copy(index, Path.Join(byHash, Repository.Sha256(index)), overwrite: true);
            }
        }
    }

    private static async Task WriteReleaseAsync(SigningKey key)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        (string Name, string Value)[] fields =
        [
            ("Origin", Product), ("Label", Product), ("Suite", Suite), ("Codename", Suite), ("Components", "main"),
            ("Architectures", string.Join(' ', Architecture.All.Select(architecture => architecture.Debian))), ("Acquire-By-Hash", "yes"),
            ("ValidTime", TimeSpan.FromDays(DaysValid).TotalSeconds.ToString(CultureInfo.InvariantCulture)),
        ];
        string release = Path.Join(Suites, "Release");
        File.Delete(release);
        string text = await Shell.ReadInAsync(Root, "apt-ftparchive",
        [
            .. fields.SelectMany(field => new[] { "-o", $"APT::FTPArchive::Release::{field.Name}={field.Value}" }),

            // A client asks by-hash/ with the best hash that Release has.
            "-o", "APT::FTPArchive::MD5=false", "-o", "APT::FTPArchive::SHA1=false", "-o", "APT::FTPArchive::SHA512=false", "release", Path.GetRelativePath(Root, Suites),
        ]);
        await File.WriteAllTextAsync(release, text);
        await key.SignAsync(release, release + ".gpg", now);
        await key.ClearSignAsync(release, Path.Join(Suites, "InRelease"), now);
    }

    private static string Page(string url, string fingerprint) => $"""
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>{Product}: apt repository</title>
        <h1>{Product}</h1>
        <p>The kubelet of a self-managed Debian or Ubuntu node pulls private Amazon ECR images. On the node, as root:</p>
        <pre>
        curl -fsSL {url}/{Product}.gpg -o /usr/share/keyrings/{Product}.gpg
        curl -fsSL {url}/{Product}.sources -o /etc/apt/sources.list.d/{Product}.sources
        chmod 644 /usr/share/keyrings/{Product}.gpg /etc/apt/sources.list.d/{Product}.sources &amp;&amp; apt update &amp;&amp; apt install -y {Product}
        </pre>
        <p>The key's fingerprint, as <code>gpg --show-keys /usr/share/keyrings/{Product}.gpg</code> has to print it: {fingerprint}.
        Compare it with what its owner says elsewhere.</p>
        </html>

        """;
}
