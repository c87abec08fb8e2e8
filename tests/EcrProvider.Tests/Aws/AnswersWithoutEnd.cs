using System.Net;
using System.Net.Sockets;
using EcrProvider.Aws.Transport;
using EcrProvider.Settings;
using Xunit;

namespace EcrProvider.Tests.Aws;

public sealed class AnswersWithoutEnd
{
    /// <summary>The program runs as root on every node: a mirror must not be able to fill its memory.</summary>
    [Fact]
    public async Task Are_given_up_after_a_megabyte()
    {
        using var host = new TestHost();
        var address = new TaskCompletionSource<EndPoint>();
        Task<long> served = FloodAsync(address);
        var endless = new Uri($"http://{await address.Task}/");
        using var transport = new HttpTransport(host.Context, ProviderSettings.Read(host.Context), "registry");

        await Assert.ThrowsAsync<HttpRequestException>(
            () => transport.Client.GetAsync(endless, TestContext.Current.CancellationToken));

        Assert.InRange(await served, 1, 32 * 1024 * 1024);
    }

    /// <returns>How many bytes were taken until the other side hung up, what lay in sockets included.</returns>
    private static async Task<long> FloodAsync(TaskCompletionSource<EndPoint> address)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        address.SetResult(listener.LocalEndpoint);
        using TcpClient client = await listener.AcceptTcpClientAsync();
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8.ToArray());
        byte[] block = new byte[64 * 1024];
        long taken = 0;
        try
        {
            for (; taken < 1024 * 1024 * 1024; taken += block.Length)
            {
                await stream.WriteAsync(block);
            }
        }
        catch (IOException)
        {
            // It hung up.
        }

        return taken;
    }
}
