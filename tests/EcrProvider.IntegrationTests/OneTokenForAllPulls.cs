using System.Globalization;
using CliWrap.Buffered;
using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.IntegrationTests;

/// <summary>The node's token cache with real processes, locks, signals and file systems.</summary>
public sealed class OneTokenForAllPulls : IDisposable
{
    private const string Tokens = "run/ecr-credential-provider/tokens";
    private const string Role = "arn:aws:iam::123456789012:role/pull";

    private readonly Sandbox sandbox = new Sandbox().With("ECR_TOKEN_CACHE", "on");

    private string Control => Path.Join(sandbox.Folder, "control");

    [Fact]
    public async Task Fifty_processes_at_once_on_an_empty_cache_ask_once()
    {
        using Stub imds = Stub.Imds();
        using Stub aws = Stub.Aws("slow=1");
        sandbox.With("AWS_ENDPOINT_URL", aws.Endpoint).With("AWS_EC2_METADATA_DISABLED", "false").With("AWS_EC2_METADATA_SERVICE_ENDPOINT", imds.Endpoint);

        await sandbox.ShellAsync("for i in $(seq 50); do ask > out.$i 2> err.$i & done; wait");

        AssertAnswered(1, 50);
        Assert.Single(aws.Requests);
        Assert.Equal(3, imds.Requests.Count);
    }

    [Fact]
    public async Task When_the_one_that_asks_is_killed_one_other_asks()
    {
        using Stub aws = Stub.Aws("slow=60*1");
        sandbox.Asking(aws.Endpoint).With("ECR_DEADLINE", "45");

        Task<BufferedCommandResult> all = sandbox.ShellAsync("""
            ask > out.0 2> err.0 & leader=$!
            until [ -e asked ]; do sleep 0.1; done
            for i in $(seq 20); do ask > out.$i 2> err.$i & done
            sleep 1
            kill -KILL $leader
            wait
            """);
        await AskedAsync(aws);
        await all;

        AssertAnswered(1, 20);
        Assert.Empty(Text("out.0"));
        Assert.Equal(2, aws.Requests.Count);
    }

    [Fact]
    public async Task When_the_one_that_asks_is_stopped_the_others_wait_no_longer_than_kubelet()
    {
        using Stub aws = Stub.Aws("slow=300*1");
        sandbox.Asking(aws.Endpoint).With("ECR_DEADLINE", "45");

        Task<BufferedCommandResult> all = sandbox.ShellAsync("""
            ask > out.0 2> err.0 & leader=$!
            until [ -e asked ]; do sleep 0.1; done
            kill -STOP $leader
            for i in $(seq 10); do ask > out.$i 2> err.$i & others="$others $!"; done
            wait $others
            kill -KILL $leader
            """);
        await AskedAsync(aws);
        BufferedCommandResult result = await all;

        AssertAnswered(1, 10);
        Assert.InRange(result.RunTime, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(60));
        Assert.InRange(aws.Requests.Count, 2, 11);
    }

