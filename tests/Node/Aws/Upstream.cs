using System.Net.Sockets;
using Node.Http;

namespace Node.Aws;

/// <summary>Front mode: passes a request byte for byte to another server (moto), so that it can check the signature, and only renews expiresAt in what comes back.</summary>
internal sealed class Upstream(Uri server, Expiry expiry)
{
    public async Task<HttpResponse> AskAsync(HttpRequest request)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(server.Host, server.Port);
            var stream = client.GetStream();
            await stream.WriteAsync(request.Raw);
            var (status, headers, body) = await new HttpMessageReader(stream).ResponseAsync(CancellationToken.None);
            var answer = new HttpResponse(status, headers.GetValueOrDefault("Content-Type", ""), body)
            {
                Headers = [.. headers.Where(h => h.Key.StartsWith("x-amz", StringComparison.OrdinalIgnoreCase)).Select(h => (h.Key, h.Value))],
            };
            return answer.Text.Contains("\"authorizationData\"", StringComparison.Ordinal)
                ? new HttpResponse(status, answer.ContentType, expiry.Rewrite(answer.Text)) { Headers = answer.Headers }
                : answer;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return new(502, "text/plain", $"node aws: {server}: {e.Message}\n");
        }
    }
}
