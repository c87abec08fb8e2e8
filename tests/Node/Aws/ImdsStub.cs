using System.Globalization;
using System.Text.Json.Nodes;
using Node.Http;

namespace Node.Aws;

/// <summary><c>node imds</c>: the instance metadata service, version 2 only. Faults: silent (the token is never answered), no-role, no-keys, 401, 403, 503, slow[=SECONDS]. Also a container's credentials at /container.</summary>
internal sealed class ImdsStub(StubOptions options)
{
    private const string Token = "bed-imds-token";
    private readonly FaultSwitch faults = new(options.Get("fault"), options.Get("control"));
    private readonly JsonLines log = new(options.Get("log"));
    private readonly string role = options.Get("role", "bed-role");
    private readonly string region = options.Get("region", "us-west-2");

    /// <summary>Binds, says so on stdout (<c>listening ADDRESS:PORT</c>) and serves until the process ends.</summary>
    public void Listen()
    {
        var server = new HttpServer(request => Task.FromResult(Handle(request)));
        foreach (var at in options.Listen("169.254.169.254:80")) Console.WriteLine($"listening {server.Listen(at)}");
    }

    private static HttpResponse Text(int status, string body) => new(status, "text/plain", body);

    private static HttpResponse Json(JsonObject body) => new(200, "application/json", body.ToJsonString());

    private static string Time(TimeSpan fromNow) => (DateTime.UtcNow + fromNow).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private HttpResponse Handle(HttpRequest request)
    {
        var fault = faults.For("imds");
        var response = fault.Word is "silent" ? HttpResponse.Silence : fault.Word is "403" or "503" ? Text(int.Parse(fault.Word, CultureInfo.InvariantCulture), "") : request.Method is "PUT" ? NewToken(request) : Read(request, fault.Word);
        if (fault.Word is "slow") response = response with { Delay = TimeSpan.FromSeconds(fault.Number ?? 3) };
        log.Write(json =>
        {
            json.WriteString("method", request.Method);
            json.WriteString("path", request.Target);
            json.WriteString("ttl", request.Header("X-aws-ec2-metadata-token-ttl-seconds"));
            json.WriteBoolean("token", request.Header("X-aws-ec2-metadata-token").Length > 0);
            json.WriteString("userAgent", request.Header("User-Agent"));
            json.WriteString("fault", fault.Word);
            json.WriteNumber("status", response.Status);
        });
        return response;
    }

    private static HttpResponse NewToken(HttpRequest request)
    {
        var sent = request.Header("X-aws-ec2-metadata-token-ttl-seconds");
        if (request.Path is not "/latest/api/token") return Text(404, "");
        if (request.Header("X-Forwarded-For").Length > 0) return Text(403, "");
        return int.TryParse(sent, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 21600
            ? Text(200, Token) with { Headers = [("X-Aws-Ec2-Metadata-Token-Ttl-Seconds", sent)] }
            : Text(400, "");
    }

    private HttpResponse Read(HttpRequest request, string fault)
    {
        if (request.Path is "/container") return Container(request, fault);
        if (fault is "401" || !string.Equals(request.Header("X-aws-ec2-metadata-token"), Token, StringComparison.Ordinal)) return Text(401, "");
        const string Roles = "/latest/meta-data/iam/security-credentials";
        return request.Path.TrimEnd('/') switch
        {
            Roles when fault is not "no-role" => Text(200, role),
            var path when fault is not "no-role" && string.Equals(path, $"{Roles}/{role}", StringComparison.Ordinal) =>
                fault is "no-keys" ? Json(new() { ["Code"] = "AssumeRoleUnauthorizedAccess", ["Message"] = "EC2 cannot assume the role" }) : Credentials(),
            "/latest/meta-data/placement/region" => Text(200, region),
            "/latest/meta-data/placement/availability-zone" => Text(200, region + "a"),
            "/latest/meta-data/instance-id" => Text(200, "i-0123456789abcdef0"),
            "/latest/dynamic/instance-identity/document" => Json(new()
            {
                ["accountId"] = options.Get("account", "123456789012"),
                ["instanceId"] = "i-0123456789abcdef0",
                ["region"] = region,
                ["version"] = "2017-09-30",
            }),
            _ => Text(404, ""),
        };
    }

    private HttpResponse Container(HttpRequest request, string fault) =>
        request.Header("Authorization") is not "container-token" ? Text(401, "")
        : fault is "no-keys" ? Json(new() { ["code"] = "AccessDenied", ["message"] = "no association" })
        : Credentials();

    private HttpResponse Credentials() => Json(new()
    {
        ["Code"] = "Success",
        ["LastUpdated"] = Time(TimeSpan.Zero),
        ["Type"] = "AWS-HMAC",
        ["AccessKeyId"] = options.Get("access-key", "ASIABEDBEDBEDBEDBED0"),
        ["SecretAccessKey"] = options.Get("secret-key", "bedsecretbedsecretbedsecretbedsecretbeds"),
        ["Token"] = options.Get("session-token", "bed-session-token"),
        ["Expiration"] = Time(TimeSpan.FromSeconds(double.Parse(options.Get("expires-in", "21600"), CultureInfo.InvariantCulture))),
    });
}
