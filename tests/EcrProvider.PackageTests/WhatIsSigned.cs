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

        string pool = Directory.CreateDirectory(Path.Join(dist, "repo/pool/main/e/ecr-credential-provider")).FullName;
        string deb = Path.Join(pool, Path.GetFileName(Artifacts.Deb));
        File.Copy(Artifacts.Deb, deb);
        CommandOutcome repo = await SignAsync("repo", ("DIST", dist)).OrThrow();

        string index = await File.ReadAllTextAsync(Path.Join(dist, $"repo/dists/stable/main/binary-{Artifacts.Architecture}/Packages"), TestContext.Current.CancellationToken);
        Assert.Contains($"Version: {Artifacts.Version}\n", index, StringComparison.Ordinal);
        Assert.Equal(["repo"], Directory.EnumerateFileSystemEntries(dist).Select(Path.GetFileName));
        string keys = (await releases.Commands.RunAsync("gpg", ["--homedir", temporary, "--batch", "--show-keys", "--with-fingerprint", Path.Join(dist, "repo/ecr-credential-provider.gpg")]).OrThrow()).Output;
        string fingerprint = repo.Errors.Split("signed by ")[1].Split(':')[0];
        Assert.Contains(fingerprint.Replace(" ", "", StringComparison.Ordinal), keys.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(fingerprint, await File.ReadAllTextAsync(Path.Join(dist, "repo/index.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        File.Copy(deb, deb.Replace(Artifacts.Version, Artifacts.Version + "~rc1", StringComparison.Ordinal));
        CommandOutcome early = await SignAsync("repo", ("DIST", dist));
        Assert.Equal(2, early.ExitCode);
        Assert.Contains("~rc1", early.Errors, StringComparison.Ordinal);
        Assert.Contains("pre-release", early.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(temporary, recursive: true);

    private Task<CommandOutcome> SignAsync(string target, params (string Name, string Value)[] with) => releases.BuildAsync(target, [("TMPDIR", temporary), .. with]);
}
