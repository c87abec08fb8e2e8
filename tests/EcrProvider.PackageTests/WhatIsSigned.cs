using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>What `make sign` and `make repo` do with a key and with packages, and what they leave behind.</summary>
public sealed class WhatIsSigned(Releases releases) : IClassFixture<Releases>, IDisposable
{
    private readonly string temporary = Directory.CreateTempSubdirectory("ecr-signing-").FullName;

    [Fact]
    public async Task A_release_that_was_made_without_the_key_is_signed_with_the_same_bytes()
    {
        string signature = Path.Join(releases.Dist, "SHA256SUMS.asc");
        string before = await File.ReadAllTextAsync(signature, TestContext.Current.CancellationToken);
        Assert.Contains("make sign", (await releases.BuildAsync("release", ("SIGNING_KEY", "")).OrThrow()).Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(signature));

        await SignAsync("sign").OrThrow();

        Assert.Equal(before, await File.ReadAllTextAsync(signature, TestContext.Current.CancellationToken));
        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary));
    }

    [Fact]
    public async Task A_key_with_a_passphrase_or_none_at_all_is_refused_with_a_reason_and_not_left_behind()
    {
        string locked = await releases.MakeKeyAsync("locked", passphrase: "passphrase");
        CommandOutcome withPassphrase = await SignAsync("sign", ("SIGNING_KEY", locked));
        string none = Path.Join(temporary, "none");
        await File.WriteAllTextAsync(none, "no key\n", TestContext.Current.CancellationToken);
        CommandOutcome withNone = await SignAsync("sign", ("SIGNING_KEY", none));
        File.Delete(none);

        Assert.Equal(2, withPassphrase.ExitCode);
        Assert.Contains("has to be without a passphrase", withPassphrase.Errors, StringComparison.Ordinal);
        Assert.False(withNone.Succeeded);
        Assert.Contains("no valid OpenPGP data found", withNone.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary));
    }

    [Fact]
    public async Task Control_C_leaves_no_key_behind()
    {
        string traps = Directory.CreateDirectory(Path.Join(temporary, "traps")).FullName;
        string gpg = Path.Join(traps, "gpg");
        await File.WriteAllTextAsync(gpg, "#!/bin/sh\n/usr/bin/gpg \"$@\" && ls $TMPDIR/ecr-gpg-*/private-keys-v1.d > /dev/null && kill -INT $PPID && sleep 60\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(gpg, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        CommandOutcome ended = await SignAsync("sign", ("PATH", traps + ":" + Environment.GetEnvironmentVariable("PATH")));

        Assert.Equal(130, ended.ExitCode);
        Assert.Equal([traps], Directory.EnumerateFileSystemEntries(temporary));
    }

    [Fact]
    public async Task A_pool_is_indexed_as_it_is_and_nothing_is_built()
    {
        string dist = Path.Join(temporary, "dist");
        CommandOutcome nothing = await SignAsync("repo", ("DIST", dist));
        Assert.Equal(2, nothing.ExitCode);
        Assert.Contains("make release", nothing.Errors, StringComparison.Ordinal);

        string pool = PoolOf(dist);
        string deb = Path.Join(pool, Path.GetFileName(Artifacts.Deb));
        File.Copy(Artifacts.Deb, deb);
        CommandOutcome repo = await SignAsync("repo", ("DIST", dist)).OrThrow();

        string index = await File.ReadAllTextAsync(Path.Join(dist, $"repo/dists/stable/main/binary-{Artifacts.Architecture}/Packages"), TestContext.Current.CancellationToken);
        Assert.Contains($"Version: {Artifacts.Version}\n", index, StringComparison.Ordinal);
        Assert.Equal(["repo"], Directory.EnumerateFileSystemEntries(dist).Select(Path.GetFileName));
        string keyring = Path.Join(dist, "repo/ecr-credential-provider.gpg");
        string fingerprint = repo.Errors.Split("signed by ")[1].Split(';')[0];
        string shown = (await releases.Commands.RunAsync("gpg", ["--homedir", temporary, "--batch", "--show-keys", keyring]).OrThrow()).Output;
        Assert.Contains(fingerprint.Replace(" ", "", StringComparison.Ordinal), shown, StringComparison.Ordinal);
        Assert.Contains(fingerprint, await File.ReadAllTextAsync(Path.Join(dist, "repo/index.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains((await releases.Commands.RunAsync("sha256sum", [keyring]).OrThrow()).Output.Split(' ')[0], repo.Errors, StringComparison.Ordinal);
        Assert.True(File.GetUnixFileMode(keyring).HasFlag(UnixFileMode.OtherRead));
    }

    [Theory]
    [InlineData("ecr-credential-provider", "9.0~rc1", "ecr-credential-provider_9.0.rc1_amd64.deb", "is a pre-release")]
    [InlineData("ecr-credential-provider", "9.0", "ecr-credential-provider_9.1_amd64.deb", "only this project's packages, by their names")]
    [InlineData("openssh-server", "99", "openssh-server_99_amd64.deb", "only this project's packages")]
    [InlineData("ecr-credential-provider-x", "9.0", "ecr-credential-provider-x_9.0_amd64.deb", "only this project's packages")]
    [InlineData("", "", "ecr-credential-provider_9.0_amd64.deb", "is no package that can be read")]
    public async Task What_is_no_release_of_ours_does_not_get_into_the_repository(string package, string version, string file, string why)
    {
        string dist = Path.Join(temporary, "dist");
        string pool = PoolOf(dist);
        await releases.Commands.RunAsync("sh", ["-euc", package is "" ? $"head -c 100 '{Artifacts.Deb}' > '{pool}/{file}'" : $"""
            mkdir -p '{temporary}/tree/DEBIAN'
            printf 'Package: {package}\nVersion: {version}\nArchitecture: amd64\nMaintainer: a <a@example.com>\nDescription: a\n' > '{temporary}/tree/DEBIAN/control'
            dpkg-deb --root-owner-group --build '{temporary}/tree' '{pool}/{file}'
            """]).OrThrow();

        CommandOutcome repo = await SignAsync("repo", ("DIST", dist));

        Assert.False(repo.Succeeded);
        Assert.Contains(file, repo.Errors, StringComparison.Ordinal);
        Assert.Contains(why, repo.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Join(dist, "repo/dists")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("apt.example.com")]
    [InlineData("https://apt.example.com/a b")]
    [InlineData("https://apt.example.com/\"><b>")]
    [InlineData("file:///srv/repo")]
    public async Task An_address_that_is_none_is_refused(string address)
    {
        CommandOutcome repo = await SignAsync("repo", ("REPO_URL", address));

        Assert.Equal(2, repo.ExitCode);
        Assert.Contains("REPO_URL=" + address, repo.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_that_was_changed_on_its_way_is_not_signed()
    {
        string dist = Directory.CreateDirectory(Path.Join(temporary, "dist")).FullName;
        await releases.Commands.RunAsync("sh", ["-euc", $"cd '{dist}'; echo one > a; echo two > b; sha256sum a b > SHA256SUMS"]).OrThrow();
        await SignAsync("sign", ("DIST", dist)).OrThrow();
        File.Delete(Path.Join(dist, "SHA256SUMS.asc"));
        await File.AppendAllTextAsync(Path.Join(dist, "b"), "x", TestContext.Current.CancellationToken);

        CommandOutcome sign = await SignAsync("sign", ("DIST", dist));

        Assert.False(sign.Succeeded);
        Assert.Contains("b is not what ", sign.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Join(dist, "SHA256SUMS.asc")));
    }

    [Fact]
    public async Task Two_keys_in_one_file_are_refused_and_one_that_ends_soon_is_told()
    {
        string both = Path.Join(temporary, "both"), soon = await releases.MakeKeyAsync("soon", expires: "20d");
        await releases.Commands.RunAsync("sh", ["-euc", $"cat '{soon}' '{await releases.MakeKeyAsync("other")}' > '{both}'"]).OrThrow();
        Assert.Contains("there are 2 secret keys", (await SignAsync("sign", ("SIGNING_KEY", both))).Errors, StringComparison.Ordinal);

        string dist = Path.Join(temporary, "dist");
        string pool = PoolOf(dist);
        File.Copy(Artifacts.Deb, Path.Join(pool, Path.GetFileName(Artifacts.Deb)));
        Assert.Contains("the key ends on ", (await SignAsync("repo", ("DIST", dist), ("SIGNING_KEY", soon)).OrThrow()).Errors, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(temporary, recursive: true);

    private static string PoolOf(string dist) => Directory.CreateDirectory(Path.Join(dist, "repo/pool/main/e/ecr-credential-provider")).FullName;

    private Task<CommandOutcome> SignAsync(string target, params (string Name, string Value)[] with) => releases.BuildAsync(target, [("TMPDIR", temporary), .. with]);
}
