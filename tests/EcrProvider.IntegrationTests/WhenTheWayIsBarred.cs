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