    [Fact]
    public async Task When_ECR_refuses_all_fail_few_ask_and_the_next_one_is_answered_as_soon_as_it_is_mended()
    {
        using Stub sts = Stub.Aws("slow=5");
        using Stub ecr = Stub.Aws("", "--control", Control);
        sandbox.Write("control", "access-denied");
        sandbox.Asking(ecr.Endpoint).With("AWS_ENDPOINT_URL_STS", sts.Endpoint).With("ECR_IDENTITIES", $"123456789012=role:{Role}").With("ECR_DEADLINE", "45");

        await sandbox.ShellAsync("for i in $(seq 50); do ask > out.$i 2> err.$i & done; wait");

        for (int i = 1; i <= 50; i++)
        {
            Assert.StartsWith("ECR202 ", Text($"err.{i}"), StringComparison.Ordinal);
            Assert.Empty(Text($"out.{i}"));
        }

        Assert.InRange(ecr.Requests.Count, 1, 5);
        File.Delete(Control);
        Assert.Contains("stub-password", (await sandbox.RunAsync()).Result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restarted_kubelet_asks_anew_and_makes_do_with_the_old_one_when_ECR_is_away()
    {
        using Stub aws = Stub.Aws("", "--control", Control);
        sandbox.Asking(aws.Endpoint);
        File.Copy("/bin/sh", Path.Join(sandbox.Folder, "kubelet"));
        sandbox.Write("control", "");
        string kubelet = $"sleep 0.1; ./kubelet -c '{Artifacts.Front} < request; {Artifacts.Front} < request; true'";

        await sandbox.ShellAsync(kubelet);
        Assert.Single(aws.Requests);
        await sandbox.ShellAsync(kubelet);
        Assert.Equal(2, aws.Requests.Count);
        sandbox.Write("control", "reset");
        BufferedCommandResult away = await sandbox.ShellAsync(kubelet);

        Assert.Equal(2, away.StandardError.TrimEnd().Split('\n').Count(line => line.StartsWith("ECR501 ", StringComparison.Ordinal)));
        Assert.Equal(2, away.StandardOutput.Split("\"cacheDuration\":\"5m0s\"").Length - 1);
        Assert.Equal(2, away.StandardOutput.Split("\"password\":\"stub-password\"").Length - 1);
    }

    [Fact]
    public async Task A_hit_speaks_to_nobody_but_the_journal_and_loads_no_TLS()
    {
        using Stub aws = Stub.Aws();
        sandbox.Asking(aws.Endpoint).With("ECR_DEADLINE", "45");

        await sandbox.ShellAsync($"strace -f -o cold {Artifacts.Front} < request > out.1 2> err.1; strace -f -o hit {Artifacts.Front} < request > out.2 2> err.2");

        AssertAnswered(1, 2);
        Assert.Contains("sa_family=AF_INET", Text("cold"), StringComparison.Ordinal);
        Assert.Contains("libcrypto", Text("cold"), StringComparison.Ordinal);
        Assert.Matches("madvise\\(0x[0-9a-f]+, [0-9]{7}, MADV_DONTNEED\\) = 0", Text("cold")); // PagesOfTheStart: some 4 MB of the program's file

        Assert.All(Text("hit").Split('\n').Where(line => line.Contains("socket(", StringComparison.Ordinal)), line => Assert.Contains("socket(AF_UNIX, SOCK_DGRAM", line, StringComparison.Ordinal));
        Assert.Contains("ECR100", Text("hit"), StringComparison.Ordinal);
        Assert.DoesNotContain("libssl", Text("hit"), StringComparison.Ordinal);
        Assert.DoesNotContain("libcrypto", Text("hit"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hit_needs_no_other_file_than_what_kubelet_executes_and_a_miss_says_which_is_missing()
    {
        Assert.SkipWhen(File.Exists("/usr/libexec/ecr-credential-provider/ecr-credential-provider-full"), "the package is installed here, and its whole program is taken");
        using Stub aws = Stub.Aws();
        sandbox.Asking(aws.Endpoint).With("ECR_DEADLINE", "45");

        BufferedCommandResult result = await sandbox.ShellAsync($"""
            (ask) > out.1 2> err.1
            mkdir alone && cp {Artifacts.Front} alone
            alone/ecr-credential-provider < request > out.2 2> err.2
            alone/ecr-credential-provider cache clear; echo code $?
            {Artifacts.Provider} cache clear
            alone/ecr-credential-provider < request; echo code $?
            """);

        AssertAnswered(1, 2);
        Assert.Equal("code 126\n1 password deleted\ncode 1\n", result.StandardOutput);
        Assert.Equal(2, result.StandardError.Split("ECR113 ").Length - 1);
        Assert.Equal(2, result.StandardError.Split("alone/ecr-credential-provider-full is not to be had (No such file or directory)").Length - 1);
        Assert.Single(aws.Requests);
    }

    [Theory]
    [InlineData("ro")]
    [InlineData("size=64k")]
    public async Task A_folder_that_is_read_only_or_full_is_no_cache_and_no_trouble(string options)
    {
        using Stub aws = Stub.Aws();
        sandbox.Asking(aws.Endpoint).With("ECR_DEADLINE", "45");

        BufferedCommandResult result = await sandbox.ShellAsync($"""
            mkdir -m 755 /run/ecr-credential-provider && mount -t tmpfs -o mode=755,{options} tmpfs /run/ecr-credential-provider || exit 99
            [ {options} = ro ] || head -c 1M /dev/zero > /run/ecr-credential-provider/fill 2> /dev/null
            (ask) > out.1 2> err.1; (ask) > out.2 2> err.2
            find /run/ecr-credential-provider -name '*.token*'
            """);

        Assert.Equal(("", 0), (result.StandardOutput + result.StandardError, result.ExitCode));
        AssertAnswered(1, 2);
        Assert.Equal(2, aws.Requests.Count);
    }

    [Fact]
    public async Task By_hand_it_is_shown_renewed_and_deleted()
    {
        using Stub aws = Stub.Aws("", "--control", Control);
        sandbox.Asking(aws.Endpoint);
        sandbox.Write("control", "");
        string cache = $"{Artifacts.Provider} cache";

        BufferedCommandResult renewed = await sandbox.ShellAsync($"(ask) > out.1 2> err.1; {cache} show; {cache} refresh; {cache} refresh {Provider.Image}; (ask) > out.2 2> err.2");
        AssertAnswered(1, 2);
        Assert.Equal(3, aws.Requests.Count);
        Assert.Contains($"  endpoint     {aws.Endpoint}\n", renewed.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(2, renewed.StandardOutput.Split('\n').Count(line => line.StartsWith("us-west-2 (private): new, as access key ", StringComparison.Ordinal)));

        sandbox.Write("control", "reset");
        BufferedCommandResult away = await sandbox.ShellAsync($"{cache} refresh || echo code $?; (ask) > out.1 2> err.1");
        AssertAnswered(1, 1);
        Assert.Equal("code 1\n", away.StandardOutput);
        Assert.StartsWith("ECR501 ", away.StandardError, StringComparison.Ordinal);

        sandbox.Write("control", "access-denied");
        BufferedCommandResult denied = await sandbox.ShellAsync($"{cache} refresh || echo code $?; {cache} show");
        Assert.Equal("code 1\n0 passwords in /run/ecr-credential-provider/tokens\n", denied.StandardOutput);
        Assert.StartsWith("ECR202 ", denied.StandardError, StringComparison.Ordinal);

        sandbox.Write("control", "");
        BufferedCommandResult cleared = await sandbox.ShellAsync($"{cache} refresh {Provider.Image} > out.1; {cache} clear; {cache} clear; ls /{Tokens}");
        Assert.Matches("^1 password deleted\n0 passwords deleted\n[0-9a-f]{32}\\.lock\n$", cleared.StandardOutput);
    }

    [Theory]
    [InlineData("ECR_TOKEN_CACHE", "off")]
    [InlineData("AWS_CONTAINER_AUTHORIZATION_TOKEN", "whose")]
    public async Task By_hand_nothing_is_renewed_that_is_not_kept(string variable, string value)
    {
        using Stub aws = Stub.Aws();
        sandbox.Asking(aws.Endpoint).With(variable, value);

        BufferedCommandResult result = await sandbox.ShellAsync($"{Artifacts.Provider} cache refresh {Provider.Image}");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("ECR505 ", result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_is_in_a_file_of_roots_alone()
    {
        using Stub aws = Stub.Aws();
        await sandbox.Asking(aws.Endpoint).RunAsync();

        string token = Assert.Single(Directory.GetFiles(Path.Join(sandbox.Folder, Tokens), "*.token"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(token));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(token)!));
        string content = await File.ReadAllTextAsync(token, TestContext.Current.CancellationToken);
        Assert.Contains("stub-password", content, StringComparison.Ordinal);
        Assert.DoesNotContain(Secrets.SecretKey, content, StringComparison.Ordinal);
    }

    public void Dispose() => sandbox.Dispose();

    private async Task AskedAsync(Stub aws)
    {
        for (int left = 600; left > 0 && aws.Requests.Count == 0; left--)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        sandbox.Write("asked", "");
    }

    private void AssertAnswered(int first, int last)
    {
        for (int i = first; i <= last; i++)
        {
            Assert.Equal("", Text(string.Create(CultureInfo.InvariantCulture, $"err.{i}")));
            Assert.Contains("\"password\":\"stub-password\"", Text(string.Create(CultureInfo.InvariantCulture, $"out.{i}")), StringComparison.Ordinal);
        }
    }

    private string Text(string name) => File.ReadAllText(Path.Join(sandbox.Folder, name));
}
