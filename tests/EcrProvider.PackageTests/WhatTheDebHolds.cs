using System.Globalization;
using System.Text.RegularExpressions;
using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>The built packages of both architectures, looked at from outside: nothing is installed.</summary>
public sealed partial class WhatTheDebHolds : IDisposable
{
    private const string Programs = "usr/libexec/ecr-credential-provider";

    // What kubelet executes, and the whole program.
    private static readonly string[] Names = ["ecr-credential-provider", "ecr-credential-provider-full"];

    // Debian 11 and Ubuntu 20.04.
    private static readonly Version GlibcFloor = new(2, 31);

    private readonly string folder = Directory.CreateTempSubdirectory("ecr-deb-").FullName;
    private readonly CommandRunner commands = new(Transcript.Of<WhatTheDebHolds>());

    [Theory]
    [InlineData("amd64")]
    [InlineData("arm64")]
    public async Task Runs_with_glibc_2_31_and_says_so(string architecture)
    {
        string symbols = (await commands.RunAsync("readelf", ["--dyn-syms", "--wide", .. await ExtractAsync(architecture)]).OrThrow()).Output;
        Version[] versions = [.. GlibcVersion().Matches(symbols).Select(match => Version.Parse(match.Groups["version"].Value))];

        Assert.NotEmpty(versions);
        Assert.True(versions.Max() <= GlibcFloor, $"it needs GLIBC_{versions.Max()}");
        string[] depends = (await FieldAsync(architecture, "Depends")).Split(", ");
        Assert.Equivalent(
            new[] { "ca-certificates", "libc6 (>= 2.31)", "libssl3t64 | libssl3 | libssl1.1", "ucf", "zlib1g" }, depends, strict: true);
    }

    [Theory]
    [InlineData("amd64", "Advanced Micro Devices X86-64")]
    [InlineData("arm64", "AArch64")]
    public async Task Is_hardened_and_stripped_code_of_its_architecture(string architecture, string machine)
    {
        string symbols = Artifacts.DebOf(architecture).Replace("provider_", "provider-dbgsym_", StringComparison.Ordinal);
        string[] buildIds = (await commands.RunAsync("dpkg-deb", ["--field", symbols, "Build-Ids"]).OrThrow()).Text.Split(' ');
        foreach (string program in await ExtractAsync(architecture))
        {
            string elf = (await commands.RunAsync("readelf", ["--file-header", "--program-headers", "--dynamic", "--sections", "--notes", "--wide", program]).OrThrow()).Output;

            Assert.Contains(machine, elf, StringComparison.Ordinal);
            Assert.Matches(@"Type:\s+DYN \(Position-Independent Executable", elf);
            Assert.Contains("GNU_RELRO", elf, StringComparison.Ordinal);
            Assert.Contains("BIND_NOW", elf, StringComparison.Ordinal);
            Assert.Matches(@"GNU_STACK\s+\S+ \S+ \S+ \S+ \S+ RW ", elf);
            Assert.DoesNotContain(".symtab", elf, StringComparison.Ordinal);
            Assert.DoesNotContain(".debug_info", elf, StringComparison.Ordinal);

            // Its symbols are in the package beside it.
            Assert.Single(buildIds, id => elf.Contains("Build ID: " + id, StringComparison.Ordinal));
        }
    }

    // https://uapi-group.org/specifications/specs/package_metadata_for_executable_files/: coredumpctl names the package of a crash.
    [Theory]
    [InlineData("amd64")]
    [InlineData("arm64")]
    public async Task Is_named_in_the_program_itself(string architecture)
    {
        foreach (string program in await ExtractAsync(architecture))
        {
            Assert.Matches(
                $$"""Packaging Metadata: \{"type":"deb","os":"(debian|ubuntu)","name":"ecr-credential-provider","version":"{{Regex.Escape(Artifacts.Version)}}","architecture":"{{architecture}}"\}""",
                (await commands.RunAsync("readelf", ["--notes", "--wide", program]).OrThrow()).Output);
        }
    }

    [Fact]
    public async Task Has_one_version_everywhere_and_a_pre_release_is_below_it()
    {
        string source = await File.ReadAllTextAsync(Path.ChangeExtension(Path.ChangeExtension(Artifacts.Source, null), "dsc"), TestContext.Current.CancellationToken);

        Assert.Equal(Artifacts.Version, await FieldAsync("amd64", "Version"));
        Assert.Equal(Artifacts.Version, await FieldAsync("arm64", "Version"));
        Assert.Equal(Artifacts.Version, (await commands.RunAsync(Artifacts.Provider, ["--version"]).OrThrow()).Text);
        Assert.Contains($"\nVersion: {Artifacts.Version}\n", source, StringComparison.Ordinal);
        foreach (string earlier in new[] { "~rc1", "~git20261125.e0417ae", "~previous" })
        {
            await commands.RunAsync("dpkg", ["--compare-versions", Artifacts.Version + earlier, "lt", Artifacts.Version]).OrThrow();
        }
    }

    [Theory]
    [InlineData("amd64")]
    [InlineData("arm64")]
    public async Task Has_no_file_newer_than_the_changelog(string architecture)
    {
        var utc = new CommandOptions { Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["TZ"] = "UTC" } };
        string written = (await commands.RunAsync("dpkg-parsechangelog", ["--file", Path.Join(Artifacts.Root, "debian/changelog"), "--show-field", "Timestamp"]).OrThrow()).Text;
        string latest = DateTimeOffset.FromUnixTimeSeconds(long.Parse(written, CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

        foreach (string line in (await commands.RunAsync("dpkg-deb", ["--contents", Artifacts.DebOf(architecture)], utc).OrThrow()).Lines)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.True(string.CompareOrdinal($"{words[3]} {words[4]}", latest) <= 0, line);
        }
    }

    [Theory]
    [InlineData("amd64")]
    [InlineData("arm64")]
    public async Task Is_small(string architecture)
    {
        string[] programs = await ExtractAsync(architecture);
        Assert.InRange(new FileInfo(programs[0]).Length, 1, 3_000_000);
        Assert.InRange(new FileInfo(programs[1]).Length, 1, 11_000_000);
        Assert.InRange(new FileInfo(Artifacts.DebOf(architecture)).Length, 1, 4_500_000);
    }

    [Theory]
    [InlineData("amd64")]
    [InlineData("arm64")]
    public async Task Belongs_to_root_and_nobody_else_may_write_it(string architecture)
    {
        IReadOnlyList<string> lines = (await commands.RunAsync("dpkg-deb", ["--contents", Artifacts.DebOf(architecture)]).OrThrow()).Lines;

        Assert.All(lines, line => Assert.Matches("^(-rw-r--r--|-rwxr-xr-x|drwxr-xr-x|lrwxrwxrwx) root/root ", line));
        Assert.DoesNotContain(lines, line => line.Contains(" ./etc/", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<string[]> ExtractAsync(string architecture)
    {
        await commands.RunAsync("dpkg-deb", ["--extract", Artifacts.DebOf(architecture), folder]).OrThrow();
        return [.. Names.Select(name => Path.Join(folder, Programs, name))];
    }

    private async Task<string> FieldAsync(string architecture, string field) =>
        (await commands.RunAsync("dpkg-deb", ["--field", Artifacts.DebOf(architecture), field]).OrThrow()).Text;

    [GeneratedRegex(@"@GLIBC_(?<version>\d+\.\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex GlibcVersion();
}
