using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>make verify, over copies of what is in dist/. It takes as long as the build itself, once.</summary>
[Trait("Category", "Long")]
public sealed class VerifyAReleasedPackage : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ecr-verify-test-").FullName;
    private readonly CommandRunner commands = new(Transcript.Of<VerifyAReleasedPackage>());

    private string Deb => Path.Join(folder, Path.GetFileName(Artifacts.Deb));

    private string BuildInfo => Path.Join(folder, $"ecr-credential-provider_{Artifacts.Version}_{Artifacts.Architecture}.buildinfo");

    [Fact]
    public async Task Tells_the_same_bytes_from_a_damaged_file_and_from_one_with_other_content()
    {
        await ReleaseAsync("");
        CommandOutcome same = await VerifyAsync();
        Assert.True(same.Succeeded, same.Output + same.Errors);
        Assert.Contains($"{Path.GetFileName(Deb)}: the same bytes", same.Output, StringComparison.Ordinal);

        await ReleaseAsync($"printf X | dd of={Deb} bs=1 seek=2000 conv=notrunc status=none");
        CommandOutcome damaged = await VerifyAsync();
        Assert.Equal(1, damaged.ExitCode);
        Assert.Contains($"{Path.GetFileName(Deb)}: not the file that its .buildinfo names", damaged.Output, StringComparison.Ordinal);

        // Whoever changes a package changes the .buildinfo too.
        await ReleaseAsync($"""
            dpkg-deb --raw-extract {Deb} tree
            echo >> tree/usr/share/ecr-credential-provider/settings
            old=$(sha256sum < {Deb} | cut -c-64)
            dpkg-deb --root-owner-group --build tree {Deb}
            new=$(sha256sum < {Deb} | cut -c-64)
            sed -i "s/$old/$new/" {BuildInfo}
            """);
        CommandOutcome other = await VerifyAsync();
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("  usr/share/ecr-credential-provider/settings: differs", other.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_how_it_is_called()
    {
        CommandOutcome nothing = await VerifyAsync(deb: "");
        Assert.Equal(2, nothing.ExitCode);
        Assert.Contains("make verify DEB=", nothing.Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await VerifyAsync("/nowhere/ecr-credential-provider_1_amd64.deb")).ExitCode);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task ReleaseAsync(string change) => await commands.RunAsync("bash", ["-euc", $"""
        cd {folder}
        rm -rf ./*
        cp {Artifacts.Deb} {Path.Join(Path.GetDirectoryName(Artifacts.Deb), Path.GetFileName(BuildInfo))} .
        {change}
        """]).OrThrow();

    private Task<CommandOutcome> VerifyAsync(string? deb = null) => commands.RunAsync(
        "dotnet",
        [Path.Join(Artifacts.Root, "artifacts/bin/Build/debug/Build.dll"), "verify"],
        new CommandOptions
        {
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["DEB"] = deb ?? Deb },
            HangGuard = TimeSpan.FromMinutes(40),
        });
}
