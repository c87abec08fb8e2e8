using System.Globalization;
using System.Text.RegularExpressions;

namespace Node.Aws;

/// <summary>The Authorization header of Signature Version 4. Its scope is checked here; the signature itself is moto's business (front mode).</summary>
internal sealed partial record SigV4(string AccessKey, string Date, string Region, string Service, string SignedHeaders)
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    public static SigV4? Parse(string authorization)
    {
        var match = Form().Match(authorization);
        string Part(string name) => match.Groups[name].Value;
        return match.Success ? new(Part("key"), Part("date"), Part("region"), Part("service"), Part("headers")) : null;
    }

    /// <summary>Null if a service would go on to check the signature; otherwise the error type and AWS's words for it.</summary>
    public static (string Type, string Message)? Complaint(AwsCall call, DateTimeOffset now)
    {
        if (call.Request.Header("Authorization").Length == 0) return ("MissingAuthenticationTokenException", "Missing Authentication Token");
        if (call.Signature is not { } signature) return ("IncompleteSignatureException", "Authorization header is not of the form AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…");
        if (!string.Equals(signature.Service, call.Service, StringComparison.Ordinal))
        {
            return ("InvalidSignatureException", $"Credential should be scoped to correct service: '{call.Service}'.");
        }

        if (call.Host is { } host && !string.Equals(signature.Region, host.Region, StringComparison.Ordinal))
        {
            return ("InvalidSignatureException", $"Credential should be scoped to a valid region, not '{signature.Region}'. (expected '{host.Region}')");
        }

        var sent = call.Request.Header("X-Amz-Date");
        if (!DateTimeOffset.TryParseExact(sent, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signed) ||
            !sent.StartsWith(signature.Date, StringComparison.Ordinal))
        {
            return ("IncompleteSignatureException", "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP");
        }

        var leeway = TimeSpan.FromMinutes(5);
        if (signed < now - leeway) return ("InvalidSignatureException", $"Signature expired: {sent} is now earlier than {Text(now - leeway)} ({Text(now)} - 5 min.)");
        if (signed > now + leeway) return ("InvalidSignatureException", $"Signature not yet current: {sent} is still later than {Text(now + leeway)} ({Text(now)} + 5 min.)");
        if (!signature.SignedHeaders.Split(';').Contains("host", StringComparer.Ordinal)) return ("InvalidSignatureException", "'host' must be a signed header");

        // Keys of a role (ASIA…) are worth nothing without their session token.
        return signature.AccessKey.StartsWith("ASIA", StringComparison.Ordinal) && call.Request.Header("X-Amz-Security-Token").Length == 0
            ? ("UnrecognizedClientException", "The security token included in the request is invalid.")
            : null;
    }

    private static string Text(DateTimeOffset time) => time.ToString(TimeFormat, CultureInfo.InvariantCulture);

    [GeneratedRegex("^AWS4-HMAC-SHA256 Credential=(?<key>[^/]+)/(?<date>[0-9]{8})/(?<region>[^/]+)/(?<service>[^/]+)/aws4_request, *SignedHeaders=(?<headers>[^,]+), *Signature=[0-9a-f]{64}$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
