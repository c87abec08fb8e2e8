using CliWrap;
using CliWrap.Buffered;
using Xunit;

namespace EcrProvider.IntegrationTests;

/// <summary>An SDK patch brings its own AOT tool chain, which would break the lock files (NU1004) of whoever has another patch.</summary>
public sealed class AnotherPatchOfTheSdk : IDisposable
{
    private const string Simulated = "10.0.3";

    private readonly string folder = Directory.CreateTempSubdirectory("ecr-sdk-").FullName;

    [Theory]
    [InlineData("src/EcrProvider")]
    [InlineData("src/Front")]
    [InlineData("tests/Node")]
    public async Task Restores_in_locked_mode(string project)
    {
        BufferedCommandResult result = await RestoreAsync(project, withOurPin: true);

        Assert.True(result.ExitCode == 0, result.StandardOutput);
    }

    [Fact]
    public async Task Would_not_restore_without_the_pin()
    {
        BufferedCommandResult result = await RestoreAsync("src/EcrProvider", withOurPin: false);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("NU1004", result.StandardOutput, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<BufferedCommandResult> RestoreAsync(string project, bool withOurPin)
    {
        string root = Testing.Artifacts.Root;
        string patch = Path.Join(folder, "patch.targets");
        await File.WriteAllTextAsync(patch, $"""
            <Project>
              <ItemGroup>
                <KnownILCompilerPack Update="Microsoft.DotNet.ILCompiler" ILCompilerPackVersion="{Simulated}" />
                <KnownILLinkPack Update="Microsoft.NET.ILLink.Tasks" ILLinkPackVersion="{Simulated}" />
              </ItemGroup>
            </Project>
            """);
        string copy = Path.Join(folder, "copy");
        string target = Path.Join(copy, project);
        Directory.CreateDirectory(target);
        Directory.CreateDirectory(Path.Join(copy, "debian"));
        Directory.CreateDirectory(Path.Join(copy, "src"));
        string[] files =
            ["Directory.Build.props", "Directory.Packages.props", "Directory.Build.targets", "src/Directory.Build.props", "src/Directory.Build.targets", "debian/changelog"];
        foreach (string file in files)
        {
            File.Copy(Path.Join(root, file), Path.Join(copy, file));
        }

        if (!withOurPin)
        {
            await File.WriteAllTextAsync(Path.Join(copy, "Directory.Build.targets"), "<Project />");
        }

        foreach (string file in Directory.EnumerateFiles(Path.Join(root, project), "*.*").Where(file => Path.GetExtension(file) is ".csproj" or ".json"))
        {
            File.Copy(file, Path.Join(target, Path.GetFileName(file)));
        }

        return await Cli.Wrap("dotnet")
            .WithArguments(["restore", target, "--locked-mode", $"-p:CustomBeforeDirectoryBuildTargets={patch}"])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
    }
}
