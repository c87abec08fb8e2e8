using CliWrap;
using CliWrap.Buffered;
using Xunit;

namespace EcrProvider.IntegrationTests;

public class WhatComesOnStandardInput
{
    [Theory]
    [InlineData("", "ECR101")]
    [InlineData("not json", "ECR103")]
    [InlineData("""{"kind":"Pod","apiVersion":"v1"}""", "ECR104")]
    [InlineData("""{"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/v9","image":"x/y"}""", "ECR105")]
    [InlineData("""{"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/v1"}""", "ECR106")]
    [InlineData("""{"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/v1","image":"docker.io/library/app"}""", "ECR107")]
    public async Task Is_refused_with_one_clear_line_and_nothing_on_stdout(string input, string id)
    {
        BufferedCommandResult result = await new Provider().RunAsync(input);

        AssertRefused(result, id);
    }

    [Fact]
    public async Task May_be_ten_megabytes_of_garbage()
    {
        BufferedCommandResult result = await new Provider().RunAsync(new string('\u0001', 10_000_000));

        AssertRefused(result, "ECR102");
    }

    [Theory]
    [InlineData("< /")]
    [InlineData("<&-")]
    public async Task May_be_no_stream_at_all(string redirection)
    {
        BufferedCommandResult result = await Cli.Wrap("bash")
            .WithArguments(["-c", $"\"$0\" {redirection}", Testing.Artifacts.Front])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, result.ExitCode);

        // Where it was closed, the runtime may have something of its own at that number by now.
        Assert.Matches("^ECR1(01|02|03|11) ", result.StandardError);
        Assert.Single(result.StandardError.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("us-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-2")]
    [InlineData("us-west-2:00443")]
    public async Task May_name_a_host_that_no_DNS_has(string region) =>
        AssertRefused(
            await new Provider().RunAsync(Provider.Request($"123456789012.dkr.ecr.{region}.amazonaws.com/app")), "ECR107");

    [Fact]
    public async Task May_name_a_host_that_only_looks_like_ECRs() =>
        AssertRefused(await new Provider().RunAsync(Provider.Request("123456789012.d\u212Ar.ecr.us-west-2.amazonaws.com/app")), "ECR107");

    [Fact]
    public async Task Is_never_waited_for_when_it_is_a_terminal()
    {
        // script(1) gives the program a terminal of its own; -e hands on its exit code.
        BufferedCommandResult result = await Cli.Wrap("timeout")
            .WithArguments(["60", "script", "-qec", $"'{Testing.Artifacts.Front}' 2>&1 1>/dev/null", "/dev/null"])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("standard input", result.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("Usage:", result.StandardOutput, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("get-credentials")]
    [InlineData("get-credentials", "more", "--words")]
    [InlineData("a-word-upstream-ignores")]
    public async Task Is_read_whatever_positional_arguments_a_config_passes(params string[] arguments)
    {
        BufferedCommandResult result = await new Provider().RunAsync(Provider.Request("docker.io/x"), arguments);

        AssertRefused(result, "ECR107");
    }

    [Fact]
    public async Task Does_not_make_a_mistyped_verb_a_request()
    {
        BufferedCommandResult result = await new Provider().RunAsync("", "nodee");

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.StandardOutput);
        Assert.Contains("'nodee' is no verb", result.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("doctr", 2, "ECR002 'doctr' is no verb", 10)]
    [InlineData("", 1, "ECR112 standard input has not ended after 30 s", 30)]
    [InlineData("get-credentials", 1, "ECR112 ", 30)]
    public async Task Is_not_waited_for_in_vain_when_somebody_holds_it_open(string arguments, int exitCode, string says, int seconds)
    {
        BufferedCommandResult result = await Cli.Wrap("timeout")
            .WithArguments([$"{5 * seconds}", "bash", "-c", $"exec 3< <(exec sleep 600); \"$0\" {arguments} <&3; code=$?; kill $!; exit $code", Testing.Artifacts.Front])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Empty(result.StandardOutput);
        Assert.StartsWith(says, result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task May_come_late_and_in_pieces()
    {
        BufferedCommandResult result = await Cli.Wrap("bash")
            .WithArguments(["-c", $"{{ sleep 1; printf %s '{Provider.Request("docker.io/x")[..9]}'; sleep 1; echo '{Provider.Request("docker.io/x")[9..]}'; }} | \"$0\" word", Testing.Artifacts.Front])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

        AssertRefused(result, "ECR107");
    }

    [Theory]
    [InlineData("@/etc/hostname")]
    [InlineData("@/dev/zero")]
    public async Task Is_no_way_to_read_files_by_arguments(string argument)
    {
        BufferedCommandResult result = await new Provider().RunAsync("", argument);

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.StandardOutput);
        Assert.Contains(argument, result.StandardError, StringComparison.Ordinal);
    }

    private static void AssertRefused(BufferedCommandResult result, string id)
    {
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.StandardOutput);
        Assert.StartsWith(id + " ", result.StandardError, StringComparison.Ordinal);
        Assert.Single(result.StandardError.TrimEnd('\n').Split('\n'));
    }
}
