using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>
/// The source package built by dpkg-buildpackage alone, natively, with a stand-in for dotnet that takes no time: what debian/rules asks of it,
/// and what becomes of its product under DEB_BUILD_OPTIONS.
/// </summary>
[Trait("Category", "Long")]
public sealed class BuildOptions : IDisposable
{
    private const string Dotnet = """
        #!/bin/sh
        echo "$@" >> "$STAND_IN_LOG"
        [ "$1" = publish ] || exit 0
        case $2 in *Front) name=ecr-credential-provider-front ;; *) name=ecr-credential-provider ;; esac
        while [ "$1" != -o ]; do shift; done
        mkdir -p "$2"
        echo 'int main(void) { return 0; }' | gcc -g -x c -o "$2/$name" -
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("ecr-build-options-").FullName;
    private readonly CommandRunner commands = new(Transcript.Of<BuildOptions>());

    [Fact]
    public async Task Of_nostrip_terse_parallel_and_nocheck_each_is_honoured()
    {
        CommandOutcome built = await BuildAsync("nocheck nostrip parallel=3 terse");

        Assert.True(built.Succeeded, built.Errors);
        string[] asked = [.. (await File.ReadAllLinesAsync(Log, TestContext.Current.CancellationToken)).Where(line => line.StartsWith("publish ", StringComparison.Ordinal))];
        Assert.Equal(["src/EcrProvider", "src/Front"], asked.Select(line => line.Split(' ')[1]));
        Assert.All(asked, line => Assert.Contains(" -maxcpucount:3 -p:IlcParallelism=3 -verbosity:quiet ", line, StringComparison.Ordinal));
        Assert.Contains(".symtab", await SectionsAsync(), StringComparison.Ordinal);
        Assert.Single(Packages);
    }

    [Fact]
    public async Task Of_noautodbgsym_too()
    {
        CommandOutcome built = await BuildAsync("noautodbgsym");

        Assert.True(built.Succeeded, built.Errors);
        Assert.DoesNotContain(".symtab", await SectionsAsync(), StringComparison.Ordinal);
        Assert.Single(Packages);
    }

    [Fact]
    public async Task Without_an_SDK_one_line_says_how_to_get_one()
    {
        CommandOutcome built = await BuildAsync("", hasSdk: false);

        Assert.False(built.Succeeded);
        string said = Assert.Single(built.Errors.Split('\n'), line => line.StartsWith("E: ", StringComparison.Ordinal));
        Assert.Contains("apt install dotnet-sdk-10.0", said, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Log => Path.Join(folder, "log");

    private IEnumerable<string> Packages => Directory.EnumerateFiles(folder, "*.deb");

    private async Task<CommandOutcome> BuildAsync(string options, bool hasSdk = true)
    {
        await commands.RunAsync("bash", ["-euc", $"""
            mkdir {folder}/bin {folder}/nuget
            ln -s /usr/bin/* {folder}/bin
            rm -f {folder}/bin/dotnet
            cd {folder}
            dpkg-source --extract {Path.ChangeExtension(Path.ChangeExtension(Artifacts.Source, null), "dsc")} tree
            """]).OrThrow();
        if (hasSdk)
        {
            string dotnet = Path.Join(folder, "bin", "dotnet");
            await File.WriteAllTextAsync(dotnet, Dotnet + "\n", TestContext.Current.CancellationToken);
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return await commands.RunAsync(
            "env",
            [
                "-i", $"PATH={folder}/bin:/usr/sbin:/sbin", "STAND_IN_LOG=" + Log, $"NUGET_PACKAGES={folder}/nuget", "DEB_BUILD_OPTIONS=" + options,
                "dpkg-buildpackage", "-b", "-us", "-uc", "--build-profiles=pkg.ecr-credential-provider.sdk-on-path",
            ],
            new CommandOptions { Folder = Path.Join(folder, "tree") });
    }

    private async Task<string> SectionsAsync()
    {
        string unpacked = Path.Join(folder, "unpacked");
        await commands.RunAsync("dpkg-deb", ["--extract", Packages.First(), unpacked]).OrThrow();
        return (await commands.RunAsync("readelf", ["--sections", "--wide", Path.Join(unpacked, "usr/libexec/ecr-credential-provider/ecr-credential-provider")]).OrThrow()).Output;
    }
}
