using System.Net;
using System.Text;
using Node.Http;

namespace Node.Aws;

/// <summary>One request, as an AWS service sees it.</summary>
internal sealed class AwsCall(HttpRequest request)
{
    public HttpRequest Request => request;

    public AwsHost? Host { get; } = AwsHost.Parse(request.Header("Host"));

    /// <summary>The operation: the word behind the dot of X-Amz-Target, or Action of a form.</summary>
    public string Operation => Target.Length > 0 ? Target[(Target.LastIndexOf('.') + 1)..] : Form.GetValueOrDefault("Action", "");

    public string Target { get; } = request.Header("X-Amz-Target");

    /// <summary>What the host says, or else the operation.</summary>
    public string Service => Host?.Service ?? TargetService;

    public string TargetService => Target.Split('.')[0] switch
    {
        "AmazonEC2ContainerRegistry_V20150921" => "ecr",
        "SpencerFrontendService" => "ecr-public",
        "" => "sts",
        _ => "",
    };

    public SigV4? Signature { get; } = SigV4.Parse(request.Header("Authorization"));

    /// <summary>The region of the host, or else of the signature.</summary>
    public string Region => Host?.Region ?? Signature?.Region ?? "us-east-1";

    /// <summary>The parameters of a query protocol (STS) request.</summary>
    public IReadOnlyDictionary<string, string> Form { get; } = ParseForm(request);

    private static Dictionary<string, string> ParseForm(HttpRequest request)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal);
        if (request.Header("X-Amz-Target").Length > 0) return form;
        var query = request.Target.Contains('?', StringComparison.Ordinal) ? request.Target.Split('?', 2)[1] : "";
        foreach (var pair in $"{query}&{Encoding.UTF8.GetString(request.Body.Span)}".Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            form[WebUtility.UrlDecode(parts[0])] = parts.Length > 1 ? WebUtility.UrlDecode(parts[1]) : "";
        }

        return form;
    }
}
