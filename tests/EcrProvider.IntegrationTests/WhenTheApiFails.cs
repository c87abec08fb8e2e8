using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.IntegrationTests;

/// <summary>The fault matrix on real sockets: what ECR answers.</summary>
public sealed class WhenTheApiFails : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Theory]
    [InlineData("access-denied", "ECR202", "AmazonEC2ContainerRegistryPullOnly")]
    [InlineData("bad-signature", "ECR203", "AWS_SECRET_ACCESS_KEY")]
    [InlineData("unrecognized-client", "ECR204", "issue a new one")]
    [InlineData("expired-token", "ECR205", "AWS_SESSION_TOKEN")]
    [InlineData("throttle", "ECR206", "quota")]
    [InlineData("throttle-429", "ECR206", "quota")]
    [InlineData("skewed", "ECR207", "timedatectl")]
    [InlineData("500", "ECR208", "ServerException")]
    [InlineData("503", "ECR208", "ServiceUnavailable")]
    [InlineData("503-html", "ECR208", "HTTP 503")]
    [InlineData("reset", "ECR209", "cannot be reached")]
    [InlineData("hang", "ECR210", "within 2 s")]
    [InlineData("drip", "ECR210", "within 2 s")]
    [InlineData("slow=30", "ECR210", "within 2 s")]
    [InlineData("garbage", "ECR211", "not what AWS writes")]
    [InlineData("bad-json", "ECR211", "not what AWS writes")]
    [InlineData("no-token", "ECR211", "no authorizationToken")]
    [InlineData("null-token", "ECR211", "no authorizationToken")]
    [InlineData("bad-token", "ECR211", "not base64")]
    [InlineData("no-colon", "ECR211", "not USER:PASSWORD")]
    [InlineData("empty", "ECR211", "no authorizationToken")]
    [InlineData("redirect", "ECR215", "never followed")]
    public async Task It_ends_in_time_with_the_one_line_that_helps(string fault, string id, string says)
    {
        using Stub aws = Stub.Aws(fault);
        if (id is not "ECR210")
        {
            sandbox.Asking(aws.Endpoint).With("ECR_DEADLINE", "20");
        }

        Outcome outcome = await (id is "ECR210" ? sandbox.Asking(aws.Endpoint) : sandbox).RunAsync();

        outcome.AssertRefused(id, says);
    }

    [Theory]
    [InlineData("throttle*1")]
    [InlineData("500*2")]
    [InlineData("503-html*1")]
    [InlineData("reset*2")]
    public async Task It_asks_again_when_that_may_help(string fault)
    {
        using Stub aws = Stub.Aws(fault);

        Outcome outcome = await sandbox.Asking(aws.Endpoint).With("ECR_DEADLINE", "20").RunAsync();

        outcome.AssertAnswered();
    }

    [Theory]
    [InlineData("access-denied")]
    [InlineData("bad-signature")]
    [InlineData("expired-token")]
    [InlineData("redirect")]
    public async Task It_asks_once_when_nothing_can_get_better(string fault)
    {
        using Stub aws = Stub.Aws(fault);

        await sandbox.Asking(aws.Endpoint).RunAsync();

        Assert.Single(aws.Requests);
    }

    [Theory]
    [InlineData("7200")]
    [InlineData("-86400")]
    public async Task A_wrong_clock_is_corrected_once_by_the_servers_Date(string offset)
    {
        using Stub aws = Stub.Aws("", "--clock-offset", offset);

        Outcome outcome = await sandbox.Asking(aws.Endpoint).With("ECR_DEADLINE", "20").RunAsync();

        outcome.AssertAnswered();
        Assert.Matches("\"cacheDuration\":\"(5h59m|6h0m)", outcome.Result.StandardOutput);
        Assert.Equal(2, aws.Requests.Count);
    }

    [Fact]
    public async Task An_expired_password_is_never_answered()
    {
        using Stub aws = Stub.Aws("", "--expires-in", "past");

        (await sandbox.Asking(aws.Endpoint).RunAsync()).AssertRefused("ECR212", "expired at");
    }

    [Fact]
    public async Task The_deadline_is_45_seconds_unless_it_is_set()
    {
        using Stub aws = Stub.Aws("hang");

        // Three attempts of 10 s would end before it.
        Outcome outcome = await sandbox.Asking(aws.Endpoint).With("ECR_DEADLINE", "").With("AWS_MAX_ATTEMPTS", "9").RunAsync();

        outcome.AssertRefused("ECR210", "within 45 s");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("56")]
    [InlineData("soon")]
    public async Task A_deadline_that_kubelet_would_not_wait_for_is_refused(string seconds) =>
        (await sandbox.Asking("http://127.0.0.1:9").With("ECR_DEADLINE", seconds).RunAsync()).AssertRefused("ECR304", "from 1 to 55");

    public void Dispose() => sandbox.Dispose();
}
