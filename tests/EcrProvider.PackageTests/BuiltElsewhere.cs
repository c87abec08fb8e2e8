using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>Whoever builds the source package gets the bytes that are in dist/. Each takes as long as the build itself.</summary>
[Trait("Category", "Long")]
public sealed class BuiltElsewhere : IDisposable
{
    // Not root, and nobody whom this machine knows.
    private const int Builder = 64321;

    private readonly string folder = Directory.CreateTempSubdirectory("ecr-built-elsewhere-").FullName;
    private readonly CommandRunner commands = new(Transcript.Of<BuiltElsewhere>());

    [Theory]
    [InlineData("amd64")]
    [InlineData("arm64")]
    public async Task In_another_folder_by_another_user_with_another_umask_locale_and_time_zone_it_is_the_same_package(string architecture)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "not root: it cannot be another user");
        string dist = Path.GetDirectoryName(Artifacts.DebOf(architecture))!;
        await commands.RunAsync("bash", ["-euc", $"""
            cd {folder}
            mkdir -m 711 -p another/folder
            dpkg-source --extract {dist}/ecr-credential-provider_{Artifacts.Version}.dsc another/folder/tree
            chown -R {Builder}:{Builder} .
            chmod -R a+rX {Artifacts.Root}/artifacts/nuget # NuGet lets only its own user run the compiler
            """]).OrThrow();

        await commands.RunAsync(
            "setpriv",
            [
                $"--reuid={Builder}", $"--regid={Builder}", "--clear-groups", "env", "-i",
                $"PATH={Environment.GetEnvironmentVariable("PATH")}", "HOME=/nonexistent", "LC_ALL=tr_TR.UTF-8", "LANGUAGE=tr", "TZ=Pacific/Kiritimati", "TMPDIR=" + folder,
                "NUGET_PACKAGES=" + Path.Join(Artifacts.Root, "artifacts/nuget"), "ECR_SYSROOT=" + Path.Join(Artifacts.Root, "artifacts/sysroot", architecture),
                "bash", "-euc", $"umask 077; dpkg-buildpackage -b -us -uc -d --host-arch={architecture} --build-profiles=pkg.ecr-credential-provider.sdk-on-path",
            ],
            new CommandOptions { Folder = Path.Join(folder, "another/folder/tree"), HangGuard = TimeSpan.FromMinutes(30) }).OrThrow();

        foreach (string name in new[] { "ecr-credential-provider", "ecr-credential-provider-dbgsym" })
        {
            string file = $"{name}_{Artifacts.Version}_{architecture}.deb";
            CommandOutcome compared = await commands.RunAsync("cmp", [Path.Join(dist, file), Path.Join(folder, "another/folder", file)]);
            Assert.True(compared.Succeeded, compared.Output + compared.Errors);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
