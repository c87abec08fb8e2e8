using System.Net;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace EcrProvider.Aws.Pipeline;

/// <summary>
/// An error answer → <see cref="AmazonServiceException"/>. AWS sends <c>{"__type":"…#Code","message":"…"}</c>; proxies and
/// private endpoints in front of it may send XML (<c>&lt;Code&gt;…</c>) or anything else.
/// </summary>
internal static class ServiceError
{
    private const int Limit = 64 * 1024;

    public static AmazonServiceException Read(UnmarshallerContext answer, Exception cause, HttpStatusCode status)
    {
        string body = Body(answer);
        (string? code, string? message) = OfJson(body) ?? OfXml(body) ?? default;
        string? requestId = answer.ResponseData.GetHeaderValue("x-amzn-RequestId");
        return new AmazonServiceException(
            message ?? "no message", cause, (int)status < 500 ? ErrorType.Sender : ErrorType.Receiver, code ?? $"HTTP {(int)status}", requestId, status);
    }

    private static string Body(UnmarshallerContext answer)
    {
        byte[] buffer = new byte[Limit];
        int length = ((JsonUnmarshallerContext)answer).Stream.ReadAtLeast(buffer, Limit, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static (string? Code, string? Message)? OfJson(string body)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            string? type = JsonFields.Text(json.RootElement, "__type") ?? JsonFields.Text(json.RootElement, "code");
            string? message = JsonFields.Text(json.RootElement, "message") ?? JsonFields.Text(json.RootElement, "Message");

            // "com.amazonaws.ecr#Code", "Code:http://…": the shape id around the name is optional (smithy.io, AWS JSON 1.1).
            return (type?.Split('#')[^1].Split(':')[0], message);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static (string? Code, string? Message)? OfXml(string body)
    {
        string? code = XmlText.Element(body, "Code");
        return code is null ? null : (code, XmlText.Element(body, "Message"));
    }
}
