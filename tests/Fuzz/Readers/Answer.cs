using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.EventStreams;
using Amazon.Runtime.Internal.Transform;

namespace EcrProvider.Fuzz.Readers;

/// <summary>An HTTP answer as the SDK's pipeline hands it to an unmarshaller.</summary>
internal sealed class Answer(int status, byte[] body) : IWebResponseData
{
    public long ContentLength => body.Length;

    public string ContentType => "application/x-amz-json-1.1";

    public HttpStatusCode StatusCode => (HttpStatusCode)status;

    public bool IsSuccessStatusCode => status is >= 200 and < 300;

    public IHttpResponseBody ResponseBody => throw new NotSupportedException();

    /// <summary>The response; or what was thrown, which an error status always is.</summary>
    public (AmazonWebServiceResponse? Response, Exception? Failure) Unmarshall(JsonResponseUnmarshaller unmarshaller)
    {
        using var stream = new MemoryStream(body);
        using var context = new JsonUnmarshallerContext(stream, maintainResponseBody: false, this, isException: false);
        if (!IsSuccessStatusCode)
        {
            return (null, unmarshaller.UnmarshallException(context, innerException: null!, StatusCode));
        }

        try
        {
            return (unmarshaller.Unmarshall(context), null);
        }
        catch (System.Text.Json.JsonException broken)
        {
            // What AwsFailure takes for an answer that AWS did not write. Anything else would be told as a network that is down.
            return (null, broken);
        }
    }

    public string[] GetHeaderNames() => [];

    public bool IsHeaderPresent(string headerName) => false;

    public string? GetHeaderValue(string headerName) => null;

    public IEventStreamHeader? GetEventStreamHeader(string headerName) => null;

    public bool IsEventHeaderPresent(string headerName) => false;
}
