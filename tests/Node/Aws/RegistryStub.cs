using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Node.Http;

namespace Node.Aws;

/// <summary>
/// <c>node registry</c>: a private ECR registry's own API, with ECR's words for what is wrong. It has the repository <c>app</c> with the tag 1,
/// <c>denied</c>, which may not be pulled from, and <c>moved</c>, which is elsewhere. Faults: refused (no password is good enough), portal (something else answers).
/// </summary>
internal sealed class RegistryStub(StubOptions options)
{
    private const string Manifest = "application/vnd.oci.image.manifest.v1+json";

    private readonly FaultSwitch faults = new(options.Get("fault"), options.Get("control"));
    private readonly JsonLines log = new(options.Get("log"));
    private readonly string basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("AWS:" + options.Get("password", "stub-password")));

    /// <summary>Binds, says so on stdout (<c>listening ADDRESS:PORT</c>) and serves until the process ends.</summary>
    public void Listen()
    {
        var server = new HttpServer(request => Task.FromResult(Handle(request))) { Tls = ServerCertificate.Of(options) };
        foreach (var at in options.Listen("127.0.0.3:443")) Console.WriteLine($"listening {server.Listen(at)}");
    }

    private HttpResponse Handle(HttpRequest request)
    {
        var response = Answer(request, faults.For("registry").Word);
        log.Write(json =>
        {
            json.WriteString("method", request.Method);
            json.WriteString("host", request.Header("Host"));
            json.WriteString("path", request.Target);
            json.WriteBoolean("authorization", request.Header("Authorization").Length > 0);
            json.WriteNumber("status", response.Status);
        });
        return request.Method is "HEAD" ? response with { Body = ReadOnlyMemory<byte>.Empty } : response;
    }

    private HttpResponse Answer(HttpRequest request, string fault)
    {
        if (fault is "portal") return new(200, "text/html", "<html>Sign in</html>");
        if (fault is "refused" || !string.Equals(request.Header("Authorization"), basic, StringComparison.Ordinal))
        {
            return Error(401, "UNAUTHORIZED", "authentication required") with { Headers = [("Www-Authenticate", "Basic realm=\"https://ecr/\",service=\"ecr.amazonaws.com\"")] };
        }

        return request.Path.Split('/') switch
        {
            ["", "v2", ""] => new(200, "", ""),
            ["", "v2", "app", "manifests", "1"] => new(200, Manifest, "{}"),
            ["", "v2", "app", "manifests", _] => Error(404, "MANIFEST_UNKNOWN", "Requested image not found"),
            ["", "v2", "denied", "manifests", _] => Error(403, "DENIED", "User: arn:aws:sts::123456789012:assumed-role/bed-role/i-0123456789abcdef0 is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:us-west-2:210987654321:repository/denied because no resource-based policy allows the ecr:BatchGetImage action"),
            ["", "v2", "moved", "manifests", _] => new(307, "", "") { Headers = [("Location", "https://elsewhere.example.com/v2/moved")] },
            ["", "v2", var repository, ..] => Error(404, "NAME_UNKNOWN", string.Create(CultureInfo.InvariantCulture, $"The repository with name '{repository}' does not exist in the registry with id '210987654321'")),
            _ => new(404, "text/plain", ""),
        };
    }

    private static HttpResponse Error(int status, string code, string message) =>
        new(status, "application/json", new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }) }.ToJsonString());
}
