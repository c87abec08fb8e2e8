using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.IntegrationTests;

/// <summary>The fault matrix on real sockets: below HTTP.</summary>
public sealed class WhenTheWayIsBarred : IDisposable
{
    // RFC 6335: discard; nothing listens there.
    private const string Refused = "http://127.0.0.1:9";

    private readonly Sandbox sandbox = new();

    [Fact]
    public async Task A_refused_connection_is_told() =>
        (await sandbox.Asking(Refused).With("ECR_DEADLINE", "20").RunAsync()).AssertRefused("ECR209", "Connection refused");

    [Fact]
    public async Task A_name_that_nobody_knows_is_told() =>
        (await sandbox.Asking("https://api.ecr.us-west-2.invalid").With("ECR_DEADLINE", "20").RunAsync()).AssertRefused("ECR217", "/etc/resolv.conf");

    [Fact]
    public async Task A_black_hole_ends_with_the_deadline()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        int port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        using Socket first = Fill(port), second = Fill(port);

        Outcome outcome = await sandbox.Asking(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")).RunAsync();

        outcome.AssertRefused("ECR210", "within 2 s");

        // Two connections that nobody accepts fill a backlog of none: from then on the kernel drops every SYN.
        static Socket Fill(int port)
        {
            var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            try
            {
                client.Connect(IPAddress.Loopback, port);
            }
            catch (SocketException pending) when (pending.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
            }

            return client;
        }
    }

    [Fact]
    public async Task A_dead_proxy_is_told_without_its_password()
    {
        Outcome outcome = await sandbox.Asking("https://api.ecr.us-west-2.amazonaws.com")
            .With("HTTPS_PROXY", $"http://user:{Secrets.ProxyPassword}@127.0.0.1:9").With("ECR_DEADLINE", "20").RunAsync();

        outcome.AssertRefused("ECR216", "through the proxy http://127.0.0.1:9");
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL_ECR", "http://user:{0}@127.0.0.1:9", "ECR209")]
    [InlineData("AWS_ENDPOINT_URL_ECR", "http://user:{1}@127.0.0.1:9", "ECR281")]
    [InlineData("AWS_ENDPOINT_URL_ECR", "user:{1}@127.0.0.1", "ECR281")]
    [InlineData("AWS_ENDPOINT_URL_STS", "http://user:{0}@127.0.0.1:9", "ECR209")]
    [InlineData("AWS_ENDPOINT_URL_STS", "user:{1}@127.0.0.1", "ECR281")]
    [InlineData("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://user:{0}@192.0.2.1/", "ECR250")]
    [InlineData("AWS_EC2_METADATA_SERVICE_ENDPOINT", "ftp://user:{0}@192.0.2.1/", "ECR223")]
    [InlineData("HTTP_PROXY", "ftp://user:{0}@192.0.2.1/", "ECR219")]
    public async Task The_password_of_a_URL_is_never_shown(string setting, string form, string id)
    {
        sandbox.With("ECR_DEADLINE", "20").With(setting, string.Format(CultureInfo.InvariantCulture, form, Uri.EscapeDataString(Secrets.UrlPassword), Secrets.UrlPassword));
        if (setting is "AWS_CONTAINER_CREDENTIALS_FULL_URI" or "AWS_EC2_METADATA_SERVICE_ENDPOINT")
        {
            sandbox.With("AWS_EC2_METADATA_DISABLED", "false").With("AWS_ENDPOINT_URL", Refused);
        }
        else
        {
            sandbox.With("AWS_ACCESS_KEY_ID", Secrets.AccessKey).With("AWS_SECRET_ACCESS_KEY", Secrets.SecretKey);
        }

        if (setting is "AWS_ENDPOINT_URL_STS")
        {
            sandbox.With("ECR_IDENTITIES", "123456789012=role:arn:aws:iam::123456789012:role/pull");
        }

        Outcome outcome = await sandbox.With("AWS_MAX_ATTEMPTS", "1").RunAsync();

        outcome.AssertRefused(id);
        Assert.DoesNotContain(Uri.EscapeDataString(Secrets.UrlPassword), outcome.Result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_is_no_URL_is_told() =>
        (await sandbox.Asking(Refused).With("HTTP_PROXY", "ftp://x").RunAsync()).AssertRefused("ECR219", "HTTP_PROXY");

    [Fact]
    public async Task NO_PROXY_leads_round_a_dead_proxy()
    {
        using Stub aws = Stub.Aws();

        Outcome outcome = await sandbox.Asking(aws.Endpoint.Replace("127.0.0.1", "localhost.localdomain", StringComparison.Ordinal))
            .With("AWS_ENDPOINT_URL", aws.Endpoint).With("HTTP_PROXY", "http://127.0.0.1:9").With("NO_PROXY", "127.0.0.0/8").RunAsync();

        outcome.AssertAnswered();
    }

    [Fact]
    public async Task A_journal_that_nobody_reads_holds_up_nothing()
    {
        using Stub aws = Stub.Aws();
        sandbox.StopJournal();

        Outcome outcome = await sandbox.Asking(aws.Endpoint).RunAsync();

        Assert.Equal(0, outcome.Result.ExitCode);
        Assert.All(outcome.Journal, entry => Assert.Equal("full", entry));
    }

    public void Dispose() => sandbox.Dispose();
}
