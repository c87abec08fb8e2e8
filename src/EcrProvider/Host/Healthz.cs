namespace EcrProvider.Host;

/// <summary>Asks a local service whether it is well.</summary>
internal static class Healthz
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>True for a 200 of <paramref name="endpoint"/> within 2 s; never by a proxy.</summary>
    public static bool Answers(Uri endpoint)
    {
        using var direct = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        using var http = new HttpClient(direct) { Timeout = Limit };
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
            using HttpResponseMessage answer = http.Send(request);
            return answer.StatusCode is System.Net.HttpStatusCode.OK;
        }
        catch (Exception silent) when (silent is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
