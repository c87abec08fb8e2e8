using CliWrap;
using CliWrap.Buffered;
using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.IntegrationTests;

/// <summary>What a bed shows is worth as much as its kubelet: on every recorded config the stand-in says what a real kubelet 1.36.2 said.</summary>
public sealed class VerdictsOfTheStandIn : IDisposable
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(1);

    private readonly string binFolder = Directory.CreateTempSubdirectory("ecr-verdicts-").FullName;

    [Fact]
    public async Task Are_those_of_a_real_kubelet()
    {
        // As when they were recorded: the bin-dir held one program, ecr.
        string program = Path.Join(binFolder, "ecr");
        await File.WriteAllTextAsync(program, "#!/bin/sh\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string folder = Path.Join(Artifacts.Root, "tests", "EcrProvider.Tests", "Kubelet", "verdicts");
        string[] rows = await File.ReadAllLinesAsync(Path.Join(folder, "verdicts.txt"), TestContext.Current.CancellationToken);

        Assert.Equal(70, rows.Length);
        foreach (string[] row in rows.Select(row => row.Split(' ')))
        {
            using var guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            guard.CancelAfter(HangGuard);
            BufferedCommandResult verdict = await Cli.Wrap(Artifacts.Node)
                .WithArguments(["verdict", Path.Join(folder, row[0]), binFolder])
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(guard.Token);

            Assert.True(
                verdict.ExitCode == (row[1] is "accepted" ? 0 : 1) && verdict.StandardOutput.StartsWith(row[1], StringComparison.Ordinal),
                $"{row[0]}: kubelet {row[1]} it; the stand-in: {verdict.ExitCode} {verdict.StandardOutput}{verdict.StandardError}");
        }
    }

    public void Dispose() => Directory.Delete(binFolder, recursive: true);
}
