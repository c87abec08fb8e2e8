using System.Text.Json;
using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>The files of a release, looked at as somebody who downloads them.</summary>
public sealed class WhatIsReleased(Releases releases) : IClassFixture<Releases>
{
    private const string Sbom = "ecr-credential-provider.spdx.json";

    private static readonly string[] Architectures = ["amd64", "arm64"];

    [Fact]
    public async Task Is_complete_and_signed_and_the_same_bytes_when_it_is_made_again()
    {
        string version = Artifacts.Version;
        string[] expected =
        [
            .. Architectures.SelectMany(architecture => new[]
            {
                $"ecr-credential-provider_{version}_{architecture}.deb", $"ecr-credential-provider-dbgsym_{version}_{architecture}.deb",
                $"ecr-credential-provider_{version}_{architecture}.buildinfo", $"ecr-credential-provider_{version}_{architecture}.changes",
                $"ecr-credential-provider-linux-{architecture}", $"ecr-credential-provider-{version}-linux-{architecture}.tar.gz",
            }),
            $"ecr-credential-provider_{version}.dsc", $"ecr-credential-provider_{version}.tar.xz", Sbom, "RELEASE_NOTES.md",
        ];
        string sums = Path.Join(releases.Dist, "SHA256SUMS");
        string[] lines = await File.ReadAllLinesAsync(sums, TestContext.Current.CancellationToken);

        Assert.Equal(expected.Order(StringComparer.Ordinal), lines.Select(line => line[66..]).Order(StringComparer.Ordinal));
        var there = new CommandOptions { Folder = releases.Dist };
        await releases.Commands.RunAsync("sha256sum", ["--check", "--strict", "SHA256SUMS"], there).OrThrow();
        string keyring = Path.Join(releases.Repository, "ecr-credential-provider.gpg");
        await releases.Commands.RunAsync("gpgv", ["--keyring", keyring, "SHA256SUMS.asc", "SHA256SUMS"], there).OrThrow();

        string[] all = [.. expected, "SHA256SUMS", "SHA256SUMS.asc"];
        string before = (await releases.Commands.RunAsync("sha256sum", all, there).OrThrow()).Output;
        await releases.BuildAsync("release").OrThrow();
        Assert.Equal(before, (await releases.Commands.RunAsync("sha256sum", all, there).OrThrow()).Output);
    }

    [Theory]
    [InlineData("amd64")]
    [InlineData("arm64")]
    public async Task Holds_the_package_s_binary_on_its_own_and_in_the_tarball(string architecture)
    {
        string folder = Directory.CreateTempSubdirectory("ecr-tarball-").FullName;
        try
        {
            string name = $"ecr-credential-provider-{Artifacts.Version}-linux-{architecture}";
            await releases.Commands.RunAsync("tar", ["--extract", "--file", Path.Join(releases.Dist, name + ".tar.gz"), "--directory", folder]).OrThrow();
            await releases.Commands.RunAsync("dpkg-deb", ["--extract", Artifacts.DebOf(architecture), Path.Join(folder, "deb")]).OrThrow();
            byte[] packaged = await File.ReadAllBytesAsync(Path.Join(folder, "deb/usr/libexec/ecr-credential-provider/ecr-credential-provider-full"), TestContext.Current.CancellationToken);

            string[] binaries = [Path.Join(folder, name, "ecr-credential-provider"), Path.Join(releases.Dist, "ecr-credential-provider-linux-" + architecture)];
            Assert.All(binaries, binary =>
            {
                Assert.True(packaged.AsSpan().SequenceEqual(File.ReadAllBytes(binary)));
                Assert.True(File.GetUnixFileMode(binary).HasFlag(UnixFileMode.OtherExecute));
            });
            Assert.Equal(
                ["LICENSE", "completions", "copyright", "ecr-credential-provider", "man"],
                Directory.EnumerateFileSystemEntries(Path.Join(folder, name)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Lists_the_packages_of_the_lock_files_and_nothing_else()
    {
        byte[] text = await File.ReadAllBytesAsync(Path.Join(releases.Dist, Sbom), TestContext.Current.CancellationToken);
        using var sbom = JsonDocument.Parse(text);
        string[] listed = [.. sbom.RootElement.GetProperty("@graph").EnumerateArray()
            .Where(element => element.GetProperty("type").GetString() is "software_Package")
            .Select(element => $"{element.GetProperty("name").GetString()} {element.GetProperty("software_packageVersion").GetString()}")];

        Assert.Equal(
            Locked().Append("ecr-credential-provider " + Artifacts.Version).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            listed.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

        string inPackage = (await releases.Commands.RunAsync(
            "sh", ["-c", $"dpkg-deb --fsys-tarfile '{Artifacts.Deb}' | tar --extract --to-stdout ./usr/share/doc/ecr-credential-provider/{Sbom}"], new CommandOptions { OutputIsData = true }).OrThrow()).Output;
        Assert.Equal(System.Text.Encoding.UTF8.GetString(text), inPackage);
    }

    /// <summary>`make release` fails when it is not valid; it says so when it could not look.</summary>
    [Fact]
    public void Was_held_to_the_schema_of_SPDX()
    {
        const string NotHeld = "was not held to its schema: ";
        int at = releases.Said.IndexOf(NotHeld, StringComparison.Ordinal);
        Assert.SkipWhen(at >= 0, at < 0 ? "" : releases.Said[(at + NotHeld.Length)..].Split('\n')[0]);
        Assert.Contains(Sbom + " is valid SPDX 3.0.1", releases.Said, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Locked()
    {
        foreach (string path in Directory.EnumerateFiles(Path.Join(Artifacts.Root, "src"), "packages.lock.json", SearchOption.AllDirectories))
        {
            using var lockFile = JsonDocument.Parse(File.ReadAllText(path));
            foreach (JsonProperty package in lockFile.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(target => target.Value.EnumerateObject()))
            {
                yield return $"{package.Name} {package.Value.GetProperty("resolved").GetString()}";
            }
        }

        foreach (string line in File.ReadLines(Path.Join(Artifacts.Root, "build/sysroot.lock")))
        {
            string[] fields = line[(line.LastIndexOf('/') + 1)..].Split('_');
            yield return $"{fields[0]} {fields[1]}";
        }
    }
}
