using System.Diagnostics;
using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.IntegrationTests;

/// <summary>The fault matrix on real sockets: profiles and what they start.</summary>
public sealed class ProfilesOfTheAdmin : IDisposable
{
    private const string Keys = """{"Version":1,"AccessKeyId":"ASIAPROCESS000000000","SecretAccessKey":"stub-secret-stub-secret-stub-secret-stub","SessionToken":"stub-session-token"}""";

    private readonly Sandbox sandbox = new();

    [Theory]
    [InlineData("[default]", "ECR230", "there is no profile \"node\"")]
    [InlineData("[profile node]", "ECR233", "no keys, no role_arn and no credential_process")]
    [InlineData("[profile node]\naws_access_key_id = AKIA1", "ECR233", "no aws_secret_access_key")]
    [InlineData("[profile node]\nrole_arn = arn:aws:iam::123456789012:role/a", "ECR233", "neither source_profile nor credential_source")]
    [InlineData("[profile node]\nrole_arn = arn:aws:iam::123456789012:role/a\nsource_profile = b\n[profile b]\nrole_arn = arn:aws:iam::123456789012:role/a\nsource_profile = node", "ECR233", "circle")]
    [InlineData("[profile node]\nrole_arn = pull\nsource_profile = b\n[profile b]\naws_access_key_id = AKIA1\naws_secret_access_key = x", "ECR265", "is not the ARN of a role")]
    [InlineData("[profile node]\nsso_session = work\n[sso-session work]\nsso_region = us-west-2", "ECR234", "credential_process")]
    [InlineData("[profile node]\nsso_session = work", "ECR238", "line 2")]
    [InlineData("[profile node]\nrole_arn = arn:aws:iam::123456789012:role/a\nmfa_serial = arn", "ECR234", "mfa_serial")]
    [InlineData("[profile node]\ncredential_process = echo wrong certificate >&2; exit 3", "ECR240", "exit code 3 (wrong certificate)")]
    [InlineData("[profile node]\ncredential_process = /nowhere/aws_signing_helper", "ECR240", "127")]
    [InlineData("[profile node]\ncredential_process = sleep 600", "ECR241", "was killed")]
    [InlineData("[profile node]\ncredential_process = echo", "ECR242", "not JSON")]
    [InlineData("[profile node]\ncredential_process = echo '{\"Version\":1}'", "ECR242", "no keys in it")]
    [InlineData("[profile node]\ncredential_process = head -c 20000000 /dev/zero", "ECR242", "not JSON")]
    [InlineData("[profile node]\ncredential_process = head -c 20000000 /dev/zero >&2; exit 1", "ECR240", "exit code 1")]
    public async Task Fail_with_the_one_line_that_helps(string config, string id, string says) =>
        (await WithConfig(config).RunAsync()).AssertRefused(id, says);

    [Theory]
    [InlineData("[profile node]\naws_access_key_id = AKIA1\naws_secret_access_key = x")]
    [InlineData("[profile node]\nrole_arn = arn:aws:iam::123456789012:role/a\nsource_profile = b\n[profile b]\naws_access_key_id = AKIA1\naws_secret_access_key = x")]
    [InlineData("[profile node]\ncredential_process = echo '" + Keys + "'")]
    public async Task Give_the_node_an_identity(string config)
    {
        using Stub aws = Stub.Aws();

        (await WithConfig(config).With("AWS_ENDPOINT_URL", aws.Endpoint).RunAsync()).AssertAnswered();
    }

    [Fact]
    public async Task Are_not_held_up_by_a_grandchild_that_keeps_the_pipes_open()
    {
        using Stub aws = Stub.Aws();
        var watch = Stopwatch.StartNew();

        Outcome outcome = await WithConfig($"[profile node]\ncredential_process = sleep 300 & echo '{Keys}'").With("AWS_ENDPOINT_URL", aws.Endpoint).With("ECR_DEADLINE", "20").RunAsync();

        outcome.AssertAnswered();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "it waited for the grandchild");
    }

    [Fact]
    public async Task Kill_what_hangs_with_its_children()
    {
        string mark = $"31536{Environment.ProcessId}";

        await WithConfig($"[profile node]\ncredential_process = sleep {mark} | sleep {mark}").RunAsync();

        Assert.DoesNotContain(Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Select(CommandLine), line => line.Contains(mark, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_their_process_with_the_environment_that_the_admin_set_and_not_with_ours()
    {
        using Stub aws = Stub.Aws();
        const string config = "[profile node]\ncredential_process = test \"$SSL_CERT_FILE\" = /etc/own.pem && test \"$AWS_REGION\" = us-west-2 && echo '" + Keys + "'";

        Outcome outcome = await WithConfig(config).With("AWS_ENDPOINT_URL", aws.Endpoint).With("SSL_CERT_FILE", "/etc/own.pem").With("AWS_REGION", "us-west-2").RunAsync();

        outcome.AssertAnswered();
    }

    public void Dispose() => sandbox.Dispose();

    private Sandbox WithConfig(string config) => sandbox.With("AWS_PROFILE", "node").With("AWS_CONFIG_FILE", sandbox.Write("aws-config", config + "\n"))
        .With("AWS_SHARED_CREDENTIALS_FILE", "/nowhere").With("ECR_DEADLINE", "3");

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Join(folder, "cmdline"));
        }
        catch (IOException)
        {
            return ""; // It ended at this moment.
        }
    }
}
