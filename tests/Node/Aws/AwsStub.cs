using System.Globalization;
using Node.Http;

namespace Node.Aws;

/// <summary><c>node aws</c>: ECR, ECR Public and STS at their real names, or a front before moto.</summary>
internal sealed class AwsStub
{
    private readonly StubOptions options;
    private readonly TimeProvider clock;
    private readonly FaultSwitch faults;
    private readonly JsonLines log;
    private readonly string account;
    private readonly EcrAnswers ecr;
    private readonly StsAnswers sts;
    private readonly Upstream? upstream;

    public AwsStub(StubOptions options)
    {
        this.options = options;
        clock = new ShiftedClock(TimeSpan.FromSeconds(double.Parse(options.Get("clock-offset", "0"), CultureInfo.InvariantCulture)));
        faults = new(options.Get("fault"), options.Get("control"));
        log = new(options.Get("log"));
        account = options.Get("account", "123456789012");
        var expiry = new Expiry(options.Get("expires-in", "43200"), clock);
        ecr = new(options.Get("password", "stub-password"), account, expiry);
        sts = new(account, clock);
        upstream = options.Get("upstream") is { } server ? new(new(server), expiry) : null;
    }

    /// <summary>Binds, says so on stdout (<c>listening ADDRESS:PORT</c>) and serves until the process ends.</summary>
    public void Listen()
    {
        var server = new HttpServer(HandleAsync)
        {
            Clock = clock,
            Tls = ServerCertificate.Of(options),
            NoHandshake = () => faults.Is("no-handshake"),
        };
        foreach (var at in options.Listen("127.0.0.2:443")) Console.WriteLine($"listening {server.Listen(at)}");
    }

    private async Task<HttpResponse> HandleAsync(HttpRequest request)
    {
        var call = new AwsCall(request);
        var fault = faults.For(call.Service);
        var response = Spoiled(call, fault) ?? (upstream is null ? Answer(call, fault.Word) : await upstream.AskAsync(request));
        if (fault.Word is "drip") response = response with { Way = Way.Drip };
        if (fault.Word is "slow") response = response with { Delay = TimeSpan.FromSeconds(fault.Number ?? 3) };
        Log(call, fault, response);
        return response;
    }

    private HttpResponse? Spoiled(AwsCall call, Fault fault) => fault.Word switch
    {
        "hang" => HttpResponse.Silence,
        "reset" => HttpResponse.Hangup,
        "garbage" => new(200, "application/x-amz-json-1.1", "<html><body>\u0000 this is not the JSON you are looking for</body></html>"),
        "bad-json" => new(200, "application/x-amz-json-1.1", "{\"authorizationData\":[{"),
        "503-html" => new(503, "text/html", "<html><head><title>503</title></head><body>\r\n<h1>Service Unavailable</h1>\r\n</body></html>"),
        "redirect" => new(307, "text/plain", "") { Headers = [("Location", "http://127.0.0.1:9/elsewhere")] },
        _ => AwsErrors.ForFault(fault.Word, call, account),
    };

    private HttpResponse Answer(AwsCall call, string fault)
    {
        // A web identity is its own proof; everything else is signed.
        if (call.Operation is not "AssumeRoleWithWebIdentity" && SigV4.Complaint(call, clock.GetUtcNow()) is { } complaint)
        {
            return call.Service is "sts"
                ? AwsErrors.Answer(call, 403, complaint.Type is "InvalidSignatureException" ? "SignatureDoesNotMatch" : complaint.Type.Replace("Exception", "", StringComparison.Ordinal), complaint.Message)
                : AwsErrors.Answer(call, 400, complaint.Type, complaint.Message);
        }

        var answer = call.Service switch
        {
            "sts" => sts.Answer(call, fault),
            "ecr" or "ecr-public" when call.Operation is "GetAuthorizationToken" && string.Equals(call.TargetService, call.Service, StringComparison.Ordinal) => ecr.Token(call, fault),
            _ => null,
        };
        return answer ?? AwsErrors.Answer(call, call.Service is "sts" ? 400 : 404, call.Service is "sts" ? "InvalidAction" : "UnknownOperationException", $"Could not find operation {call.Operation}");
    }

    private void Log(AwsCall call, Fault fault, HttpResponse response) => log.Write(json =>
    {
        json.WriteString("method", call.Request.Method);
        json.WriteString("host", call.Request.Header("Host"));
        json.WriteString("path", call.Request.Target);
        json.WriteString("target", call.Target);
        json.WriteString("service", call.Service);
        json.WriteString("operation", call.Operation);
        json.WriteString("accessKey", call.Signature?.AccessKey);
        json.WriteString("signedRegion", call.Signature?.Region);
        json.WriteString("signedService", call.Signature?.Service);
        json.WriteString("userAgent", call.Request.Header("User-Agent"));
        foreach (var name in (ReadOnlySpan<string>)["RoleArn", "RoleSessionName", "ExternalId"])
        {
            if (call.Form.TryGetValue(name, out var value)) json.WriteString(name, value);
        }

        json.WriteString("fault", fault.Word);
        json.WriteNumber("status", response.Status);
    });
}
