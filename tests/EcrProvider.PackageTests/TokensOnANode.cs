using System.Globalization;
using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>The token cache of the installed package as root of a booted node: kubelet's restarts, clocks that jump, and files that others got at.</summary>
[Collection(nameof(Beds))]
public sealed class TokensOnANode(TokenNode tokens) : IClassFixture<TokenNode>
{
    private const string Request = """{"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/v1","image":"123456789012.dkr.ecr.us-west-2.amazonaws.com/app"}""";

    // Behind its answer on standard output: how often ECR was asked for it.
    private const string Ask = $$"""
        folder=/run/ecr-credential-provider/tokens
        ask() {
          before=$(wc -l < /run/bed-aws.jsonl)
          "$@" ecr-credential-provider <<< '{{Request}}'
          echo "calls=$(($(wc -l < /run/bed-aws.jsonl) - before))"
        }
        touch /run/bed-aws.jsonl
        ask
        entry=$(echo $folder/*.token)

        """;

    private string Password => tokens.Node.Registry.Password;

    [Theory]
    [InlineData("truncate --size=-10 $entry", 0)]
    [InlineData(": > $entry", 0)]
    [InlineData("chown nobody $entry", 0)]
    [InlineData("chmod o+w $entry", 0)]
    [InlineData("chmod g+r $entry", 0)]
    [InlineData("ln $entry /run/outside/second", 0)]
    [InlineData("mv $entry /run/outside/moved; ln -s /run/outside/moved $entry", 0)]
    [InlineData("ln -sf /run/outside/victim $entry", 0)]
    [InlineData("rm $entry; mkfifo -m 600 $entry", 0)]
    [InlineData("rm $entry; ln -sf /run/outside/victim ${entry%.token}.lock", 0)]
    [InlineData("rm $entry; ln -f /run/outside/victim ${entry%.token}.lock", 0)]
    [InlineData("rm $entry; ln -s /run/outside/victim ${entry%.token}.failure", 0)]
    [InlineData("chown nobody $folder", 1)]
    [InlineData("chmod o+w $folder", 1)]
    [InlineData("chmod g+x $folder", 1)]
    [InlineData("mv $folder /run/outside/tokens; ln -s /run/outside/tokens $folder", 1)]
    [InlineData("rm $entry; mount --bind $folder $folder; mount -o remount,bind,ro $folder", 1)]
    [InlineData("mount -t tmpfs -o size=64k,mode=700 tmpfs $folder; head -c 1M /dev/zero > $folder/fill || true", 1)]
    public async Task Whatever_was_done_to_them_the_answer_is_right_and_nothing_is_written_outside(string tampering, int callsOfTheNext)
    {
        Bed bed = await tokens.FreshAsync();

        CommandOutcome outcome = await bed.RunAsync($"""
            {Ask}
            mkdir -m 700 /run/outside && echo "somebody else's" > /run/outside/victim && chmod 600 /run/outside/victim
            ({tampering}) 2> /dev/null
            (cd /run/outside && find . -type f -exec sha256sum {"{}"} + | sort > /run/before)
            ask
            ask
            (cd /run/outside && find . -type f -exec sha256sum {"{}"} + | sort | diff - /run/before) >&2
            """);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        Assert.Equal([(Password, 1), (Password, 1), (Password, callsOfTheNext)], Answers(outcome));
    }

    [Theory]
    [InlineData(-800_000_000)]
    [InlineData(2_000_000_000)]
    public async Task A_clock_that_jumps_changes_nothing(int seconds)
    {
        Bed bed = await tokens.FreshAsync();
        string jumped = string.Create(CultureInfo.InvariantCulture, $"env LD_PRELOAD={JumpingClock.Library} CLOCK_JUMP={seconds}");

        CommandOutcome outcome = await bed.RunAsync($"""
            {Ask}
            ask {jumped}
            ask
            {jumped} ecr-credential-provider cache show --output json | jq -r '.entries[].fetched_at' >&2
            {jumped} date --utc +%FT%TZ >&2
            """);

        Assert.Equal([(Password, 1), (Password, 0), (Password, 0)], Answers(outcome));
        Assert.All(outcome.Output.Split('\n').Where(line => line.StartsWith('{')), line => Assert.Matches("\"cacheDuration\":\"(6h0m0s|5h59m[0-9.]+s)\"", line));
        DateTime[] times = [.. outcome.Errors.TrimEnd('\n').Split('\n').Select(time => DateTime.Parse(time, CultureInfo.InvariantCulture))];
        Assert.InRange(times[1] - times[0], TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_restarted_kubelet_asks_anew_and_pulls_with_the_old_one_while_ECR_is_away()
    {
        Bed bed = await tokens.FreshAsync();
        Assert.Null(await FirstPullAsync());
        int first = (await tokens.Node.Aws.RequestsAsync()).Count;
        await tokens.Node.Image.ForgetAsync();

        await RestartAsync(bed);
        Assert.Null(await FirstPullAsync());
        Assert.Equal(first + 1, (await tokens.Node.Aws.RequestsAsync()).Count);
        await tokens.Node.Image.ForgetAsync();

        await tokens.Node.Aws.BreakApiAsync("reset");
        await RestartAsync(bed);
        Assert.Null(await FirstPullAsync());
        Assert.Contains("ECR501 no new password", (await bed.RunAsync("journalctl --sync; journalctl -t ecr-credential-provider -o cat --no-pager").OrThrow()).Output, StringComparison.Ordinal);
        Assert.Matches("fall-back: it is older than the running kubelet", (await bed.RunAsync("ecr-credential-provider cache show").OrThrow()).Output);
        await tokens.Node.Image.ForgetAsync();
    }

    private static async Task RestartAsync(Bed bed)
    {
        await bed.RunAsync("systemctl restart kubelet").OrThrow();
        await new Kubelet(bed).HealthyAsync();
    }

    private async Task<string?> FirstPullAsync()
    {
        await tokens.Node.Image.WantAsync();
        return await tokens.Node.Image.FirstPullAsync();
    }

    /// <summary>The password of each answer, and how often ECR was asked for it.</summary>
    private static IEnumerable<(string Password, int Calls)> Answers(CommandOutcome outcome) => outcome.Output.TrimEnd('\n').Split('\n').Chunk(2).Select(pair => (
        pair[0].Split("\"password\":\"")[1].Split('"')[0],
        int.Parse(pair[1].Split('=')[1], CultureInfo.InvariantCulture)));
}
