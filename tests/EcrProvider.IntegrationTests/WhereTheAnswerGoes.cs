using CliWrap;
using CliWrap.Buffered;
using Xunit;

namespace EcrProvider.IntegrationTests;

/// <summary>The version goes the same way as an answer: through standard output. An answer of ECR Public without an identity asks nobody.</summary>
public class WhereTheAnswerGoes
{
    [Theory]
    [InlineData("1>&-")]
    [InlineData(">/dev/full")]
    public async Task Is_not_taken_for_granted(string redirection)
    {
        BufferedCommandResult result = await RunAsync($"\"$0\" --version {redirection}");

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.StandardOutput);
        Assert.DoesNotContain(Testing.Artifacts.Version, result.StandardError, StringComparison.Ordinal);
        Assert.StartsWith("ECR109 ", result.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(">/dev/null", 0, "ECR201 ")]
    [InlineData("1>&-", 1, "ECR109 ")]
    [InlineData(">/dev/full", 1, "ECR109 ")]
    [InlineData("> >(exec 0<&-)", 1, "ECR109 ")]
    public async Task Decides_whether_kubelet_was_answered(string redirection, int exitCode, string line)
    {
        // The reader of the last one is gone for sure when the request comes.
        BufferedCommandResult result = await RunAsync(
            $"{{ sleep 0.5; echo '{Provider.Request("public.ecr.aws/app")}'; }} | env -i AWS_EC2_METADATA_DISABLED=true \"$0\" {redirection}");

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Empty(result.StandardOutput);
        Assert.StartsWith(line, result.StandardError, StringComparison.Ordinal);
        Assert.Single(result.StandardError.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task May_be_a_file_that_others_write_to_as_well()
    {
        BufferedCommandResult result = await RunAsync(
            """f=$(mktemp); { echo before; "$0" --version; echo after; } > "$f"; cat "$f"; rm "$f" """);

        Assert.Equal($"before\n{Testing.Artifacts.Version}\nafter\n", result.StandardOutput);
    }

    [Theory]
    [InlineData("2>&-")]
    [InlineData("2>/dev/full")]
    public async Task Does_not_depend_on_standard_error(string redirection)
    {
        BufferedCommandResult version = await RunAsync($"\"$0\" --version {redirection}");
        BufferedCommandResult refused = await RunAsync($"echo nonsense | \"$0\" {redirection}");

        Assert.Equal((0, Testing.Artifacts.Version + "\n"), (version.ExitCode, version.StandardOutput));
        Assert.Equal((1, ""), (refused.ExitCode, refused.StandardOutput));
    }

    private static async Task<BufferedCommandResult> RunAsync(string script) =>
        await Cli.Wrap("bash")
            .WithArguments(["-c", script, Testing.Artifacts.Front])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
}
