using System.Globalization;
using System.Text.RegularExpressions;
using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>A node that knows nothing but the repository's address, and what it does with one that was tampered with.</summary>
[Collection(nameof(TrixieBeds))]
public sealed class AptRepositoryOnANode(TrixieNode node, Releases releases) : IClassFixture<Releases>
{
    private const string Package = "ecr-credential-provider";
    private const string InRelease = "/srv/repo/dists/stable/InRelease";
    private static readonly string Newer = Artifacts.Version + "+next";

    [Fact]
    public async Task Installs_upgrades_downgrades_and_removes_by_the_lines_of_the_readme()
    {
        Bed bed = await ServedAsync();

        CommandOutcome installed = await bed.RunAsync("umask 027\n" + ReadmesLines()).OrThrow();
        Assert.DoesNotMatch("(?m)^(W|E|N|Ign):", installed.Output + installed.Errors);
        Assert.Subset((await node.ArgumentsAsync()).ToHashSet(StringComparer.Ordinal), OurFlags.Arguments.ToHashSet(StringComparer.Ordinal));

        await PublishNewerAsync(bed);
        CommandOutcome upgraded = await bed.RunAsync($"apt-get update && apt-get install -y --only-upgrade {Package}").OrThrow();
        Assert.DoesNotMatch("(?m)^(W|E|N|Ign):", upgraded.Output + upgraded.Errors);
        Assert.Equal(Newer, await VersionAsync(bed));

        await bed.RunAsync($"apt-get install -y --allow-downgrades {Package}={Artifacts.Version}").OrThrow();
        Assert.Equal(Artifacts.Version, await VersionAsync(bed));
        Assert.Subset((await node.ArgumentsAsync()).ToHashSet(StringComparer.Ordinal), OurFlags.Arguments.ToHashSet(StringComparer.Ordinal));

        await bed.RunAsync($"apt-get remove -y {Package}").OrThrow();
        Assert.DoesNotContain(await node.ArgumentsAsync(), OurFlags.Arguments.Contains);
    }

    [Fact]
    public async Task Refuses_what_was_tampered_with_expired_or_signed_by_somebody_else()
    {
        Bed bed = await ServedAsync();
        string good = await bed.ReadFileAsync(InRelease);
        await bed.RunAsync(ReadmesLines().Replace($"apt install -y {Package}", "true", StringComparison.Ordinal)).OrThrow();

        await bed.RunAsync($"for deb in /srv/repo/pool/main/e/{Package}/{Package}_*_{Artifacts.Architecture}.deb; do printf x | dd of=$deb bs=1 seek=100000 conv=notrunc status=none; done").OrThrow();
        CommandOutcome tampered = await bed.RunAsync($"apt-get install -y {Package}");
        Assert.False(tampered.Succeeded);
        Assert.Contains("Hash Sum mismatch", tampered.Errors, StringComparison.Ordinal);
        Assert.False(await bed.ExistsAsync("/usr/libexec/ecr-credential-provider"));

        string release = await File.ReadAllTextAsync(Path.Join(releases.Repository, "dists/stable/Release"), TestContext.Current.CancellationToken);
        string dated = DateTime.UtcNow.AddDays(-1).ToString("ddd, dd MMM yyyy HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        string expired = Regex.Replace(release, "(?m)^Valid-Until: .*$", "Valid-Until: " + dated, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        await RefusedAsync(bed, await releases.SignedAsync(expired, "ours"), "is expired");
        await RefusedAsync(bed, await releases.SignedAsync(release, "somebody-elses"), "Missing key [0-9A-F]{40}");
        await RefusedAsync(bed, good.Replace("Suite: stable", "Suite: stabel", StringComparison.Ordinal), "has been manipulated");

        await bed.WriteFileAsync(InRelease, good);
        await bed.RunAsync("apt-get update").OrThrow();
    }

    private static async Task RefusedAsync(Bed bed, string inRelease, string why)
    {
        await bed.WriteFileAsync(InRelease, inRelease);
        CommandOutcome update = await bed.RunAsync("apt-get -o APT::Update::Error-Mode=any update");
        Assert.False(update.Succeeded);
        Assert.Matches(why, update.Errors);
    }

    /// <summary>A node with no other source of packages, on whose loopback the repository is served.</summary>
    private async Task<Bed> ServedAsync()
    {
        Bed bed = await node.FreshAsync();
        await bed.RunAsync("rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/* /var/lib/apt/lists/*").OrThrow();
        await CopyRepositoryAsync(bed);
        await bed.RunAsync($"""
            systemd-run --quiet --unit=bed-repository python3 -m http.server 8080 --bind 127.0.0.1 --directory /srv/repo
            timeout 60 sh -c 'until curl -fsSo /dev/null {Releases.Address}/index.html; do sleep 0.1; done'
            """).OrThrow();
        return bed;
    }

    private async Task CopyRepositoryAsync(Bed bed)
    {
        string archive = Path.Join(releases.Dist, "repo.tar");
        await releases.Commands.RunAsync("tar", ["--create", "--file", archive, "--directory", releases.Dist, "repo"]).OrThrow();
        await bed.CopyInAsync(archive, "/srv/repo.tar");
        await bed.RunAsync("tar --extract --file /srv/repo.tar --directory /srv").OrThrow();
    }

    /// <summary>The next version, which differs in its binary alone, beside the one that is there.</summary>
    private async Task PublishNewerAsync(Bed bed)
    {
        string target = Path.Join(releases.Repository, "pool/main/e", Package, $"{Package}_{Newer}_{Artifacts.Architecture}.deb");
        await releases.Commands.RunAsync("sh", ["-euc", $"""
            tree=$(mktemp -d)
            dpkg-deb --raw-extract '{Artifacts.Deb}' "$tree"
            chmod 755 "$tree"
            sed -i 's/^Version: .*/Version: {Newer}/' "$tree/DEBIAN/control"
            echo >> "$tree/usr/libexec/{Package}/{Package}"
            dpkg-deb --root-owner-group --build -Znone "$tree" '{target}'
            rm -r "$tree"
            """]).OrThrow();
        await releases.BuildAsync("repo").OrThrow();
        await CopyRepositoryAsync(bed);
    }

    private static async Task<string> VersionAsync(Bed bed) => (await bed.RunAsync($"dpkg-query --show --showformat '${{Version}}' {Package}").OrThrow()).Output;

    /// <summary>With the address where it is served here. The caller's umask may be that of a hardened node: apt's own user has to read the key.</summary>
    private static string ReadmesLines()
    {
        string block = Assert.Single(DocumentedCommands.Of("README.md", "apt"));
        Assert.Contains("https://apt.example.com/", block, StringComparison.Ordinal);
        return block.Replace("https://apt.example.com/", Releases.Address + "/", StringComparison.Ordinal);
    }
}
