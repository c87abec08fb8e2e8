using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Node.Http;

namespace Node.Aws;

/// <summary>
/// GetAuthorizationToken of ecr (a list) and ecr-public (an object). In the password, <c>{service}</c>, <c>{region}</c> and <c>{key}</c> stand for
/// what was asked, where, and with which access key: as AWS's do, passwords then differ by region and identity.
/// </summary>
internal sealed class EcrAnswers(string password, string account, Expiry expiry)
{
    /// <summary>The answer; the faults that spoil only its content are applied here.</summary>
    public HttpResponse Token(AwsCall call, string fault)
    {
        var data = new JsonObject();
        var text = password.Replace("{service}", call.Service, StringComparison.Ordinal)
            .Replace("{region}", call.Region, StringComparison.Ordinal)
            .Replace("{key}", call.Signature?.AccessKey, StringComparison.Ordinal);
        if (fault is not "no-token")
        {
            data["authorizationToken"] = fault switch
            {
                "bad-token" => "not base64!",
                "null-token" => null,
                "no-colon" => Convert.ToBase64String(Encoding.UTF8.GetBytes($"AWS{text}")),
                _ => Convert.ToBase64String(Encoding.UTF8.GetBytes($"AWS:{text}")),
            };
        }

        // ECR writes its numbers as Java does: 1.764E9.
        if (expiry.Value is { } at) data["expiresAt"] = JsonNode.Parse(at.ToString("0.000000000000E0", CultureInfo.InvariantCulture));
        if (call.Service is "ecr") data["proxyEndpoint"] = string.Create(CultureInfo.InvariantCulture, $"https://{account}.dkr.ecr.{call.Region}.amazonaws.com");
        JsonNode all = call.Service is "ecr" ? fault is "empty" ? new JsonArray() : new JsonArray(data) : fault is "empty" ? new JsonObject() : data;
        var answer = new JsonObject { ["authorizationData"] = all };
        return new(200, "application/x-amz-json-1.1", answer.ToJsonString()) { Headers = [AwsErrors.RequestId()] };
    }
}
