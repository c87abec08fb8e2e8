using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Node.Http;

/// <summary>A small HTTP/1.1 server, with TLS if a certificate is given. One task per connection.</summary>
internal sealed class HttpServer(Func<HttpRequest, Task<HttpResponse>> handler)
{
    public SslServerAuthenticationOptions? Tls { get; init; }

    /// <summary>Asked for each connection; true: the TLS handshake is never answered.</summary>
    public Func<bool> NoHandshake { get; init; } = () => false;

    /// <summary>The clock behind the Date header.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Binds, then serves in the background until the process ends.</summary>
    /// <returns>The bound address, with the port that was taken for 0.</returns>
    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public IPEndPoint Listen(IPEndPoint at)
    {
        var listener = new TcpListener(at);
        listener.Start(512);
        _ = AcceptAsync(listener);
        return (IPEndPoint)listener.LocalEndpoint;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            try
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync());
            }
            catch (SocketException e)
            {
                await Console.Error.WriteLineAsync($"node: accept: {e.Message}");
                await Task.Delay(50);
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await using var stream = await StreamAsync(client);
                if (stream is null) return;
                var reader = new HttpMessageReader(stream);
                while (await reader.RequestAsync(CancellationToken.None) is { } request)
                {
                    var response = await handler(request);
                    if (response.Delay > TimeSpan.Zero) await Task.Delay(response.Delay);
                    if (response.Way == Way.Close) return;
                    if (response.Way == Way.Silent) await UntilClientLeavesAsync(stream);
                    else await WriteAsync(stream, response);
                    if (response.Way == Way.Silent || request.Header("Connection").Equals("close", StringComparison.OrdinalIgnoreCase)) return;
                }
            }
            catch (Exception e) when (e is IOException or SocketException or System.Security.Authentication.AuthenticationException)
            {
                // The client left, or did not trust us: its side tells the story.
            }
            catch (Exception e)
            {
                await Console.Error.WriteLineAsync($"node: {e}");
            }
        }
    }

    private async Task<Stream?> StreamAsync(TcpClient client)
    {
        if (Tls is null) return client.GetStream();
        if (NoHandshake())
        {
            await UntilClientLeavesAsync(client.GetStream());
            return null;
        }

        var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsServerAsync(Tls);
        return tls;
    }

    private async Task WriteAsync(Stream stream, HttpResponse response)
    {
        var head = new StringBuilder(256)
            .Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {response.Status} {(HttpStatusCode)response.Status}\r\n")
            .Append(CultureInfo.InvariantCulture, $"Date: {Clock.GetUtcNow():R}\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Length: {response.Body.Length}\r\n");
        if (response.ContentType.Length > 0) head.Append(CultureInfo.InvariantCulture, $"Content-Type: {response.ContentType}\r\n");
        foreach (var (name, value) in response.Headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        var bytes = Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
        if (response.Way == Way.Drip)
        {
            await stream.WriteAsync(bytes);
            for (var i = 0; i < response.Body.Length; i++)
            {
                await stream.WriteAsync(response.Body.Slice(i, 1));
                await stream.FlushAsync();
                await Task.Delay(1000);
            }
        }
        else
        {
            await stream.WriteAsync((byte[])[.. bytes, .. response.Body.Span]);
        }

        await stream.FlushAsync();
    }

    private static async Task UntilClientLeavesAsync(Stream stream)
    {
        var scratch = new byte[4096];
        while (await stream.ReadAsync(scratch) > 0)
        {
        }
    }
}
