using System.Text.Json.Nodes;
using Node.Http;

namespace Node.Aws;

/// <summary>Errors in the shapes of AWS: JSON with __type from ECR, XML from STS.</summary>
internal static class AwsErrors
{
    /// <summary>The error in the service's own shape; null if the word is none of the faults that are AWS errors.</summary>
    public static HttpResponse? ForFault(string word, AwsCall call, string account)
    {
        var action = $"{call.Service}:{call.Operation}";
        return word switch
        {
            "access-denied" => Answer(call, call.Service is "sts" ? 403 : 400, call.Service is "sts" ? "AccessDenied" : "AccessDeniedException", $"User: arn:aws:sts::{account}:assumed-role/bed-role/i-0123456789abcdef0 is not authorized to perform: {action} on resource: * because no identity-based policy allows the {action} action"),
            "bad-signature" => Answer(call, call.Service is "sts" ? 403 : 400, call.Service is "sts" ? "SignatureDoesNotMatch" : "InvalidSignatureException", "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."),
            "expired-token" => Answer(call, call.Service is "sts" ? 403 : 400, call.Service is "sts" ? "ExpiredToken" : "ExpiredTokenException", "The security token included in the request is expired"),
            "unrecognized-client" => Answer(call, call.Service is "sts" ? 403 : 400, call.Service is "sts" ? "InvalidClientTokenId" : "UnrecognizedClientException", "The security token included in the request is invalid."),
            "throttle" => Answer(call, 400, call.Service is "sts" ? "Throttling" : "ThrottlingException", "Rate exceeded"),
            "throttle-429" => Answer(call, 429, "TooManyRequestsException", "Rate exceeded"),
            "500" => Answer(call, 500, call.Service is "sts" ? "InternalFailure" : "ServerException", "The request processing has failed because of an unknown error, exception or failure."),
            "503" => Answer(call, 503, "ServiceUnavailable", "Service is unable to handle request."),
            "skewed" => Answer(call, call.Service is "sts" ? 403 : 400, call.Service is "sts" ? "SignatureDoesNotMatch" : "InvalidSignatureException", "Signature expired: 20260101T000000Z is now earlier than 20260101T010000Z (20260101T010500Z - 5 min.)"),
            "invalid-identity-token" => Answer(call, 400, "InvalidIdentityToken", "Incorrect token audience"),
            "region-disabled" => Answer(call, 403, "RegionDisabledException", "STS is not activated in this region for account:" + account),
            _ => null,
        };
    }

    public static HttpResponse Answer(AwsCall call, int status, string type, string message)
    {
        var id = RequestId();
        if (call.Service is "sts")
        {
            var xml = $"<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>{type}</Code><Message>{message}</Message></Error><RequestId>{id.Value}</RequestId></ErrorResponse>";
            return new(status, "text/xml", xml) { Headers = [id] };
        }

        var json = new JsonObject { ["__type"] = type, ["message"] = message };
        return new(status, "application/x-amz-json-1.1", json.ToJsonString()) { Headers = [id] };
    }

    public static (string Name, string Value) RequestId() => ("x-amzn-RequestId", Guid.NewGuid().ToString());
}
